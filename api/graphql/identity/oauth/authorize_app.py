from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.oauth.app import AppScope, WordsIn, scopes_in_words
from api.oauth.decide import decide_authorization
from core.identity.models import SessionRow
from core.identity.oauth.authorization import find_request
from core.identity.oauth.consent import consent_of
from core.identity.oauth.errors import AuthorizationOverError, SignInAgainError
from core.identity.oauth.models import ClientKind


@strawberry.type(description="What an app asks a person for.")
class AuthorizationRequest:
    """The consent screen's content."""

    app_name: str = strawberry.field(description="The app.")
    website: str = strawberry.field(description="Where to read about it.")
    returns_to: str = strawberry.field(description="The host that the person is sent back to.")
    scopes: list[AppScope] = strawberry.field(description="What it wants to be let to do.")
    needs_consent: bool = strawberry.field(
        description="Whether the person has to say yes: false where they said so before, to all of this."
    )
    expires_at: datetime = strawberry.field(description="When it is too late to decide.")


@strawberry.input(description="The request of an app.")
class DecideAuthorizationInput:
    """Input of `approveAuthorization` and `denyAuthorization`."""

    request: str = strawberry.field(description="What the address of the consent screen says.")


@strawberry.type(description="Where the browser goes on.")
class DecideAuthorizationPayload(Payload):
    """Answer of both."""

    redirect_to: str | None = strawberry.field(default=None, description="The app's address, with the outcome.")


Handle = Annotated[str, strawberry.argument(description="What the address of the consent screen says.")]
Locale = Annotated[WordsIn, strawberry.argument(description="The language of the scopes' words.")]


async def _authorization_request(
    info: strawberry.Info[Context], request: Handle, words_in: Locale = WordsIn.EN
) -> AuthorizationRequest | None:
    context = info.context
    async with context.system_uow() as uow:
        try:
            found, client = await find_request(uow, context.platform.clock.now(), request, is_pushed=False)
        except AuthorizationOverError:
            return None
        asked = str(found.parameters["scope"]).split()
        consent = await consent_of(uow, context.person, client.id)
    # Anybody can pretend to be an app without a secret: for one of those, a yes is never taken as given (RFC 9700).
    is_given = client.kind is not ClientKind.PUBLIC and consent is not None and set(asked) <= set(consent.scopes)
    wants_asking = "consent" in str(found.parameters.get("prompt", "")).split()
    return AuthorizationRequest(
        app_name=client.name,
        website=client.website,
        returns_to=urlsplit(found.parameters["redirect_uri"]).netloc,
        scopes=scopes_in_words(asked, words_in.value),
        needs_consent=wants_asking or not is_given,
        expires_at=found.expires_at,
    )


async def _approve(info: strawberry.Info[Context], input: DecideAuthorizationInput) -> DecideAuthorizationPayload:  # noqa: A002 the schema's argument name
    signed_in_at = await _signed_in_at(info.context)
    return DecideAuthorizationPayload(redirect_to=await _decide(info.context, input.request, signed_in_at))


async def _deny(info: strawberry.Info[Context], input: DecideAuthorizationInput) -> DecideAuthorizationPayload:  # noqa: A002 as above
    return DecideAuthorizationPayload(redirect_to=await _decide(info.context, input.request, None))


async def _decide(context: Context, handle: str, signed_in_at: datetime | None) -> str:
    async with context.system_uow() as uow:
        return await decide_authorization(context.platform, uow, handle, context.person, signed_in_at)


async def _signed_in_at(context: Context) -> datetime:
    """When this device was signed in. Raises SignInAgainError where it was signed out meanwhile."""
    session_id = context.actor.session_id if context.actor is not None else None
    statement = select(SessionRow.created_at).where(
        SessionRow.user_id == context.person, SessionRow.id == session_id, SessionRow.ended_at.is_(None)
    )
    async with context.read() as read:
        found = (await read.session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise SignInAgainError("Sign in again.")
    return found.astimezone(UTC)


@strawberry.type
class AuthorizationQueries:
    """The consent screen."""

    authorization_request: AuthorizationRequest | None = query(
        Permission.APPS_CONNECT, "What an app asks this person for; null when the request is unknown or over."
    )(_authorization_request)


@strawberry.type
class DecideAuthorizationMutation:
    """Saying yes or no to an app."""

    approve_authorization: DecideAuthorizationPayload = mutation(
        Permission.APPS_CONNECT, DecideAuthorizationPayload, "Let an app do what it asks for."
    )(_approve)
    deny_authorization: DecideAuthorizationPayload = mutation(
        Permission.APPS_CONNECT, DecideAuthorizationPayload, "Send the person back to the app with a no."
    )(_deny)

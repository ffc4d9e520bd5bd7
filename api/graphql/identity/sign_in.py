from datetime import datetime, timedelta

import strawberry

from api.graphql.context import Context
from api.graphql.declare.payload import Payload, UserError
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.limit_attempts import limit_sign_in
from api.graphql.identity.user import User
from core.identity.errors import InvalidTokenError
from core.identity.models import UserRow
from core.identity.refresh_session import refresh_session
from core.identity.session import OpenedSession
from core.identity.sign_in import SignIn, check_credentials, sign_in
from core.identity.sign_out import sign_out


@strawberry.type(description="What a signed-in device holds.")
class SessionTokens:
    """Tokens of a session."""

    access_token: str = strawberry.field(description="For the header `Authorization: Bearer …`.")
    access_token_expires_at: datetime = strawberry.field(description="When it ends: refresh before.")
    refresh_token: str = strawberry.field(description="Good for one `refreshSession`. Keep it out of scripts' reach.")


@strawberry.input(description="An address and a password.")
class SignInInput:
    """Input of `signIn`."""

    email: str = strawberry.field(description="Mail address.")
    password: str = strawberry.field(description="Password.")


@strawberry.input(description="The session to go on with.")
class RefreshSessionInput:
    """Input of `refreshSession`."""

    refresh_token: str = strawberry.field(description="The newest refresh token.")


@strawberry.type(description="A signed-in person.")
class SignInPayload(Payload):
    """Answer of `signIn`."""

    session: SessionTokens | None = strawberry.field(default=None, description="The tokens.")
    user: User | None = strawberry.field(default=None, description="The person.")


@strawberry.type(description="The session's next tokens.")
class RefreshSessionPayload(Payload):
    """Answer of `refreshSession`."""

    session: SessionTokens | None = strawberry.field(default=None, description="The tokens.")


@strawberry.type(description="The session is over.")
class SignOutPayload(Payload):
    """Answer of `signOut`."""


async def _tokens(context: Context, user: UserRow, opened: OpenedSession) -> SessionTokens:
    access = await context.platform.access_tokens.issue(user, opened.session_id)
    return SessionTokens(
        access_token=access.text, access_token_expires_at=access.expires_at, refresh_token=opened.refresh_token
    )


async def _sign_in(info: strawberry.Info[Context], input: SignInInput) -> SignInPayload:  # noqa: A002 the schema's argument name
    context = info.context
    await limit_sign_in(context, input.email)
    user = await check_credentials(context.platform.database, SignIn(input.email, input.password, context.device))
    lifetime = timedelta(days=context.platform.settings.refresh_token_days)
    async with context.system_uow() as uow:
        opened = await sign_in(uow, context.platform.clock, user, context.device, lifetime)
    return SignInPayload(session=await _tokens(context, user, opened), user=User(row=user))


async def _refresh_session(info: strawberry.Info[Context], input: RefreshSessionInput) -> RefreshSessionPayload:  # noqa: A002 the schema's argument name
    context = info.context
    async with context.system_uow() as uow:
        refreshed = await refresh_session(uow, context.platform.clock, input.refresh_token)
    if refreshed.opened is None:
        message = "This refresh token was used before, so the session was ended. Sign in again."
        error = UserError(code=InvalidTokenError.code, message=message, field="refreshToken")
        return RefreshSessionPayload(errors=[error])
    return RefreshSessionPayload(session=await _tokens(context, refreshed.user, refreshed.opened))


async def _sign_out(info: strawberry.Info[Context]) -> SignOutPayload:
    context = info.context
    if context.actor is not None:
        async with context.uow() as uow:
            await sign_out(uow, context.platform.clock, context.actor.session_id)
    return SignOutPayload()


@strawberry.type
class SignInMutation:
    """Sessions."""

    sign_in: SignInPayload = mutation(Permission.PUBLIC, SignInPayload, "Open a session on this device.")(_sign_in)
    refresh_session: RefreshSessionPayload = mutation(
        Permission.PUBLIC,
        RefreshSessionPayload,
        "Spend a refresh token for the next. A spent one that comes again ends the session.",
    )(_refresh_session)
    sign_out: SignOutPayload = mutation(Permission.SIGNED_IN, SignOutPayload, "End the session on this device.")(
        _sign_out
    )

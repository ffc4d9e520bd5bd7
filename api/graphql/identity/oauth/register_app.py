import json
from typing import Final

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.oauth.app import App, scopes_named, wrap_app
from core.identity.oauth.disable_client import disable_client
from core.identity.oauth.errors import InvalidAppError
from core.identity.oauth.models import ClientKind, OAuthClientRow
from core.identity.oauth.register_client import RegisterClient, register_client, renew_secret

LONGEST_KEYS: Final = 8000
MOST_APPS: Final = 500


@strawberry.input(description="An app to register.")
class RegisterAppInput:
    """Input of `registerApp`."""

    name: str = strawberry.field(description="What people will know it as: 1 to 60 characters.")
    website: str = strawberry.field(description="Where to read about it: an https address.")
    kind: ClientKind = strawberry.field(description="How it will prove that it is itself.")
    redirect_uris: list[str] = strawberry.field(
        default_factory=list,
        description="Where people are sent back to: https, or http on the person's own machine.",
    )
    scopes: list[str] = strawberry.field(default_factory=list, description="What it may ask people for.")
    service_scopes: list[str] = strawberry.field(
        default_factory=list,
        description="What it may do in its own name: `banks:read`, `marketplace:read`, `partner:offers`, "
        "`partner:leads`.",
    )
    public_keys: str | None = strawberry.field(
        default=None, description="A JWK set as JSON, for an app of the kind `PRIVATE_KEY`."
    )
    needs_par: bool = strawberry.field(default=False, description="Whether its requests must be pushed (RFC 9126).")
    needs_dpop: bool = strawberry.field(default=False, description="Whether its tokens must be bound to a key.")


@strawberry.input(description="An app.")
class AppInput:
    """Input of `renewAppSecret` and `disableApp`."""

    app_id: strawberry.ID = strawberry.field(description="The app.")


@strawberry.type(description="The app, and its secret this once.")
class RegisterAppPayload(Payload):
    """Answer of `registerApp` and `renewAppSecret`."""

    app: App | None = strawberry.field(default=None, description="The app.")
    client_secret: str | None = strawberry.field(
        default=None, description="Its secret, where it has one. It is shown now and never again."
    )


@strawberry.type(description="The app that was switched off.")
class DisableAppPayload(Payload):
    """Answer of `disableApp`."""

    app: App | None = strawberry.field(default=None, description="The app.")


async def _apps(info: strawberry.Info[Context]) -> list[App]:
    async with info.context.platform.database.read_system() as read:
        statement = select(OAuthClientRow).order_by(OAuthClientRow.id.desc()).limit(MOST_APPS)
        return [wrap_app(row) for row in (await read.session.execute(statement)).scalars()]


async def _register_app(info: strawberry.Info[Context], input: RegisterAppInput) -> RegisterAppPayload:  # noqa: A002 the schema's argument name
    command = RegisterClient(
        name=input.name,
        website=input.website,
        kind=input.kind,
        redirect_uris=input.redirect_uris,
        scopes=scopes_named(input.scopes, "scopes"),
        service_scopes=scopes_named(input.service_scopes, "serviceScopes"),
        public_keys=_keys(input.public_keys),
        needs_par=input.needs_par,
        needs_dpop=input.needs_dpop,
    )
    async with info.context.system_uow() as uow:
        row, secret = await register_client(uow, command, actor_id=info.context.person)
    return RegisterAppPayload(app=wrap_app(row), client_secret=secret)


async def _renew_secret(info: strawberry.Info[Context], input: AppInput) -> RegisterAppPayload:  # noqa: A002 as above
    client_id = decode_id(input.app_id, "App", "appId")
    async with info.context.system_uow() as uow:
        row, secret = await renew_secret(uow, client_id, actor_id=info.context.person)
    return RegisterAppPayload(app=wrap_app(row), client_secret=secret)


async def _disable_app(info: strawberry.Info[Context], input: AppInput) -> DisableAppPayload:  # noqa: A002 as above
    context, client_id = info.context, decode_id(input.app_id, "App", "appId")
    async with context.system_uow() as uow:
        row = await disable_client(uow, context.platform.clock, client_id, actor_id=context.person)
    return DisableAppPayload(app=wrap_app(row))


def _keys(text: str | None) -> dict[str, object] | None:
    """The key set. Raises InvalidAppError."""
    if text is None:
        return None
    try:
        found = json.loads(text) if len(text) <= LONGEST_KEYS else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidAppError("Not a JWK set.", field="publicKeys")
    return found


@strawberry.type
class AppQueries:
    """Reading about apps."""

    apps: list[App] = query(Permission.APPS_MANAGE, "The apps that were registered, the newest first: 500 at most.")(
        _apps
    )


@strawberry.type
class RegisterAppMutation:
    """Letting apps in, and shutting them out."""

    register_app: RegisterAppPayload = mutation(
        Permission.APPS_MANAGE, RegisterAppPayload, "Register an app. Its secret is in this answer and nowhere else."
    )(_register_app)
    renew_app_secret: RegisterAppPayload = mutation(
        Permission.APPS_MANAGE, RegisterAppPayload, "Give an app a new secret. The old one ends at once."
    )(_renew_secret)
    disable_app: DisableAppPayload = mutation(
        Permission.APPS_MANAGE, DisableAppPayload, "Switch an app off: all its tokens end within seconds."
    )(_disable_app)

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.node import decode_id, encode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from api.graphql.identity.oauth.app import AppScope, WordsIn, scopes_in_words
from core.identity.oauth.consent import disconnect_app
from core.identity.oauth.models import OAuthClientRow, OAuthConsentRow


@strawberry.type(description="An app that a person let in.")
class ConnectedApp:
    """What a person lets an app do."""

    id: strawberry.ID = strawberry.field(description="The id, opaque.")
    app_name: str = strawberry.field(description="The app.")
    website: str = strawberry.field(description="Where to read about it.")
    scopes: list[AppScope] = strawberry.field(description="What it may do.")
    connected_at: datetime = strawberry.field(description="Since when.")
    last_used_at: datetime | None = strawberry.field(description="When it last got tokens; null for never.")


@strawberry.input(description="A connected app.")
class DisconnectAppInput:
    """Input of `disconnectApp`."""

    id: strawberry.ID = strawberry.field(description="The connected app.")


@strawberry.type(description="The app is out.")
class DisconnectAppPayload(Payload):
    """Answer of `disconnectApp`."""


Locale = Annotated[WordsIn, strawberry.argument(description="The language of the scopes' words.")]


async def _connected_apps(info: strawberry.Info[Context], words_in: Locale = WordsIn.EN) -> list[ConnectedApp]:
    consent, client = OAuthConsentRow, OAuthClientRow
    statement = (
        select(consent, client.name, client.website)
        .join(client, client.id == consent.client_id)
        .where(consent.user_id == info.context.person, consent.ended_at.is_(None))
        .order_by(consent.id.desc())
    )
    async with info.context.read() as read:
        found = (await read.session.execute(statement)).all()
    return [
        ConnectedApp(
            id=strawberry.ID(encode_id("ConnectedApp", row.id)),
            app_name=name,
            website=website,
            scopes=scopes_in_words(row.scopes, words_in.value),
            connected_at=row.created_at,
            last_used_at=row.last_used_at,
        )
        for row, name, website in found
    ]


async def _disconnect_app(info: strawberry.Info[Context], input: DisconnectAppInput) -> DisconnectAppPayload:  # noqa: A002 the schema's argument name
    context = info.context
    consent_id = decode_id(input.id, "ConnectedApp", "id")
    async with context.uow() as uow:
        await disconnect_app(uow, context.platform.clock, consent_id)
    return DisconnectAppPayload()


@strawberry.type
class ConnectedAppQueries:
    """Apps that a person let in."""

    connected_apps: list[ConnectedApp] = query(
        Permission.APPS_CONNECT, "The apps that may do something in the person's name, the newest first."
    )(_connected_apps)


@strawberry.type
class DisconnectAppMutation:
    """Shutting an app out."""

    disconnect_app: DisconnectAppPayload = mutation(
        Permission.APPS_CONNECT, DisconnectAppPayload, "Take back what an app may do. Its tokens end within seconds."
    )(_disconnect_app)

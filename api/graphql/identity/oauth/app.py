from datetime import datetime
from enum import StrEnum

import strawberry

from api.graphql.declare.node import encode_id
from api.graphql.declare.shown_enum import show_enum
from core.identity.oauth.errors import InvalidScopeError
from core.identity.oauth.models import ClientKind, OAuthClientRow
from core.identity.oauth.scopes import Scope, in_words, known


class WordsIn(StrEnum):
    """Languages of the consent screen."""

    EN = "en"
    RU = "ru"


show_enum(WordsIn, "The language of what a person reads.", {WordsIn.EN: "English.", WordsIn.RU: "Russian."})
show_enum(
    ClientKind,
    "How an app proves that it is itself.",
    {
        ClientKind.PUBLIC: "It runs on people's devices and can keep no secret: PKCE alone protects it.",
        ClientKind.SECRET: "A server with a client secret.",
        ClientKind.PRIVATE_KEY: "A server that signs with a key of its own (`private_key_jwt`).",
    },
)


@strawberry.type(description="A right of an app.")
class AppScope:
    """A scope, with its words."""

    name: str = strawberry.field(description="As apps ask for it, like `transactions:read`.")
    words: str = strawberry.field(description="As a person reads it.")


@strawberry.type(description="An app that was registered by an admin.")
class App:
    """An app, without what it proves itself with."""

    id: strawberry.ID = strawberry.field(description="The id, opaque.")
    client_id: str = strawberry.field(description="The `client_id` that it asks with.")
    name: str = strawberry.field(description="What people know it as.")
    website: str = strawberry.field(description="Where to read about it.")
    kind: ClientKind = strawberry.field(description="How it proves that it is itself.")
    redirect_uris: list[str] = strawberry.field(description="Where people are sent back to.")
    scopes: list[str] = strawberry.field(description="What it may ask people for.")
    service_scopes: list[str] = strawberry.field(description="What it may do in its own name.")
    needs_par: bool = strawberry.field(description="Whether its requests must be pushed (RFC 9126).")
    needs_dpop: bool = strawberry.field(description="Whether its tokens must be bound to a key (RFC 9449).")
    created_at: datetime = strawberry.field(description="When it was registered.")
    disabled_at: datetime | None = strawberry.field(description="When it was switched off; null while it is on.")


def wrap_app(row: OAuthClientRow) -> App:
    """The GraphQL type of a row."""
    return App(
        id=strawberry.ID(encode_id("App", row.id)),
        client_id=str(row.id),
        name=row.name,
        website=row.website,
        kind=row.kind,
        redirect_uris=row.redirect_uris,
        scopes=row.scopes,
        service_scopes=row.service_scopes,
        needs_par=row.needs_par,
        needs_dpop=row.needs_dpop,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )


def scopes_in_words(names: list[str], locale: str) -> list[AppScope]:
    """Scopes as a person reads them, in the order in which they are shown."""
    return [AppScope(name=scope.value, words=in_words(scope, locale)) for scope in known(names)]


def scopes_named(names: list[str], field: str) -> list[Scope]:
    """The scopes of these names. Raises InvalidScopeError naming the input field."""
    found = known(names)
    if len(found) != len(set(names)):
        raise InvalidScopeError("There is no such scope.", field=field)
    return found

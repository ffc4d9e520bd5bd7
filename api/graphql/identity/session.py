from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from core.identity.describe_device import describe_device, device_in_words
from core.identity.models import SessionRow


@strawberry.type(description="Roughly where a network address is.")
class SessionPlace:
    """A place."""

    city: str | None = strawberry.field(description="The city; null where only the country is known.")
    country: str | None = strawberry.field(description="The country; null where it is not known.")


def _is_current(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> bool:
    actor = info.context.actor
    return actor is not None and actor.session_id == root.row.id


PlaceLocale = Annotated[str, strawberry.argument(description="Language of the names, as `ru` or `en`.")]


def place_of(context: Context, address: str, locale: str) -> SessionPlace | None:
    """Where an address is, where a database of places is configured and knows it."""
    found = context.platform.places.find(address, locale)
    return SessionPlace(city=found.city, country=found.country) if found is not None else None


def _place(
    root: strawberry.Parent[Any], info: strawberry.Info[Context], locale: PlaceLocale = "en"
) -> SessionPlace | None:
    return place_of(info.context, root.row.address, locale)


@strawberry.type(description="A signed-in device.")
class Session(Node):
    """A session as its person sees it."""

    row: strawberry.Private[SessionRow]
    device: str = computed(
        [SessionRow.user_agent], device_in_words, "The device in words, as `Firefox, Windows 11`; empty where unknown."
    )
    browser: str | None = computed(
        [SessionRow.user_agent],
        lambda text: describe_device(text).browser,
        "The browser or program, as it names itself; null where it does not.",
    )
    system: str | None = computed(
        [SessionRow.user_agent],
        lambda text: describe_device(text).system,
        "The operating system, as the browser names it; null where it does not.",
    )
    address: str = column(SessionRow.address, "The network address it was used from last.")
    place: SessionPlace | None = strawberry.field(
        resolver=_place,
        description="Where that address is; null where no database of places is configured or knows it.",
    )
    created_at: datetime = column(SessionRow.created_at, "When the person signed in.")
    last_used_at: datetime = column(
        SessionRow.last_used_at,
        "When it was last used to get an access token: minutes before the last request at most.",
    )
    expires_at: datetime = column(SessionRow.expires_at, "When it ends by itself.")
    ended_at: datetime | None = column(SessionRow.ended_at, "When it was ended before its time; null where it was not.")
    is_current: bool = strawberry.field(resolver=_is_current, description="Whether it is the session that asks.")


def wrap_session(row: Any) -> Session:
    """The GraphQL type of a row."""
    return Session(row=row)


@strawberry.input(description="Which sessions to show. What is left out is left open.")
class SessionFilter:
    """Filter of sessions."""

    is_open: bool | None = strawberry.field(
        default=None, description="Those that can be used (true), or those that are over, for a month (false)."
    )


def _sessions(person: UUID, arguments: Arguments) -> Select[tuple[SessionRow]]:
    wanted: SessionFilter = arguments.get("filter") or SessionFilter()
    statement = select(SessionRow).where(SessionRow.user_id == person)
    if wanted.is_open is None:
        return statement
    is_open = SessionRow.ended_at.is_(None) & (SessionRow.expires_at > func.now())
    return statement.where(is_open if wanted.is_open else ~is_open)


SESSIONS: Final = Listing(_sessions, by_time(SessionRow.last_used_at, SessionRow.id), wrap_session)


async def _list_sessions(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[SessionFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Session]:
    return await SESSIONS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class SessionQueries:
    """Reading one's sessions."""

    sessions: Connection[Session] = query(
        Permission.SESSION_MANAGE, "Where the person is signed in, and lately was, the last used first.", SESSIONS.rows
    )(_list_sessions)

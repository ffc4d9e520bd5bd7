from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.identity.session import PlaceLocale, SessionPlace, place_of
from core.audit.models import AuditEntryRow
from core.audit.record import ORIGIN
from core.audit.seal_history import seal_history


@strawberry.enum(description="Who did something to a person's data.")
class ActivityActor(Enum):
    """Seen from the person."""

    SELF = strawberry.enum_value("self", description="The person.")
    ADMIN = strawberry.enum_value("admin", description="Somebody who works here: an admin, or support.")
    COUNTERPART = strawberry.enum_value(
        "counterpart",
        description="The other side of a grant: whom the person let into their books, or who let them in.",
    )
    PLATFORM = strawberry.enum_value("platform", description="The platform, by itself.")


def _actor(actor_id: UUID | None, user_id: UUID, action: str, details: Mapping[str, Any]) -> ActivityActor:
    if actor_id is None:
        return ActivityActor.PLATFORM
    if actor_id == user_id:
        return ActivityActor.SELF
    is_of_grant = action.startswith("grant.") or "grant" in details
    is_inspection = action == "grant.inspection_opened" or details.get("kind") == "inspection"
    return ActivityActor.COUNTERPART if is_of_grant and not is_inspection else ActivityActor.ADMIN


def _from(details: Mapping[str, Any]) -> Mapping[str, str]:
    found = details.get(ORIGIN)
    return found if isinstance(found, dict) else {}


def _place(
    root: strawberry.Parent[Any], info: strawberry.Info[Context], locale: PlaceLocale = "en"
) -> SessionPlace | None:
    address = _from(root.row.details).get("address")
    return place_of(info.context, address, locale) if address else None


async def _app_name(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> str | None:
    app = _from(root.row.details).get("app")
    return await info.context.loaders.app_name_by_id.load(UUID(app)) if app else None


_WHO: Final = (AuditEntryRow.actor_id, AuditEntryRow.user_id, AuditEntryRow.action, AuditEntryRow.details)


@strawberry.type(description="An entry of the person's history, which nobody can change.")
class ActivityEntry(Node):
    """An entry."""

    row: strawberry.Private[AuditEntryRow]
    sequence: int = column(AuditEntryRow.sequence, "Its number, from 1, without gaps.")
    at: datetime = column(AuditEntryRow.at, "When.")
    action: str = column(AuditEntryRow.action, "What, as `statement.imported`.")
    subject_type: str = column(AuditEntryRow.subject_type, "What it was done to.")
    done_by: ActivityActor = computed(_WHO, _actor, "Who did it, seen from the person.")
    actor: str = computed(
        _WHO,
        lambda *who: _actor(*who).value,
        "Who: self, admin, counterpart or platform.",
        deprecated="Use `doneBy`. Removed on 2027-06-01.",
    )
    details: JSON = column(AuditEntryRow.details, "Values before and after, and the like.")
    address: str | None = computed(
        [AuditEntryRow.details],
        lambda details: _from(details).get("address"),
        "The network address it was done from; null where the person did not do it themself, or not over the network.",
    )
    place: SessionPlace | None = strawberry.field(
        resolver=_place,
        description="Where that address is; null where no database of places is configured or knows it.",
    )
    app_name: str | None = strawberry.field(
        resolver=_app_name, description="The app that did it in the person's name; null where they did it themself."
    )
    hash: str = computed([AuditEntryRow.hash], lambda value: value.hex(), "SHA-256 over the entry and the one before.")


def wrap_entry(row: Any) -> ActivityEntry:
    """The GraphQL type of a row."""
    return ActivityEntry(row=row)


@strawberry.input(description="Which entries to show. What is left out is left open.")
class ActivityFilter:
    """Filter of a history."""

    actions: list[str] | None = strawberry.field(
        default=None, description="Of these actions, as `transaction.edited`: see `ActivityEntry.action`."
    )
    subject_types: list[str] | None = strawberry.field(
        default=None, description="Done to these sorts of things, as `transaction`: see `ActivityEntry.subjectType`."
    )


def _history(person: UUID, arguments: Arguments) -> Select[tuple[AuditEntryRow]]:
    wanted: ActivityFilter = arguments.get("filter") or ActivityFilter()
    statement = select(AuditEntryRow).where(AuditEntryRow.user_id == person)
    return narrowed(
        statement, (wanted.actions, AuditEntryRow.action), (wanted.subject_types, AuditEntryRow.subject_type)
    )


HISTORY: Final = Listing(_history, by_time(AuditEntryRow.sequence, AuditEntryRow.id), wrap_entry)


async def _activity(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[ActivityFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[ActivityEntry]:
    await seal_history(info.context.platform.database, info.context.person)
    return await HISTORY.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class ActivityQueries:
    """Reading one's history."""

    activity: Connection[ActivityEntry] = query(
        Permission.AUDIT_READ, "The person's history: who did what, newest first."
    )(_activity)

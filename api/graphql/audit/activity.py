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
from core.audit.models import AuditEntryRow


@strawberry.enum(description="Who did something to a person's data.")
class ActivityActor(Enum):
    """Seen from the person."""

    SELF = strawberry.enum_value("self", description="The person.")
    ADMIN = strawberry.enum_value("admin", description="Somebody else: an admin.")
    PLATFORM = strawberry.enum_value("platform", description="The platform, by itself.")


def _actor(actor_id: UUID | None, user_id: UUID) -> ActivityActor:
    if actor_id is None:
        return ActivityActor.PLATFORM
    return ActivityActor.SELF if actor_id == user_id else ActivityActor.ADMIN


@strawberry.type(description="An entry of the person's history, which nobody can change.")
class ActivityEntry(Node):
    """An entry."""

    row: strawberry.Private[AuditEntryRow]
    sequence: int = column(AuditEntryRow.sequence, "Its number, from 1, without gaps.")
    at: datetime = column(AuditEntryRow.at, "When.")
    action: str = column(AuditEntryRow.action, "What, as `statement.imported`.")
    subject_type: str = column(AuditEntryRow.subject_type, "What it was done to.")
    done_by: ActivityActor = computed(
        [AuditEntryRow.actor_id, AuditEntryRow.user_id], _actor, "Who did it, seen from the person."
    )
    actor: str = computed(
        [AuditEntryRow.actor_id, AuditEntryRow.user_id],
        lambda actor_id, user_id: _actor(actor_id, user_id).value,
        "Who: self, admin or platform.",
        deprecated="Use `doneBy`. Removed on 2027-06-01.",
    )
    details: JSON = column(AuditEntryRow.details, "Values before and after, and the like.")
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
    return await HISTORY.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class ActivityQueries:
    """Reading one's history."""

    activity: Connection[ActivityEntry] = query(
        Permission.SIGNED_IN, "The person's history: who did what, newest first.", HISTORY.rows
    )(_activity)

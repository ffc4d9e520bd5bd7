from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowPages
from core.audit.models import AuditEntryRow
from core.db.keyset import Ordering, Page, fetch_page

NEWEST_FIRST = Ordering((AuditEntryRow.sequence, AuditEntryRow.id))


def _actor(actor_id: UUID | None, user_id: UUID) -> str:
    if actor_id is None:
        return "platform"
    return "self" if actor_id == user_id else "admin"


@strawberry.type(description="An entry of the person's history, which nobody can change.")
class ActivityEntry(Node):
    """An entry."""

    row: strawberry.Private[AuditEntryRow]
    sequence: int = column(AuditEntryRow.sequence, "Its number, from 1, without gaps.")
    at: datetime = column(AuditEntryRow.at, "When.")
    action: str = column(AuditEntryRow.action, "What, as `statement.imported`.")
    subject_type: str = column(AuditEntryRow.subject_type, "What it was done to.")
    actor: str = computed([AuditEntryRow.actor_id, AuditEntryRow.user_id], _actor, "Who: self, admin or platform.")
    details: JSON = column(AuditEntryRow.details, "Values before and after, and the like.")
    hash: str = computed([AuditEntryRow.hash], lambda value: value.hex(), "SHA-256 over the entry and the one before.")


def wrap_entry(row: Any) -> ActivityEntry:
    """The GraphQL type of a row."""
    return ActivityEntry(row=row)


def _history(person: UUID, _: Arguments) -> Select[tuple[AuditEntryRow]]:
    return select(AuditEntryRow).where(AuditEntryRow.user_id == person)


async def _activity(
    info: strawberry.Info[Context], first: int = 20, after: str | None = None
) -> Connection[ActivityEntry]:
    async with info.context.read() as read:
        found = await fetch_page(read.session, _history(info.context.person, {}), NEWEST_FIRST, Page(first, after))
    return Connection[ActivityEntry].of(found, wrap_entry)


@strawberry.type
class ActivityQueries:
    """Reading one's history."""

    activity: Connection[ActivityEntry] = query(
        Permission.SIGNED_IN, "The person's history: who did what, newest first.", RowPages(_history, NEWEST_FIRST)
    )(_activity)

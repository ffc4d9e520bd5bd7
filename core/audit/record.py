"""Writing to a person's history."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, text

from core.audit.models import AuditEntryRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction

GENESIS = bytes(32)
"""The hash before a person's first entry."""


async def write_history(uow: UnitOfWork) -> None:
    """Append what the unit of work recorded to the chains of its people: the hook before every commit.

    A chain's lock is one per person, taken in the order of their ids and as the last locks of the transaction: two
    transactions that record can't deadlock over them. However much was recorded, a chain takes a few statements.
    """
    by_person: dict[UUID, list[KeyAction]] = {}
    for action in uow.recorded:
        by_person.setdefault(action.user_id, []).append(action)
    for user_id in sorted(by_person):
        await _append(uow, user_id, by_person[user_id])


async def _append(uow: UnitOfWork, user_id: UUID, actions: Sequence[KeyAction]) -> None:
    await uow.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:person, 4242))"), {"person": str(user_id)}
    )
    last = (
        await uow.session.execute(
            select(AuditEntryRow.sequence, AuditEntryRow.hash)
            .where(AuditEntryRow.user_id == user_id)
            .order_by(AuditEntryRow.sequence.desc())
            .limit(1)
        )
    ).one_or_none()
    # now() would be the transaction's start, which may lie before the entry of a transaction that overtook this one.
    at = (await uow.session.execute(select(func.clock_timestamp()))).scalar_one()
    sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
    rows: list[dict[str, Any]] = []
    for action in actions:
        sequence += 1
        row: dict[str, Any] = {
            "id": new_id(),
            "user_id": user_id,
            "sequence": sequence,
            "at": at,
            "actor_id": action.actor_id,
            "action": action.action,
            "subject_type": action.subject_type,
            "subject_id": action.subject_id,
            "details": action.details,
            "previous_hash": previous,
        }
        previous = row["hash"] = entry_hash(AuditEntryRow(**row))
        rows.append(row)
    # With RETURNING, SQLAlchemy sends a thousand rows in one statement, and not one by one.
    await uow.session.execute(insert(AuditEntryRow).returning(AuditEntryRow.id), rows)


def entry_hash(entry: AuditEntryRow) -> bytes:
    """SHA-256 over the hash before and every field of the entry, as canonical JSON."""
    body = json.dumps(
        {
            "id": str(entry.id),
            "user_id": str(entry.user_id),
            "sequence": entry.sequence,
            "at": _utc(entry.at),
            "actor_id": str(entry.actor_id) if entry.actor_id else None,
            "action": entry.action,
            "subject_type": entry.subject_type,
            "subject_id": str(entry.subject_id) if entry.subject_id else None,
            "details": entry.details,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(entry.previous_hash + body.encode()).digest()


def _utc(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"

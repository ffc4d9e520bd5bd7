"""Writing to a person's history."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import func, select, text

from core.audit.models import AuditEntryRow
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction

GENESIS = bytes(32)
"""The hash before a person's first entry."""


async def write_history(uow: UnitOfWork) -> None:
    """Append what the unit of work recorded to the chains of its people: the hook before every commit.

    A chain's lock is one per person, taken in the order of their ids and as the last locks of the transaction: two
    transactions that record can't deadlock over them.
    """
    for action in sorted(uow.recorded, key=lambda action: action.user_id):
        await _append(uow, action)


async def _append(uow: UnitOfWork, action: KeyAction) -> None:
    await uow.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:person, 4242))"), {"person": str(action.user_id)}
    )
    last = (
        await uow.session.execute(
            select(AuditEntryRow.sequence, AuditEntryRow.hash)
            .where(AuditEntryRow.user_id == action.user_id)
            .order_by(AuditEntryRow.sequence.desc())
            .limit(1)
        )
    ).one_or_none()
    # now() would be the transaction's start, which may lie before the entry of a transaction that overtook this one.
    at = (await uow.session.execute(select(func.clock_timestamp()))).scalar_one()
    entry = AuditEntryRow(
        id=new_id(),
        user_id=action.user_id,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor_id=action.actor_id,
        action=action.action,
        subject_type=action.subject_type,
        subject_id=action.subject_id,
        details=action.details,
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    uow.session.add(entry)
    await uow.session.flush()


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

"""Sealing: what was written down becomes the next entries of its person's chain, off the way of who did it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select, text

from core.audit.entry_hash import GENESIS, entry_hash
from core.audit.models import AuditEntryRow, UnsealedEntryRow
from core.db.database import Database
from core.db.uow import UnitOfWork

BATCH: Final = 1000
"""Entries sealed in one transaction: about 1 MB."""
MOST_PEOPLE: Final = 200
"""Whose histories one round seals; who waits longest comes first."""
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:person, 4242))")
_WAITING: Final = text("""
SELECT user_id FROM audit_unsealed GROUP BY user_id ORDER BY min(at) LIMIT :most
""")
_IS_WAITING: Final = select(UnsealedEntryRow.id)


async def seal_waiting(database: Database) -> int:
    """Seal the histories of whoever has something unsealed. Returns how many entries that made."""
    async with database.read_system() as read:
        people = (await read.session.execute(_WAITING, {"most": MOST_PEOPLE})).scalars().all()
    return sum([await seal_history(database, person) for person in people])


async def seal_history(database: Database, person: UUID) -> int:
    """Seal all that is committed of one person. Returns how many entries that made.

    Who reads a history calls it first, so that what somebody just did is there. A crash leaves it for the next.
    """
    async with database.read_system() as read:
        if (await read.session.execute(_IS_WAITING.where(UnsealedEntryRow.user_id == person).limit(1))).first() is None:
            return 0
    sealed = 0
    while True:
        async with database.system_unit_of_work() as uow:
            batch = await _seal_batch(uow, person)
        sealed += batch
        if batch < BATCH:
            return sealed


async def _seal_batch(uow: UnitOfWork, person: UUID) -> int:
    await uow.session.execute(_LOCK, {"person": str(person)})
    waiting = (
        (
            await uow.session.execute(
                select(UnsealedEntryRow)
                .where(UnsealedEntryRow.user_id == person)
                .order_by(UnsealedEntryRow.at, UnsealedEntryRow.id)
                .limit(BATCH)
            )
        )
        .scalars()
        .all()
    )
    if not waiting:
        return 0
    last = (
        await uow.session.execute(
            select(AuditEntryRow.sequence, AuditEntryRow.hash)
            .where(AuditEntryRow.user_id == person)
            .order_by(AuditEntryRow.sequence.desc())
            .limit(1)
        )
    ).one_or_none()
    rows = _chained(waiting, *((last.sequence, last.hash) if last else (0, GENESIS)))
    # With RETURNING, SQLAlchemy sends a thousand rows in one statement, and not one by one.
    await uow.session.execute(insert(AuditEntryRow).returning(AuditEntryRow.id), rows)
    await uow.session.execute(
        delete(UnsealedEntryRow).where(
            UnsealedEntryRow.user_id == person, UnsealedEntryRow.id.in_([row.id for row in waiting])
        ),
        execution_options={"synchronize_session": False},
    )
    return len(rows)


def _chained(waiting: Sequence[UnsealedEntryRow], sequence: int, previous: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for entry in waiting:
        sequence += 1
        row: dict[str, Any] = {
            "id": entry.id,
            "user_id": entry.user_id,
            "sequence": sequence,
            "at": entry.at,
            "actor_id": entry.actor_id,
            "action": entry.action,
            "subject_type": entry.subject_type,
            "subject_id": entry.subject_id,
            "details": entry.details,
            "previous_hash": previous,
        }
        previous = row["hash"] = entry_hash(AuditEntryRow(**row))
        rows.append(row)
    return rows

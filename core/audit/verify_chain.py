"""Checking that a history is whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from core.audit.entry_hash import GENESIS, entry_hash
from core.audit.models import AuditEntryRow, UnsealedEntryRow
from core.audit.seal_history import seal_waiting
from core.db.database import Database, ReadSession

PAGE = 1000
"""Entries read at once: about 1 MB."""


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first entry of a person's chain that is not what was written. `entry_id` is None where one is missing."""

    user_id: UUID
    sequence: int
    entry_id: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a check found. `unsealed` entries wait for the relay to seal them; many of them say that it does not run."""

    people: int
    entries: int
    breaks: Sequence[ChainBreak]
    unsealed: int = 0


async def verify_histories(database: Database) -> ChainReport:
    """Seal what waits, and check every person's chain. Stops at each chain's first break."""
    await seal_waiting(database)
    async with database.read_system() as read:
        return await _verify_chains(read)


async def _verify_chains(read: ReadSession) -> ChainReport:
    people = (await read.session.execute(select(AuditEntryRow.user_id).distinct())).scalars().all()
    breaks: list[ChainBreak] = []
    entries = 0
    for person in people:
        checked, found = await _verify_person(read, person)
        entries += checked
        if found is not None:
            breaks.append(found)
    unsealed = (await read.session.execute(select(func.count()).select_from(UnsealedEntryRow))).scalar_one()
    return ChainReport(len(people), entries, breaks, unsealed)


async def _verify_person(read: ReadSession, person: UUID) -> tuple[int, ChainBreak | None]:
    expected, previous, checked = 1, GENESIS, 0
    while True:
        page = (
            (
                await read.session.execute(
                    select(AuditEntryRow)
                    .where(AuditEntryRow.user_id == person, AuditEntryRow.sequence >= expected)
                    .order_by(AuditEntryRow.sequence)
                    .limit(PAGE)
                )
            )
            .scalars()
            .all()
        )
        for entry in page:
            if entry.sequence != expected:
                return checked, ChainBreak(person, expected, None, "an entry is missing")
            if entry.previous_hash != previous:
                return checked, ChainBreak(person, expected, entry.id, "does not follow the entry before it")
            if entry.hash != entry_hash(entry):
                return checked, ChainBreak(person, expected, entry.id, "was changed after it was written")
            expected, previous, checked = expected + 1, entry.hash, checked + 1
        if len(page) < PAGE:
            return checked, None

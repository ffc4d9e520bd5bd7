"""A source is taken back: the books become what the other sources told."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select, union

from core.accounts.models import AccountRow, TransactionRow, TransactionSightingRow
from core.db.driver import LONG_TIMEOUT, driver_of
from core.db.uow import UnitOfWork

_HAND_DOWN: Final = """
WITH heirs AS (
    SELECT DISTINCT ON (g.transaction_id) g.transaction_id, g.source_id, g.source
    FROM transactions t JOIN transaction_sightings g ON g.user_id = $1 AND g.transaction_id = t.id
    WHERE t.user_id = $1 AND t.source_id = $2 ORDER BY g.transaction_id, g.source_id
), taken AS (
    DELETE FROM transaction_sightings g USING heirs h
    WHERE g.user_id = $1 AND g.transaction_id = h.transaction_id AND g.source_id = h.source_id
)
UPDATE transactions t SET source_id = h.source_id, source = h.source FROM heirs h
WHERE t.user_id = $1 AND t.id = h.transaction_id
"""
_REMOVE: Final = "DELETE FROM transactions WHERE user_id = $1 AND source_id = $2"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many movements went, how many stay because something else tells of them too, and whose they are."""

    removed: int
    kept: int
    account_ids: tuple[UUID, ...]


async def forget_source(uow: UnitOfWork, source_id: UUID) -> Forgotten:
    """Remove what only this source told of, and its name from the rest. Its accounts are locked.

    What it changed of other sources' movements stays changed: the earlier version is not kept whole.
    """
    account_ids = await _locked_accounts(uow, source_id)
    driver = await driver_of(uow.session)
    handed = _affected(await driver.execute(_HAND_DOWN, uow.person, source_id, timeout=LONG_TIMEOUT))
    seen = await uow.session.execute(
        delete(TransactionSightingRow).where(
            TransactionSightingRow.user_id == uow.person, TransactionSightingRow.source_id == source_id
        )
    )
    removed = _affected(await driver.execute(_REMOVE, uow.person, source_id, timeout=LONG_TIMEOUT))
    return Forgotten(removed, handed + int(getattr(seen, "rowcount", 0)), account_ids)


async def _locked_accounts(uow: UnitOfWork, source_id: UUID) -> tuple[UUID, ...]:
    of_rows = select(TransactionRow.account_id).where(
        TransactionRow.user_id == uow.person, TransactionRow.source_id == source_id
    )
    of_sightings = (
        select(TransactionRow.account_id)
        .join(TransactionSightingRow, TransactionSightingRow.transaction_id == TransactionRow.id)
        .where(
            TransactionRow.user_id == uow.person,
            TransactionSightingRow.user_id == uow.person,
            TransactionSightingRow.source_id == source_id,
        )
    )
    told = union(of_rows, of_sightings).subquery()
    wanted = (
        select(AccountRow.id)
        .where(AccountRow.user_id == uow.person, AccountRow.id.in_(select(told.c.account_id)))
        .order_by(AccountRow.id)
        .with_for_update()
    )
    return tuple((await uow.session.execute(wanted)).scalars())


def _affected(tag: str) -> int:
    return int(tag.rpartition(" ")[2])

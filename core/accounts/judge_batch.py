"""What many changes in one request have in common: their number, whose they are, and that one fails alone."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from core.accounts.errors import BatchSizeError, DeletedError, RepeatedItemError
from core.accounts.lock_books import lock_books
from core.accounts.models import TransactionRow
from core.accounts.repository import own_transactions
from core.db.uow import UnitOfWork
from core.errors import DomainError, NotFoundError

MOST_ITEMS: Final = 1000
Outcome = TransactionRow | DomainError
"""What became of an item: the transaction as it is now, or why it was not changed."""


def check_batch_size(items: int) -> None:
    """Raises BatchSizeError for none, or too many."""
    if not 0 < items <= MOST_ITEMS:
        raise BatchSizeError(f"A batch has 1 to {MOST_ITEMS:,} items; this one has {items:,}.", field="items")


async def lock_batch(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Outcome]:
    """Each item's transaction, locked until the end of the transaction, in one statement; else what is wrong with it.

    NotFoundError, also for somebody else's; DeletedError; RepeatedItemError from the second time on. Raises
    BatchSizeError.
    """
    check_batch_size(len(ids))
    await lock_books(uow)
    wanted = own_transactions(uow.person).where(TransactionRow.id.in_(ids)).order_by(TransactionRow.id)
    found = {row.id: row for row in (await uow.session.execute(wanted.with_for_update())).scalars()}
    outcomes: list[Outcome] = []
    seen: set[UUID] = set()
    for key in ids:
        outcomes.append(_judged(found.get(key), is_repeated=key in seen))
        seen.add(key)
    return outcomes


def _judged(row: TransactionRow | None, *, is_repeated: bool) -> Outcome:
    if row is None:
        return NotFoundError("There is no such transaction.", field="id")
    if is_repeated:
        return RepeatedItemError("The batch names this transaction twice; the first counts.", field="id")
    if row.deleted_at is not None:
        return DeletedError("The transaction is deleted. Restore it first.", field="id")
    return row

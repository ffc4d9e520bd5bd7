"""Writing down what a transaction changed: the outbox of `transactionsChanged`."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from core.accounts.changes.write_transaction_events import changed_events_beside, write_transaction_events
from core.db.at_once import Part
from core.db.driver import driver_of
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.ids import new_id
from core.ports.events import Topic

MOST_NAMED: Final = 100
"""Movements named one by one; a batch of more, as an import is, names its accounts only."""
_WRITE: Final = """
INSERT INTO book_changes (id, user_id, account_ids, transaction_ids) VALUES ($1, $2, $3, $4)
RETURNING EXISTS (
    SELECT 1 FROM webhooks WHERE user_id = $2 AND status = 'active'
    AND kinds && ARRAY['transactions.created', 'transactions.changed', 'transactions.removed']
)
"""
"""Whether endpoints of the person's listen is asked with it: for all others that costs no way to the database."""
_BESIDE: Final = (
    "INSERT INTO book_changes (id, user_id, account_ids, transaction_ids) SELECT $1, $2, $3, $4 FROM changed"
)


async def write_change(uow: UnitOfWork) -> None:
    """Write down what the unit of work touched, once however much it was, and have watchers told after the commit.

    A hook before the commit. It takes no lock: two requests of a person commit side by side.
    """
    if not uow.touched:
        return
    driver = await driver_of(uow.session)
    if await driver.fetchval(_WRITE, *_values(uow)):
        await write_transaction_events(uow)
    uow.announce(uow.person, Topic.TRANSACTIONS)


def change_beside(record: WorkRecord) -> Iterator[Part]:
    """The same of what is written at once: movements that were there before, and stay."""
    if not record.touched:
        return
    yield Part(_BESIDE, _values(record))
    yield from changed_events_beside(record)
    record.announce(record.person, Topic.TRANSACTIONS)


def _values(record: WorkRecord) -> tuple[UUID, UUID, list[UUID], list[UUID] | None]:
    named = [transaction_id for several in record.touched.values() for transaction_id in several]
    is_named = all(record.touched.values()) and len(named) <= MOST_NAMED
    return new_id(), record.person, sorted(record.touched), named if is_named else None

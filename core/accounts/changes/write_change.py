"""Writing down what a transaction changed: the outbox of `transactionsChanged`."""

from typing import Final

from core.accounts.changes.write_transaction_events import write_transaction_events
from core.db.driver import driver_of
from core.db.uow import UnitOfWork
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


async def write_change(uow: UnitOfWork) -> None:
    """Write down what the unit of work touched, once however much it was, and have watchers told after the commit.

    A hook before the commit. It takes no lock: two requests of a person commit side by side.
    """
    if not uow.touched:
        return
    named = [transaction_id for several in uow.touched.values() for transaction_id in several]
    is_named = all(uow.touched.values()) and len(named) <= MOST_NAMED
    driver = await driver_of(uow.session)
    told = (new_id(), uow.person, sorted(uow.touched), named if is_named else None)
    if await driver.fetchval(_WRITE, *told):
        await write_transaction_events(uow)
    uow.announce(uow.person, Topic.TRANSACTIONS)

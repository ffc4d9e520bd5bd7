"""Writing down what a transaction changed: the outbox of `transactionsChanged`."""

from typing import Final

from sqlalchemy import text

from core.db.uow import UnitOfWork
from core.ports.events import Topic

KEPT: Final = 500
"""Changes of a person that are kept: who was away for longer is told to read everything anew."""
MOST_NAMED: Final = 100
"""Movements named one by one; a batch of more, as an import is, names its accounts only."""
_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('book_changes/' || CAST(:user_id AS text), 0))")
_WRITE: Final = text("""
WITH written AS (
    INSERT INTO book_changes (user_id, revision, account_ids, transaction_ids)
    SELECT :user_id, coalesce(max(revision), 0) + 1, CAST(:account_ids AS uuid[]), CAST(:transaction_ids AS uuid[])
    FROM book_changes WHERE user_id = :user_id RETURNING revision
)
DELETE FROM book_changes c USING written w WHERE c.user_id = :user_id AND c.revision <= w.revision - :kept
""")


async def write_change(uow: UnitOfWork) -> None:
    """Write down what the unit of work touched, once however much it was, and have watchers told after the commit.

    A hook before the commit: revisions are given out in the order of commits because their lock, one a person, is held
    until then; and it is among the last locks of a transaction, as the history's is, so nobody waits for it for long.
    """
    if not uow.touched:
        return
    named = list[object]()
    for transaction_ids in uow.touched.values():
        named += transaction_ids
    is_named = all(uow.touched.values()) and len(named) <= MOST_NAMED
    values = {
        "user_id": uow.person,
        "account_ids": sorted(uow.touched),
        "transaction_ids": named if is_named else None,
        "kept": KEPT,
    }
    await uow.session.execute(_LOCK, {"user_id": str(uow.person)})
    await uow.session.execute(_WRITE, values)
    uow.announce(uow.person, Topic.TRANSACTIONS)

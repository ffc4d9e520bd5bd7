"""One at a time: what changes several of a person's transactions, rows in an order of its own."""

from typing import Final

from sqlalchemy import text

from core.db.uow import UnitOfWork

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('books/' || :user_id, 0))")


async def lock_books(uow: UnitOfWork) -> None:
    """Wait for the person's other corrections, and hold back theirs until this transaction ends.

    A correction locks its lines and then those of the same merchant: two at once could each hold what the other wants.
    """
    await uow.session.execute(_LOCK, {"user_id": str(uow.person)})

from typing import Final

from sqlalchemy import text

from core.db.uow import UnitOfWork

_LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('document_matches/' || CAST(:user_id AS text), 0))")


async def lock_matching(uow: UnitOfWork) -> None:
    """Wait for whoever else ties this person's documents, until this transaction ends.

    What is left of a payment is read and then given away: two who did so at once would give it away twice. Taken before
    any row is locked.
    """
    await uow.session.execute(_LOCK, {"user_id": str(uow.person)})

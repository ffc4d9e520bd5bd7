"""Forgetting changes that are too old to be asked for."""

from sqlalchemy import text

from core.accounts.changes.seen import KEPT_FOR
from core.db.uow import UnitOfWork

_PRUNE = text("DELETE FROM book_changes WHERE created_at < now() - CAST(:kept AS interval)")


async def prune_changes(uow: UnitOfWork) -> int:
    """Remove what is older than is kept, of everybody. Returns how many."""
    # A day longer than promised: a cursor on the edge still finds all.
    pruned = await uow.session.execute(_PRUNE, {"kept": KEPT_FOR + (KEPT_FOR / 7)})
    return int(getattr(pruned, "rowcount", 0))

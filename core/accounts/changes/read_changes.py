"""Reading what changed since somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.changes.models import BookChangeRow
from core.accounts.changes.write_change import KEPT, MOST_NAMED
from core.db.database import ReadSession


@dataclass(frozen=True, slots=True)
class BookChanges:
    """All changes after one revision up to another, as one.

    `transaction_ids` is None where they are too many to name. `is_complete` is false when some of the changes between
    are not known any more.
    """

    revision: int
    account_ids: Sequence[UUID] = ()
    transaction_ids: Sequence[UUID] | None = ()
    is_complete: bool = True


async def latest_revision(read: ReadSession, user_id: UUID) -> int:
    """The last change's; 0 before the first."""
    latest = await read.session.execute(
        select(func.coalesce(func.max(BookChangeRow.revision), 0)).where(BookChangeRow.user_id == user_id)
    )
    return int(latest.scalar_one())


async def changes_since(read: ReadSession, user_id: UUID, revision: int) -> BookChanges | None:
    """What changed after a revision; None when nothing did.

    A revision that was never given out, as before the database was restored, is answered as one that is too old.
    """
    rows = (
        await read.session.execute(
            select(BookChangeRow.revision, BookChangeRow.account_ids, BookChangeRow.transaction_ids)
            .where(BookChangeRow.user_id == user_id, BookChangeRow.revision > revision)
            .order_by(BookChangeRow.revision)
            .limit(KEPT + 1)
        )
    ).all()
    if not rows:
        latest = await latest_revision(read, user_id)
        return BookChanges(latest, (), None, is_complete=False) if latest < revision else None
    accounts = dict.fromkeys(account for row in rows for account in row.account_ids)
    named = dict.fromkeys(key for row in rows for key in row.transaction_ids or ())
    is_named = len(named) <= MOST_NAMED and all(row.transaction_ids is not None for row in rows)
    return BookChanges(
        rows[-1].revision, tuple(accounts), tuple(named) if is_named else None, rows[0].revision == revision + 1
    )

"""Reading what changed since somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text

from core.accounts.changes.seen import KEPT_FOR, Seen
from core.accounts.changes.write_change import MOST_NAMED
from core.db.database import ReadSession

MOST_READ: Final = 500
"""Changes read at once: after more than these everything is read anew."""
_NOW: Final = text("SELECT CAST(pg_current_snapshot() AS text), now()")
_SINCE: Final = text("""
SELECT CAST(pg_current_snapshot() AS text) AS snapshot, now() AS at, c.account_ids, c.transaction_ids,
       pg_snapshot_xmax(seen.snapshot) > pg_snapshot_xmax(pg_current_snapshot()) AS is_ahead
FROM (SELECT CAST(CAST(:snapshot AS text) AS pg_snapshot) AS snapshot) seen LEFT JOIN LATERAL (
    SELECT id, account_ids, transaction_ids FROM book_changes
    WHERE user_id = :user_id AND written_by >= :horizon
    AND NOT pg_visible_in_snapshot(CAST(CAST(written_by AS text) AS xid8), seen.snapshot)
    ORDER BY id LIMIT :most
) c ON true ORDER BY c.id
""")
"""One statement, so one snapshot: what it sees and what the next cursor says are the same."""


@dataclass(frozen=True, slots=True)
class BookChanges:
    """All changes after one look up to another, as one.

    `transaction_ids` is None where they are too many to name. `is_complete` is false when some of the changes between
    are not known any more.
    """

    seen: Seen
    account_ids: Sequence[UUID] = ()
    transaction_ids: Sequence[UUID] | None = ()
    is_complete: bool = True


async def look_now(read: ReadSession) -> Seen:
    """How far somebody has seen who begins now."""
    snapshot, at = (await read.session.execute(_NOW)).one()
    return Seen(snapshot, at)


async def changes_since(read: ReadSession, user_id: UUID, seen: Seen) -> BookChanges | None:
    """What changed that was not seen; None when nothing did.

    What no snapshot of this database has seen, as before it was restored, is answered as one that is too old.
    """
    values = {"user_id": user_id, "snapshot": seen.snapshot, "horizon": seen.horizon, "most": MOST_READ + 1}
    rows = (await read.session.execute(_SINCE, values)).all()
    now = Seen(rows[0].snapshot, rows[0].at)
    if rows[0].is_ahead or now.at - seen.at > KEPT_FOR:
        return BookChanges(now, (), None, is_complete=False)
    changes = [row for row in rows if row.account_ids is not None]
    if not changes:
        return None
    accounts = dict.fromkeys(account for row in changes for account in row.account_ids)
    named = dict.fromkeys(key for row in changes for key in row.transaction_ids or ())
    is_named = len(named) <= MOST_NAMED and all(row.transaction_ids is not None for row in changes)
    return BookChanges(now, tuple(accounts), tuple(named) if is_named else None, len(changes) <= MOST_READ)

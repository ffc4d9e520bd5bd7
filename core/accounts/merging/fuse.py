"""Two rows of one payment, told by two sources that could not be compared until now."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from core.accounts.hand_over import hand_over
from core.accounts.merging.aliases import Version, add_alias, add_id_alias
from core.accounts.merging.scope import Scope
from core.accounts.models import TransactionRow
from core.accounts.move_receipts import MOVE_RECEIPTS
from core.ports.statement_parser import BookingStatus

_OTHER: Final = text("""
WITH told AS (
    SELECT t.id, t.status, t.occurrence FROM transactions t
    WHERE t.user_id = :user_id AND t.account_id = :account_id AND t.fingerprint = :fingerprint
    AND (:is_held OR t.status = :status)
    UNION ALL
    SELECT l.transaction_id, l.status, 0 FROM transaction_aliases l
    WHERE l.user_id = :user_id AND l.account_id = :account_id AND l.fingerprint = :fingerprint AND l.status = :status
), named AS (
    SELECT t.id, split_part(t.bank_id, '/', 1) AS space FROM transactions t
    WHERE t.user_id = :user_id AND t.id IN (SELECT id FROM told UNION SELECT :id) AND t.bank_id IS NOT NULL
    UNION
    SELECT l.transaction_id, split_part(l.bank_id, '/', 1) FROM transaction_aliases l
    WHERE l.user_id = :user_id AND l.transaction_id IN (SELECT id FROM told UNION SELECT :id) AND l.bank_id IS NOT NULL
)
SELECT told.id FROM told
WHERE told.id <> :id AND EXISTS (SELECT FROM named WHERE named.id = :id)
AND NOT EXISTS (SELECT FROM named mine JOIN named theirs USING (space) WHERE mine.id = :id AND theirs.id = told.id)
ORDER BY told.status, told.occurrence, told.id LIMIT 1
""")
_MOVE: Final = (
    text("UPDATE transaction_aliases SET transaction_id = :id WHERE user_id = :user_id AND transaction_id = :gone"),
    text("""
    INSERT INTO transaction_sightings (user_id, transaction_id, source_id, source)
    SELECT :user_id, :id, source_id, source FROM (
        SELECT source_id, source FROM transaction_sightings WHERE user_id = :user_id AND transaction_id = :gone
        UNION SELECT source_id, source FROM transactions WHERE user_id = :user_id AND id = :gone
    ) told WHERE source_id IS NOT NULL
    AND source_id IS DISTINCT FROM (SELECT source_id FROM transactions WHERE user_id = :user_id AND id = :id)
    ON CONFLICT DO NOTHING
    """),
    text("""
    UPDATE transaction_splits SET transaction_id = :id WHERE user_id = :user_id AND transaction_id = :gone
    AND NOT EXISTS (SELECT FROM transaction_splits WHERE user_id = :user_id AND transaction_id = :id)
    """),
    *(
        text(f"""
        UPDATE transaction_links l SET {side} = :id WHERE l.user_id = :user_id AND l.{side} = :gone AND l.{other} <> :id
        AND NOT EXISTS (SELECT FROM transaction_links k WHERE k.user_id = :user_id AND k.{side} = :id
                        AND k.kind = l.kind AND (k.{other} = l.{other} OR l.status IN ('automatic', 'confirmed')))
        """)  # noqa: S608 two names of our own
        for side, other in (("from_id", "to_id"), ("to_id", "from_id"))
    ),
    *MOVE_RECEIPTS,
    text("DELETE FROM transactions WHERE user_id = :user_id AND id = :gone"),
)


async def fuse_with_its_twin(scope: Scope, row: TransactionRow, told: Version) -> None:
    """Once a source told of a movement in these words: where sources of other spaces did so before, be one row.

    A row that a source of the same space names otherwise is another payment, and stays; so does one without any name
    beside another such, for those were counted. Of the two the better version holds, as ever.
    """
    values = {"fingerprint": told.fingerprint, "status": told.status, "id": row.id}
    is_held = told.fingerprint == row.fingerprint
    found = await scope.session.execute(_OTHER, scope.values | values | {"is_held": is_held})
    other_id: UUID | None = found.scalars().first()
    if other_id is None:
        return
    other = await scope.movement(other_id)
    if other is not None:
        await fuse(scope, row, other)


async def fuse(scope: Scope, row: TransactionRow, other: TransactionRow) -> None:
    """Make one row of two of one payment: the better version holds, and every other name of both is kept."""
    kept, gone = (row, other) if _rank(row) >= _rank(other) else (other, row)
    hand_over(kept, gone)
    kept.deleted_at = kept.deleted_at or gone.deleted_at  # a person took it out of the books, under whatever name
    await scope.session.flush()
    held, bank_id, moved = Version(gone.fingerprint, gone.status.value), gone.bank_id, {"id": kept.id, "gone": gone.id}
    scope.session.expunge(gone)
    for statement in _MOVE:
        await scope.session.execute(statement, scope.values | moved)
    if held.fingerprint != kept.fingerprint:
        await add_alias(scope, kept.id, held)
    await _name(scope, kept, bank_id)


async def _name(scope: Scope, kept: TransactionRow, bank_id: str | None) -> None:
    """Give the row that stays the id of the one that went, beside its own."""
    if bank_id is None:
        return
    if kept.bank_id is None:
        kept.bank_id = bank_id
        await scope.session.flush()
    else:
        await add_id_alias(scope, kept.id, bank_id)


def _rank(row: TransactionRow) -> tuple[bool, datetime, date, int, bytes]:
    told_at = row.told_at or datetime.min.replace(tzinfo=UTC)
    return row.status is BookingStatus.BOOKED, told_at, row.booked_on, row.amount_minor, row.fingerprint

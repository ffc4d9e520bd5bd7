"""Documents that a person tied to a row follow to the row that stays: the one table of a higher domain known here."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOVE_RECEIPTS: Final = (
    text("""
    UPDATE document_matches m SET transaction_id = :id WHERE m.user_id = :user_id AND m.transaction_id = :gone
    AND m.status IN ('confirmed', 'rejected')
    AND NOT EXISTS (SELECT FROM document_matches k
                    WHERE k.user_id = :user_id AND k.transaction_id = :id AND k.document_id = m.document_id)
    """),
    # Guesses are made anew; of what is tied, no more may be tied than was paid.
    text("""
    DELETE FROM document_matches m WHERE m.user_id = :user_id AND m.transaction_id IN (:id, :gone)
    AND m.status IN ('suggested', 'automatic')
    AND EXISTS (SELECT FROM document_matches k
                WHERE k.user_id = :user_id AND k.transaction_id = :id AND k.status = 'confirmed')
    """),
    text("""
    UPDATE document_matches m SET amount_minor = f.fit FROM (
        SELECT m.id, greatest(0, least(m.amount_minor, abs(t.amount_minor) - coalesce(sum(m.amount_minor) OVER (
                   ORDER BY m.decided_at, m.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS fit
        FROM document_matches m JOIN transactions t ON t.user_id = m.user_id AND t.id = m.transaction_id
        WHERE m.user_id = :user_id AND m.transaction_id = :id AND m.status = 'confirmed'
    ) f WHERE m.user_id = :user_id AND m.id = f.id AND m.amount_minor <> f.fit
    """),
)


async def move_receipts(session: AsyncSession, user_id: UUID, kept: UUID, gone: UUID) -> None:
    """Two rows turned out to be one payment: the documents of one that leaves the books are of the one that stays."""
    for statement in MOVE_RECEIPTS:
        await session.execute(statement, {"user_id": user_id, "id": kept, "gone": gone})

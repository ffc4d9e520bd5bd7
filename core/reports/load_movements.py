"""What a person's statements say of the business, summed by month, payer and certainty where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import Date, bindparam, text

from core.db.database import ReadSession
from core.reports.figures import Span

NOT_OF_THE_BUSINESS: Final = ("income.salary", "income.benefits", "income.interest", "income.cashback", "income.refund")
"""Categories of income that is nobody's payment for work."""

# A part of a split movement counts by its own category. Both sides of a transfer between own accounts are left out.
# Money back on a purchase is no income: it lowers the expenses where the purchase was one of the business.
_PARTS: Final = """
parts AS (
    SELECT CAST(date_trunc('month', t.booked_on) AS date) AS month, t.currency,
           coalesce(s.amount_minor, t.amount_minor) AS amount_minor,
           coalesce(s.category_id, t.category_id) AS category_id,
           back.purchase_id IS NOT NULL AS is_refund, back.category_id AS bought_as,
           coalesce(nullif(btrim(regexp_replace(t.counterparty, '\\s+', ' ', 'g')), ''),
                    nullif(btrim(regexp_replace(t.description, '\\s+', ' ', 'g')), '')) AS payer,
           coalesce(nullif(btrim(regexp_replace(lower(t.counterparty), '\\s+', ' ', 'g')), ''),
                    t.merchant_key) AS payer_key,
           t.status = 'booked' AND (t.source <> 'manual' OR EXISTS (
               SELECT FROM transaction_sightings g
               WHERE g.user_id = t.user_id AND g.transaction_id = t.id AND g.source <> 'manual')) AS is_confirmed
    FROM transactions t
    LEFT JOIN transaction_splits s ON s.user_id = t.user_id AND s.transaction_id = t.id
    LEFT JOIN LATERAL (
        SELECT p.id AS purchase_id, p.category_id
        FROM transaction_links l JOIN transactions p ON p.user_id = l.user_id AND p.id = l.from_id
        WHERE l.user_id = t.user_id AND l.to_id = t.id
          AND l.kind = 'refund' AND l.status IN ('automatic', 'confirmed')
        ORDER BY l.id LIMIT 1) back ON true
    WHERE t.user_id = :user_id AND t.deleted_at IS NULL AND t.booked_on BETWEEN :start AND :end
      AND NOT EXISTS (
          SELECT FROM transaction_links l
          WHERE l.user_id = t.user_id AND t.id IN (l.from_id, l.to_id)
            AND l.kind = 'transfer' AND l.status IN ('automatic', 'confirmed'))
)"""
_MOVED: Final = text(
    f"""
    WITH {_PARTS}, sided AS (
        SELECT p.*, c.key, CASE
                 WHEN p.is_refund THEN CASE WHEN 'business' IN (c.kind, b.kind) THEN 'expense' END
                 WHEN p.category_id IS NULL THEN 'unsorted'
                 WHEN c.kind = 'business' THEN 'expense'
                 WHEN c.kind = 'income' AND c.key = ANY(:apart) THEN 'not_counted'
                 WHEN c.kind = 'income' THEN 'income' END AS side
        FROM parts p LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN categories b ON b.id = p.bought_as
    )
    SELECT month, currency, side, is_confirmed,
           CASE WHEN side = 'not_counted' THEN key WHEN side = 'income' THEN payer_key END AS what,
           min(payer) FILTER (WHERE side = 'income') AS name,
           CAST(coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0) AS bigint) AS paid_in,
           CAST(coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0) AS bigint) AS paid_out,
           count(*) AS entries
    FROM sided WHERE side IS NOT NULL
    GROUP BY month, currency, side, is_confirmed, what
    ORDER BY month, currency, side, what, is_confirmed
    """  # noqa: S608 a text of our own
).bindparams(bindparam("start", type_=Date), bindparam("end", type_=Date))


class Side(StrEnum):
    """What a movement is to the business."""

    INCOME = "income"
    EXPENSE = "expense"
    NOT_COUNTED = "not_counted"  # income that is not the business's
    UNSORTED = "unsorted"  # nobody has said what it is


@dataclass(frozen=True, slots=True)
class Moved:
    """A month's sum of one side, in minor units: both directions are positive. `what`: the payer's key or a category's.

    `name` is how the payer is called.
    """

    month: date
    currency: str
    side: Side
    is_confirmed: bool
    what: str | None
    name: str | None
    paid_in: int
    paid_out: int
    entries: int

    @property
    def earned(self) -> int:
        """What came in, less what went back."""
        return self.paid_in - self.paid_out


async def load_movements(read: ReadSession, user_id: UUID, period: Span) -> Sequence[Moved]:
    """The sums of a period, in every currency. Transfers between own accounts and deleted movements are in none."""
    values = {"user_id": user_id, "start": period.first, "end": period.last, "apart": list(NOT_OF_THE_BUSINESS)}
    rows = await read.session.execute(_MOVED, values)
    return [
        Moved(
            row.month,
            row.currency,
            Side(row.side),
            row.is_confirmed,
            row.what,
            row.name,
            row.paid_in,
            row.paid_out,
            row.entries,
        )
        for row in rows
    ]

"""Totals by category of a period, with the period before beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Date, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from core.db.database import ReadSession
from core.errors import DomainError

MAX_DAYS = 3660


class InvalidPeriodError(DomainError):
    """A period that ends before it begins or is too long."""

    code = "INVALID_PERIOD"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse what is not a period."""
        if not 0 <= (self.end - self.start).days <= MAX_DAYS:
            raise InvalidPeriodError("A period ends after it begins and spans ten years at most.", field="period")

    def before(self) -> "Period":
        """The period of the same length that ends the day before this one."""
        length = self.end - self.start
        end = self.start - timedelta(days=1)
        return Period(end - length, end)


@dataclass(frozen=True, slots=True)
class CategoryTotal:
    """What a category moved in one currency; `category_id` is None for what is not sorted yet."""

    category_id: UUID | None
    currency: str
    total_minor: int
    previous_minor: int
    count: int


_TOTALS = text(
    """
    WITH parts AS (
        SELECT coalesce(s.category_id, t.category_id) AS category_id, t.currency, t.booked_on,
               coalesce(s.amount_minor, t.amount_minor) AS amount_minor
        FROM transactions t
        LEFT JOIN transaction_splits s ON s.user_id = t.user_id AND s.transaction_id = t.id
        WHERE t.user_id = :user_id AND t.deleted_at IS NULL AND t.booked_on BETWEEN :previous_start AND :end
          AND (CAST(:account_ids AS uuid[]) IS NULL OR t.account_id = ANY(:account_ids))
    )
    SELECT category_id, currency,
           CAST(coalesce(sum(amount_minor) FILTER (WHERE booked_on >= :start), 0) AS bigint) AS total_minor,
           CAST(coalesce(sum(amount_minor) FILTER (WHERE booked_on < :start), 0) AS bigint) AS previous_minor,
           count(*) FILTER (WHERE booked_on >= :start) AS entries
    FROM parts
    GROUP BY category_id, currency
    ORDER BY currency, abs(coalesce(sum(amount_minor) FILTER (WHERE booked_on >= :start), 0)) DESC, category_id
    """
).bindparams(
    bindparam("account_ids", type_=ARRAY(Uuid)),
    bindparam("start", type_=Date),
    bindparam("end", type_=Date),
    bindparam("previous_start", type_=Date),
)


async def category_totals(
    read: ReadSession, user_id: UUID, period: Period, account_ids: Sequence[UUID] | None
) -> list[CategoryTotal]:
    """Totals of every category that moved in the period or the one before; parts of split transactions count apart."""
    rows = await read.session.execute(
        _TOTALS,
        {
            "user_id": user_id,
            "start": period.start,
            "end": period.end,
            "previous_start": period.before().start,
            "account_ids": list(account_ids) if account_ids is not None else None,
        },
    )
    return [
        CategoryTotal(row.category_id, row.currency, row.total_minor, row.previous_minor, row.entries) for row in rows
    ]

"""Which deadlines of payment were met, seen in the bank: taxes paid, put beside what was to be paid and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import Date, bindparam, text

from core.db.database import ReadSession
from core.money import Currency, Money
from core.taxes.rules.deadline import Deadline, DeadlineKind

EARLIEST: Final = timedelta(days=45)
"""Before the deadline, for what is paid in advance; else not before the period is over."""
LATEST: Final = timedelta(days=30)
"""After it: who pays late has paid."""
SAME: Final = Decimal("0.01")
"""How far a payment may be from the estimate, as a share of it, to be taken for it whatever else is open."""
LIKE: Final = Decimal("0.5")
"""How far where nothing else is open: the estimate is one, and what was paid was reckoned by somebody else."""

_PAYMENTS = text(
    """
    SELECT t.id, t.booked_on, t.amount_minor, t.currency
    FROM transactions t JOIN categories c ON c.id = t.category_id
    WHERE t.user_id = :user_id AND t.deleted_at IS NULL AND t.status = 'booked' AND t.amount_minor < 0
      AND t.currency = :currency AND c.key IN ('taxes.income_tax', 'taxes.social')
      AND t.booked_on BETWEEN :start AND :end
    ORDER BY t.booked_on, t.id
    """
).bindparams(bindparam("start", type_=Date), bindparam("end", type_=Date))


@dataclass(frozen=True, slots=True)
class TaxPayment:
    """A booked payment of taxes or contributions; the amount is positive, in the currency of the country's tax."""

    transaction_id: UUID
    booked_on: date
    amount: Decimal


async def load_tax_payments(
    read: ReadSession, user_id: UUID, currency: str, deadlines: Iterable[Deadline]
) -> list[TaxPayment]:
    """Payments that may be of one of the deadlines, by day."""
    windows = [_window(one) for one in deadlines if one.kind is DeadlineKind.PAYMENT]
    if not windows:
        return []
    start, end = min(first for first, _ in windows), max(last for _, last in windows)
    rows = await read.session.execute(_PAYMENTS, {"user_id": user_id, "currency": currency, "start": start, "end": end})
    return [TaxPayment(row.id, row.booked_on, Money(-row.amount_minor, Currency(row.currency)).amount) for row in rows]


def match_payments(
    deadlines: Iterable[Deadline], owed: Mapping[str, Decimal], payments: Iterable[TaxPayment]
) -> dict[str, TaxPayment]:
    """The payment of each deadline that has one, by its key; each payment is of one deadline at most.

    `owed`: what was to be paid, by key; without it nothing is matched. Payments of the very amount come first, the
    nearest to their day before others; then those of a like amount where there is one deadline and one payment only.
    """
    open_ones = {one.key: one for one in deadlines if one.kind is DeadlineKind.PAYMENT and owed.get(one.key, 0) > 0}
    left = {payment.transaction_id: payment for payment in payments}
    found: dict[str, TaxPayment] = {}
    for _, key, payment_id in sorted(_pairs(open_ones, owed, left.values(), SAME)):
        if key in open_ones and payment_id in left:
            found[key] = left.pop(payment_id)
            del open_ones[key]
    alike = list(_pairs(open_ones, owed, left.values(), LIKE))
    for _, key, payment_id in alike:
        if sum(key == other or payment_id == its for _, other, its in alike) == 1:
            found[key] = left[payment_id]
    return found


def _pairs(
    deadlines: Mapping[str, Deadline], owed: Mapping[str, Decimal], payments: Iterable[TaxPayment], tolerance: Decimal
) -> Iterator[tuple[timedelta, str, UUID]]:
    for payment in payments:
        for key, deadline in deadlines.items():
            first, last = _window(deadline)
            if first <= payment.booked_on <= last and abs(payment.amount - owed[key]) <= tolerance * owed[key]:
                yield abs(payment.booked_on - deadline.due_on), key, payment.transaction_id


def _window(deadline: Deadline) -> tuple[date, date]:
    return min(deadline.period_end + timedelta(days=1), deadline.due_on - EARLIEST), deadline.due_on + LATEST

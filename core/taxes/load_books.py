"""A person's categorised books as the rules of taxes see them: by day, in one currency, with what is missing named."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Row, bindparam, text

from core.db.database import ReadSession
from core.money import Currency, Money
from core.taxes.count_costs import Cost, CostsByCategory, Deduction
from core.taxes.errors import MissingRateError
from core.taxes.rules.books import Books, DayTotals
from core.taxes.rules.country import CountryRules
from core.taxes.rules.deductible import deductible_share
from core.taxes.rules.estimate import Note
from core.taxonomy import Kind

RATE_AGE_DAYS = 14
"""A reference rate stands for so many days after its own: weekends have none, nor Russia's first days of January."""

# Salaries, benefits, interest, cashback and refunds are income, but not of the business. Both sides of a transfer
# between own accounts are left out, and so is what waits to be booked.
_NO_BUSINESS_INCOME: Final = frozenset(
    {"income.salary", "income.benefits", "income.interest", "income.cashback", "income.refund"}
)
_TAXES: Final = frozenset({"taxes.income_tax", "taxes.social"})
# Rates are kept by the euro. Of two that were told by the rouble the quotient is what the bank told, but for digits far
# behind: rounding them off keeps a sum that ends on half a kopeck on the right side.
_DAYS = text(
    """
    WITH parts AS (
        SELECT t.booked_on, t.currency, coalesce(s.category_id, t.category_id) AS category_id,
               coalesce(s.amount_minor, t.amount_minor) AS amount_minor
        FROM transactions t
        LEFT JOIN transaction_splits s ON s.user_id = t.user_id AND s.transaction_id = t.id
        WHERE t.user_id = :user_id AND t.deleted_at IS NULL AND t.status = 'booked'
          AND t.booked_on BETWEEN :start AND :end
          AND NOT EXISTS (
              SELECT FROM transaction_links l
              WHERE l.user_id = t.user_id AND t.id IN (l.from_id, l.to_id)
                AND l.kind = 'transfer' AND l.status IN ('automatic', 'confirmed'))
    ), totals AS (
        SELECT booked_on, currency, category_id, CAST(sum(amount_minor) AS bigint) AS minor, count(*) AS parts
        FROM parts GROUP BY booked_on, currency, category_id
    )
    SELECT d.booked_on, d.currency, d.category_id, c.key, c.kind, g.key AS group_key, b.share, d.minor, d.parts,
           CASE WHEN d.currency = :currency THEN 1
                ELSE round(wanted.per_euro / own.per_euro, 14) END AS rate
    FROM totals d
    LEFT JOIN categories c ON c.id = d.category_id
    LEFT JOIN categories g ON g.id = c.parent_id
    LEFT JOIN business_shares b ON b.user_id = :user_id AND b.category_id = d.category_id
    LEFT JOIN LATERAL (
        SELECT per_euro FROM exchange_rates r
        WHERE r.currency = d.currency AND r.publisher = :publisher
          AND r.day BETWEEN d.booked_on - CAST(:age AS integer) AND d.booked_on
        ORDER BY r.day DESC LIMIT 1) own ON true
    LEFT JOIN LATERAL (
        SELECT per_euro FROM exchange_rates r
        WHERE r.currency = :currency AND r.publisher = :publisher
          AND r.day BETWEEN d.booked_on - CAST(:age AS integer) AND d.booked_on
        ORDER BY r.day DESC LIMIT 1) wanted ON true
    ORDER BY d.booked_on, d.currency, d.category_id
    """
).bindparams(bindparam("start", type_=Date), bindparam("end", type_=Date))

_COVERAGE = text(
    """
    SELECT a.name, a.balance_on, min(t.booked_on) AS first_on, max(t.booked_on) AS last_on
    FROM accounts a LEFT JOIN transactions t
      ON t.user_id = a.user_id AND t.account_id = a.id AND t.deleted_at IS NULL
    WHERE a.user_id = :user_id AND a.archived_at IS NULL
    GROUP BY a.id ORDER BY a.name, a.id
    """
)


@dataclass(frozen=True, slots=True)
class LoadedBooks:
    """The books, what of each category's costs is counted, the tax paid from them so far, and what they do not tell."""

    books: Books
    deductions: tuple[Deduction, ...]
    paid: Decimal
    gaps: tuple[Note, ...]


async def load_books(
    read: ReadSession, user_id: UUID, rules: CountryRules, period: tuple[date, date], *, since: date
) -> LoadedBooks:
    """Business income and expenses of a period, in the country's currency.

    Deductions, gaps and taxes paid count from `since`. Raises MissingRateError naming the currency and the day, and
    UnknownFigureError where the law limits a cost and the limit is not known.
    """
    start, end = period
    asked = {
        "user_id": user_id,
        "start": start,
        "end": end,
        "currency": rules.currency,
        "publisher": rules.rates_of.value,
        "age": RATE_AGE_DAYS,
    }
    days, costs = defaultdict[date, DayTotals](lambda: DayTotals(start)), CostsByCategory()
    paid, unsorted = Decimal(0), 0
    for row in await read.session.execute(_DAYS, asked):
        if row.key is None:
            unsorted += row.parts if row.booked_on >= since else 0
            continue
        is_income = row.kind == Kind.INCOME and row.key not in _NO_BUSINESS_INCOME
        is_cost = row.kind == Kind.BUSINESS or row.share is not None
        if not (is_income or is_cost or row.key in _TAXES):
            continue
        amount = _amount(row, rules.currency)
        day = days[row.booked_on]
        if is_income:
            days[row.booked_on] = DayTotals(row.booked_on, day.income + amount, day.expenses)
        elif is_cost:
            limit = deductible_share(rules.figures, [row.key, row.group_key or ""], row.booked_on)
            cost = Cost(row.category_id, -amount, None if row.share is None else row.share.normalize(), limit)
            days[row.booked_on] = DayTotals(row.booked_on, day.income, day.expenses + cost.counted)
            if row.booked_on >= since:
                costs.add(cost)
        elif row.booked_on >= since:
            paid -= amount
    gaps = await _gaps(read, user_id, since, end)
    if unsorted:
        gaps.append(_gap("books.unsorted", "{count} movements have no category: they are not counted.", count=unsorted))
    return LoadedBooks(Books.of(days.values(), end), costs.deductions(), paid, tuple(gaps))


def _amount(row: Row[Any], currency: str) -> Decimal:
    if row.minor and row.rate is None:
        values = {"currency": row.currency, "into": currency, "day": row.booked_on.isoformat()}
        raise MissingRateError(f"There is no rate of {row.currency} in {currency} for {row.booked_on}.", values=values)
    return _in(currency, row.currency, row.minor, row.rate)


def _in(currency: str, own: str, minor: int, rate: Decimal | None) -> Decimal:
    exact = Money(minor, Currency(own)).amount * (rate or Decimal(0))
    return exact.quantize(Decimal(1).scaleb(-Currency(currency).exponent))


async def _gaps(read: ReadSession, user_id: UUID, start: date, end: date) -> list[Note]:
    accounts = (await read.session.execute(_COVERAGE, {"user_id": user_id})).all()
    gaps = [] if accounts else [Note("books.none", "There is no account: nothing is known of the business.")]
    for account in accounts:
        last = max((day for day in (account.balance_on, account.last_on) if day is not None), default=None)
        if account.first_on is None or last is None:
            gaps.append(_gap("books.empty", "Nothing is known of the account {account}.", account=account.name))
            continue
        if account.first_on > start:
            known = {"account": account.name, "day": account.first_on}
            gaps.append(_gap("books.starts_late", "{account} is known from {day} only.", **known))
        if last < end:
            known = {"account": account.name, "day": last}
            gaps.append(_gap("books.ends_early", "{account} is known to {day} only.", **known))
    return gaps


def _gap(key: str, words: str, **values: object) -> Note:
    return Note(key, words.format(**values), {name: str(value) for name, value in values.items()})

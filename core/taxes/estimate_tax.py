"""Tax of a year on a person's books: so far, what the whole year is likely to bring, and what to set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from core.db.database import ReadSession
from core.taxes.count_costs import Deduction
from core.taxes.errors import InvalidTaxFactError, MissingRateError, UnknownFigureError
from core.taxes.find_profile import as_rules_see_it, tax_profile_of
from core.taxes.foresee_year import HIGH, LOW, MIDDLE, Future, at, crossing_day, foresee, with_future
from core.taxes.load_books import LoadedBooks, load_books
from core.taxes.models import TaxProfileRow
from core.taxes.rules.books import Books, DayTotals
from core.taxes.rules.country import CountryRules, Profile, TaxYear
from core.taxes.rules.estimate import Estimate, Limit, Note
from core.taxes.rules.registry import regime_of, rules_of
from core.taxes.rules.rounding import ZERO, to_cents

UNESTIMABLE: Final = (UnknownFigureError, MissingRateError, InvalidTaxFactError)
"""Why there may be no estimate of a year for a profile that is there."""
_BEFORE: Final = timedelta(days=366)
"""Books are read so far before the year: some limits look back twelve months."""


@dataclass(frozen=True, slots=True)
class LimitAhead:
    """A limit, and the day it is crossed in the middle one of the futures; None where it is not crossed in the year.

    `chance` is the share of the futures that cross it, None where too little is known; what is passed is certain.
    """

    limit: Limit
    crossed_on: date | None
    chance: float | None


@dataclass(frozen=True, slots=True)
class TaxRange:
    """Eight of ten futures are between the two."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class TaxOutlook:
    """An estimate with its books.

    `so_far` is the tax if nothing more is earned or spent, `expected` that of the middle future; or, where too little
    is known to foresee a `range`, that of the year if the pace so far goes on.
    """

    year: TaxYear
    as_of: date
    so_far: Estimate
    expected: Decimal
    range: TaxRange | None
    is_on_profit: bool
    deductions: tuple[Deduction, ...]
    paid: Decimal
    set_aside: Decimal
    limits: tuple[LimitAhead, ...]
    gaps: tuple[Note, ...]


async def estimate_tax(read: ReadSession, user_id: UUID, profile_id: UUID, day: date, today: date) -> TaxOutlook:
    """The tax of the year that `day` is in, on what is known by `today`.

    Raises NotFoundError, UnknownFigureError, MissingRateError, InvalidTaxFactError.
    """
    row = await tax_profile_of(read.session, user_id, profile_id)
    rules, profile = rules_of(row.country), as_rules_see_it(row)
    year = rules.year_of(day)
    loaded, so_far = await _so_far(read, user_id, row, year, today)
    since, end, as_of = max(year.start, row.starts_on), _end(row, year), loaded.books.as_of
    futures = foresee(loaded.books, end)
    expected, likely = _whole_year(rules, profile, year, loaded.books, futures, since=since, end=end)
    return TaxOutlook(
        year=year,
        as_of=as_of,
        so_far=so_far,
        expected=expected,
        range=likely,
        is_on_profit=regime_of(rules, row.regime).is_on_profit,
        deductions=loaded.deductions,
        paid=loaded.paid,
        set_aside=max(ZERO, so_far.total - loaded.paid),
        limits=tuple(_ahead(limit, loaded.books, futures, end) for limit in so_far.limits),
        gaps=loaded.gaps,
    )


async def estimate_so_far(read: ReadSession, user_id: UUID, row: TaxProfileRow, year: TaxYear, today: date) -> Estimate:
    """The tax of a year on what is known by `today`. Raises as `estimate_tax`."""
    return (await _so_far(read, user_id, row, year, today))[1]


async def _so_far(
    read: ReadSession, user_id: UUID, row: TaxProfileRow, year: TaxYear, today: date
) -> tuple[LoadedBooks, Estimate]:
    rules = rules_of(row.country)
    as_of = max(
        year.start, min(today, _end(row, year))
    )  # what is earned after the last day under a regime is not of it
    period, since = (year.start - _BEFORE, as_of), max(year.start, row.starts_on)
    loaded = await load_books(read, user_id, rules, period, since=since)
    return loaded, rules.estimate(as_rules_see_it(row), year, loaded.books)


def _end(row: TaxProfileRow, year: TaxYear) -> date:
    return min(year.end, row.ends_on or year.end)


def _whole_year(
    rules: CountryRules,
    profile: Profile,
    year: TaxYear,
    books: Books,
    futures: Sequence[Future],
    *,
    since: date,
    end: date,
) -> tuple[Decimal, TaxRange | None]:
    """The tax of the middle future, and of those near both ends; of the pace so far where there are no futures."""
    if not futures:
        return rules.estimate(profile, year, _at_pace(books, since, end)).total, None
    free_of_expenses = replace(books, days=tuple(replace(one, expenses=ZERO) for one in books.days))
    counts = rules.estimate(profile, year, free_of_expenses).total != rules.estimate(profile, year, books).total
    ordered = sorted(futures, key=lambda future: future.net if counts else future.income)
    low, middle, high = sorted(
        rules.estimate(profile, year, with_future(books, at(share, ordered))).total for share in (LOW, MIDDLE, HIGH)
    )
    return middle, TaxRange(low, high)


def _at_pace(books: Books, since: date, end: date) -> Books:
    """The books with the days to come, each like the average day since the year began."""
    known, left = (books.as_of - since).days + 1, (end - books.as_of).days
    if known <= 0 or left <= 0:
        return books
    income, expenses = books.income(since, books.as_of) / known, books.expenses(since, books.as_of) / known
    coming = tuple(
        DayTotals(books.as_of + timedelta(days=number), to_cents(income), to_cents(expenses))
        for number in range(1, left + 1)
    )
    return replace(books, days=books.days + coming)


def _ahead(limit: Limit, books: Books, futures: Sequence[Future], end: date) -> LimitAhead:
    """When a limit is crossed. One that is passed was crossed on the day it was."""
    running, room = ZERO, limit.figure.value
    for one in sorted(books.days, key=lambda day: day.day):
        if limit.from_on <= one.day <= limit.to_on:
            running += one.income
            if running > room:
                return LimitAhead(limit, one.day, 1.0)
    if not futures:
        return LimitAhead(limit, _crossed_at_pace(limit, books, running, end), None)
    window = limit.from_on, min(limit.to_on, end)
    days = (crossing_day(future, books.as_of, room - running, window) for future in futures)
    crossed = sorted(day for day in days if day is not None)
    middle = len(futures) // 2
    return LimitAhead(limit, crossed[middle] if len(crossed) > middle else None, len(crossed) / len(futures))


def _crossed_at_pace(limit: Limit, books: Books, running: Decimal, end: date) -> date | None:
    known = (min(books.as_of, limit.to_on) - limit.from_on).days + 1
    if running <= 0 or known <= 0:
        return None
    needed = int((limit.figure.value - running) * known / running) + 1
    return books.as_of + timedelta(days=needed) if needed <= (end - books.as_of).days else None

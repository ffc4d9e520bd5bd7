"""The patent: 6 % of an income that the region's law supposes, whatever was earned."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from core.taxes.errors import InvalidTaxFactError
from core.taxes.rules.books import Books
from core.taxes.rules.calendar_days import after
from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.deadline import Deadline, DeadlineKind, next_working_day
from core.taxes.rules.estimate import Estimate, Instalment, Limit, base, charge, credit
from core.taxes.rules.rounding import ZERO, to_units, units_down
from core.taxes.rules.russia.contributions import Contributions, contribution_lines, fixed_part, one_percent
from core.taxes.rules.russia.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.russia.regimes import PATENT
from core.taxes.rules.russia.usn_deadlines import above_payment, contribution_deadlines, fixed_payment

_SHORT: Final = 6
"""A patent of fewer months is paid in one."""


def estimate_patent(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """The patent's price less contributions, and the contributions."""
    start, end = patent_days(profile, year)
    rate = FIGURES.on("patent.rate", start)
    supposed = profile.facts.number("potential_income")
    counted = supposed * _share_of_year(start, end)
    price = to_units(counted * rate.value)
    own = Contributions(fixed_part(profile, year), one_percent(counted, year))
    case = "with_employees" if profile.facts.yes("employees") else "alone"
    share = FIGURES.on(f"patent.deduction_share_{case}", start)
    payable = own.total + profile.facts.number("contributions_for_employees")
    deduction = min(payable, to_units(price * share.value))
    lines = [
        base("patent.income", "Supposed income for the patent's days", counted, potential_income=supposed),
        charge("patent.tax", "Price of the patent", price, [rate], income=counted, rate=rate.value),
        credit("patent.deduction", "Contributions deducted from the price", deduction, [share]),
        *contribution_lines(own, counted, year),
    ]
    limit = FIGURES.on("patent.income_limit", year.start)
    earned = books.income(year.start, year.end)
    return Estimate(
        CODE, PATENT, year.start, year.end, CURRENCY,
        lines=tuple(lines),
        instalments=tuple(_instalments(profile, (start, end), price - deduction, own)),
        limits=(Limit(limit.key, "Income of the year under the patent", earned, limit, year.start, year.end),),
    )  # fmt: skip


def patent_days(profile: Profile, year: TaxYear) -> tuple[date, date]:
    """First and last day of the patent. Raises InvalidTaxFactError where they are not told, or not of the year."""
    start, end = profile.facts.day("patent_start"), profile.facts.day("patent_end")
    if start is None or end is None or not year.start <= start <= end <= year.end:
        raise InvalidTaxFactError(
            f"A patent of {year.label} starts and ends in it.", field="facts", values={"fact": "patent_start"}
        )
    return start, end


def patent_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """Payments of the patent, and contributions."""
    start, end = profile.facts.day("patent_start"), profile.facts.day("patent_end")
    if start is not None and end is not None:
        yield from patent_payments(start, end)
    yield from contribution_deadlines(profile, year)


def patent_payments(start: date, end: date) -> list[Deadline]:
    """One payment of a patent shorter than six months, two of a longer one."""
    days = FIGURES.on("patent.first_part_days", start)
    ends_year = (end.month, end.day) == (12, 31)
    by_law = FIGURES.on("patent.december_payment_day", end)
    last = end.replace(day=int(by_law.value)) if ends_year else end
    rest = _payment("rest", start, end, last, by_law.source if ends_year else days.source)
    if end < _months_later(start, _SHORT):
        return [rest]
    return [_payment("third", start, end, start + timedelta(days=int(days.value)), days.source), rest]


def _payment(part: str, start: date, end: date, stated: date, source: str) -> Deadline:
    return Deadline(
        f"patent.{part}/{start}", DeadlineKind.PAYMENT, "Price of the patent", start, end, stated,
        next_working_day(stated, CODE), source,
    )  # fmt: skip


def _instalments(profile: Profile, days: tuple[date, date], owed: Decimal, own: Contributions) -> Iterator[Instalment]:
    start, end = days
    payments = patent_payments(start, end)
    first = units_down(owed / 3) if len(payments) > 1 else ZERO
    parts = [first, owed - first] if len(payments) > 1 else [owed]
    for deadline, amount in zip(payments, parts, strict=True):
        yield Instalment(deadline.key, deadline.label, amount, deadline.due_on)
    fixed, above = fixed_payment(profile, start.year), above_payment(profile, start.year)
    yield Instalment(fixed.key, fixed.label, own.fixed, fixed.due_on)
    yield Instalment(above.key, above.label, own.above, above.due_on)


def _share_of_year(start: date, end: date) -> Decimal:
    """By days of the calendar year (art. 346.51(1))."""
    days = (date(start.year, 12, 31) - date(start.year, 1, 1)).days + 1
    return Decimal((end - start).days + 1) / days


def _months_later(day: date, months: int) -> date:
    """The day before the same day so many months later: the last of so many whole months."""
    year, month = after(day.year, day.month, months)
    first = date(year, month, 1)
    same = first + timedelta(days=day.day - 1)
    return (same if same.month == month else first + timedelta(days=31)) - timedelta(days=1)

"""What an entrepreneur pays for their own insurance: a fixed sum, and 1 % of income over 300,000 roubles."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.taxes.rules.calendar_days import month_end
from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.estimate import Line, charge
from core.taxes.rules.rounding import ZERO, to_cents
from core.taxes.rules.russia.figures import FIGURES


@dataclass(frozen=True, slots=True)
class Contributions:
    """Both parts for a year."""

    fixed: Decimal
    above: Decimal

    @property
    def total(self) -> Decimal:
        """Their sum."""
        return self.fixed + self.above


def fixed_part(profile: Profile, year: TaxYear) -> Decimal:
    """The fixed sum; for a part of the year in whole months and days of the months begun (art. 430(3), (5))."""
    start = max(profile.registered_on, year.start)
    end = min(profile.ended_on or year.end, year.end)
    if start > end:
        return ZERO
    share = sum((_share_of_month(year.start.year, month, start, end) for month in range(1, 13)), ZERO)
    return to_cents(FIGURES.on("contributions.fixed", year.start).value / 12 * share)


def one_percent(income: Decimal, year: TaxYear) -> Decimal:
    """1 % of what exceeds the free income, up to the year's most."""
    free = FIGURES.on("contributions.free_income", year.start).value
    rate = FIGURES.on("contributions.rate_above", year.start).value
    most = FIGURES.on("contributions.most_above", year.start).value
    return min(most, to_cents(max(ZERO, income - free) * rate))


def contribution_lines(own: Contributions, counted: Decimal, year: TaxYear) -> list[Line]:
    """The two charges, opened. `counted` is the income that the 1 % is reckoned from."""
    figures = [FIGURES.on(f"contributions.{name}", year.start) for name in ("free_income", "rate_above", "most_above")]
    fixed = FIGURES.on("contributions.fixed", year.start)
    return [
        charge("contributions.fixed", "Fixed insurance contributions", own.fixed, [fixed], year_amount=fixed.value),
        charge("contributions.above", "1 % of income over the free sum", own.above, figures, income=counted),
    ]


def _share_of_month(year: int, month: int, start: date, end: date) -> Decimal:
    last = month_end(year, month)
    first = last.replace(day=1)
    days = (min(end, last) - max(start, first)).days + 1
    return Decimal(max(0, days)) / last.day

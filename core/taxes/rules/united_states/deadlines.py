"""Federal days; one on a weekend or a legal holiday of the District of Columbia moves on (I.R.C. § 7503)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.deadline import Deadline, DeadlineKind, next_working_day
from core.taxes.rules.united_states.figures import CODE, FIGURES

_DISTRICT: Final = "DC"


def calendar_year(year: int) -> TaxYear:
    """The tax year, which is the calendar's."""
    return TaxYear(str(year), date(year, 1, 1), date(year, 12, 31))


def federal_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """Returns and payments around a calendar year."""
    for number in (year - 1, year):
        tax_year = calendar_year(number)
        if profile.registered_on > tax_year.end or (profile.ended_on or tax_year.end) < tax_year.start:
            continue
        yield from estimated_payments(tax_year)
        if number < year:
            # A return of this year is due in the next: its figures need not be known yet.
            yield _due("return.days", "income_tax.return", "Income tax return", tax_year, DeadlineKind.FILING)[0]
            yield final_payment(tax_year)
            yield _due("return.extended_days", "income_tax.extended_return", "Income tax return, extended", tax_year,
                       DeadlineKind.FILING)[0]  # fmt: skip


def estimated_payments(year: TaxYear) -> list[Deadline]:
    """The four of a year: uneven, and the last in the next."""
    return _due("estimated_tax.days", "estimated_tax", "Estimated tax", year, DeadlineKind.PAYMENT)


def final_payment(year: TaxYear) -> Deadline:
    """What is left, with the return."""
    return _due("return.days", "income_tax.final", "Balance of the year's tax", year, DeadlineKind.PAYMENT)[0]


def _due(figure_key: str, key: str, label: str, year: TaxYear, kind: DeadlineKind) -> list[Deadline]:
    figure = FIGURES.on(figure_key, year.start)
    found = []
    for number, cells in enumerate(figure.rows, start=1):
        later, month, day = (int(cell or 0) for cell in cells)
        stated = date(year.start.year + later, month, day)
        name = f"{key}_{number}" if len(figure.rows) > 1 else key
        due = next_working_day(stated, CODE, _DISTRICT)
        found.append(Deadline(f"{name}/{year.label}", kind, label, year.start, year.end, stated, due, figure.source))
    return found

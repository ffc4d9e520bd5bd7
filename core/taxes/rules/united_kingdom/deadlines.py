"""When Self Assessment and Making Tax Digital fall due.

Returns are due on the day the law names, whatever day it is. A payment must have reached HMRC by the last working day
before, unless it is made by Faster Payments or card (gov.uk: Pay your Self Assessment tax bill); that day is given.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.deadline import Deadline, DeadlineKind, last_working_day
from core.taxes.rules.united_kingdom.figures import CODE, FIGURES

_BANKS_OF: Final = "ENG"
"""HMRC's bank keeps the bank holidays of England."""
_MTD_FIRST: Final = 2026


def tax_year_from(year: int) -> TaxYear:
    """The tax year that begins on 6 April of a year."""
    return TaxYear(f"{year}-{(year + 1) % 100:02d}", date(year, 4, 6), date(year + 1, 4, 5))


def self_assessment_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """What falls due around a calendar year."""
    for first in (year - 2, year - 1, year):
        tax_year = tax_year_from(first)
        if profile.registered_on > tax_year.end or (profile.ended_on or tax_year.end) < tax_year.start:
            continue
        if tax_year.start <= profile.registered_on:
            yield _filing("register", "Registration for Self Assessment", tax_year, 10, "register_october_day")
        yield _filing("paper_return", "Paper tax return", tax_year, 10, "paper_october_day")
        yield _filing("return", "Online tax return", tax_year, 1, "january_day")
        yield balancing_payment(tax_year)
        yield from payments_on_account(tax_year)
        if profile.facts.yes("making_tax_digital") and first >= _MTD_FIRST:
            yield from quarterly_updates(tax_year)


def payments_on_account(year: TaxYear) -> list[Deadline]:
    """The two advances: in the January of the tax year and the July after it."""
    return [
        _payment("on_account_1", "First payment on account", year, date(year.end.year, 1, 1), "january_day"),
        _payment("on_account_2", "Second payment on account", year, date(year.end.year, 7, 1), "july_day"),
    ]


def balancing_payment(year: TaxYear) -> Deadline:
    """The rest, in the January after the tax year."""
    return _payment("balancing", "Balancing payment", year, date(year.end.year + 1, 1, 1), "january_day")


def quarterly_updates(year: TaxYear) -> Iterator[Deadline]:
    """Updates under Making Tax Digital: each from 6 April, by the 7th of the month after the quarter's end."""
    start = year.start.year
    ends = (date(start, 7, 5), date(start, 10, 5), date(start + 1, 1, 5), date(start + 1, 4, 5))
    for number, end in enumerate(ends, start=1):
        month = date(end.year, end.month + 1, 1)
        figure = FIGURES.on("mtd.update_day", month)
        due = month.replace(day=int(figure.value))
        yield Deadline(f"mtd.update_{number}/{year.label}", DeadlineKind.FILING, "Quarterly update", year.start, end,
                       due, due, figure.source)  # fmt: skip


def _filing(name: str, label: str, year: TaxYear, month: int, figure_key: str) -> Deadline:
    after = year.end.year if month > year.end.month else year.end.year + 1
    figure = FIGURES.on(f"self_assessment.{figure_key}", date(after, month, 1))
    due = date(after, month, int(figure.value))
    return Deadline(f"self_assessment.{name}/{year.label}", DeadlineKind.FILING, label, year.start, year.end, due, due,
                    figure.source)  # fmt: skip


def _payment(name: str, label: str, year: TaxYear, month: date, figure_key: str) -> Deadline:
    figure = FIGURES.on(f"self_assessment.{figure_key}", month)
    stated = month.replace(day=int(figure.value))
    return Deadline(f"self_assessment.{name}/{year.label}", DeadlineKind.PAYMENT, label, year.start, year.end, stated,
                    last_working_day(stated, CODE, _BANKS_OF), figure.source)  # fmt: skip

"""The tax on professional income of the self-employed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.taxes.rules.books import Books
from core.taxes.rules.calendar_days import after, month_end, months_of
from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.deadline import Deadline, DeadlineKind, next_working_day
from core.taxes.rules.estimate import Estimate, Instalment, Limit, Line, Note, base, charge, credit
from core.taxes.rules.rounding import ZERO, to_units
from core.taxes.rules.russia.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.russia.regimes import NPD


@dataclass(frozen=True, slots=True)
class _Month:
    """A tax period: the rounded tax and the deduction in it."""

    end: date
    individuals: Decimal
    organisations: Decimal
    gross: Decimal
    deduction: Decimal


def estimate_npd(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """Tax of a year, month by month, with what is left of the deduction."""
    months = list(_months(profile, year, books))
    limit = FIGURES.on("npd.annual_limit", year.start)
    earned = books.income(max(year.start, profile.registered_on), year.end)
    notes = [] if profile.facts.knows("organisations_share") else [_PAYERS_UNKNOWN]
    if earned > limit.value:
        notes.append(Note("npd.limit_passed", "Income passed the limit: what exceeds it is not NPD, and not counted."))
    return Estimate(
        CODE, NPD, year.start, year.end, CURRENCY,
        lines=tuple(_lines(months, year)),
        instalments=tuple(_instalments(months, year)),
        limits=(Limit("npd.annual_limit", "Income of the year under NPD", earned, limit, year.start, year.end),),
        notes=tuple(notes),
    )  # fmt: skip


_PAYERS_UNKNOWN = Note(
    "npd.payers_unknown",
    "All income is counted as from individuals, at 4 %: tell which share organisations pay.",
)


def npd_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """Payments for the months whose payment may fall in a calendar year."""
    for tax_year in (year - 1, year):
        for start, end in _periods(profile, tax_year):
            yield _payment(start, end)


def _payment(start: date, end: date) -> Deadline:
    to_year, to_month = after(end.year, end.month, 1)
    figure = FIGURES.on("npd.payment_day", date(to_year, to_month, 1))
    stated = date(to_year, to_month, int(figure.value))
    return Deadline(
        f"npd.payment/{end:%Y-%m}", DeadlineKind.PAYMENT, "Tax on professional income", start, end, stated,
        next_working_day(stated, CODE), figure.source,
    )  # fmt: skip


def _periods(profile: Profile, year: int) -> Iterator[tuple[date, date]]:
    """The months, the one of registration joined to the next (art. 9(2)).

    The joined period is of the year in which it ends.
    """
    begun = profile.registered_on
    for start, end in months_of(year):
        if end < begun or (profile.ended_on is not None and start > profile.ended_on):
            continue
        if start.replace(day=1) == begun.replace(day=1):
            if profile.ended_on is not None and profile.ended_on <= end:
                yield begun, end
            continue
        before = after(start.year, start.month, -1)
        yield (begun if before == (begun.year, begun.month) else start), end


def _months(profile: Profile, year: TaxYear, books: Books) -> Iterator[_Month]:
    rates = {name: FIGURES.on(f"npd.{name}", year.start).value for name in ("rate_individuals", "rate_organisations",
             "deduction_individuals", "deduction_organisations", "annual_limit", "deduction")}  # fmt: skip
    share = profile.facts.number("organisations_share")
    left = profile.facts.number("deduction_left") if profile.facts.knows("deduction_left") else rates["deduction"]
    room = rates["annual_limit"]
    for start, end in _periods(profile, year.start.year):
        income = max(ZERO, min(room, books.income(start, end)))
        room -= income
        organisations = income * share
        individuals = income - organisations
        gross = individuals * rates["rate_individuals"] + organisations * rates["rate_organisations"]
        wanted = individuals * rates["deduction_individuals"] + organisations * rates["deduction_organisations"]
        deduction = min(left, wanted)
        left -= deduction
        # Whole roubles a month (Tax Code, art. 52(6)); the rounding is put into the deduction's line nowhere else.
        yield _Month(end, individuals, organisations, to_units(gross - deduction) + deduction, deduction)


def _lines(months: list[_Month], year: TaxYear) -> Iterator[Line]:
    individuals = sum((one.individuals for one in months), ZERO)
    organisations = sum((one.organisations for one in months), ZERO)
    yield base("npd.income", "Income counted", individuals + organisations, individuals=individuals,
               organisations=organisations)  # fmt: skip
    rates = [FIGURES.on(f"npd.rate_{name}", year.start) for name in ("individuals", "organisations")]
    yield charge("npd.tax", "Tax before the deduction, in whole roubles a month", sum((m.gross for m in months), ZERO),
                 rates, individuals=individuals, organisations=organisations)  # fmt: skip
    names = ("deduction", "deduction_individuals", "deduction_organisations")
    figures = [FIGURES.on(f"npd.{name}", year.start) for name in names]
    yield credit("npd.deduction", "Deduction used", sum((one.deduction for one in months), ZERO), figures)


def _instalments(months: list[_Month], year: TaxYear) -> Iterator[Instalment]:
    smallest = FIGURES.on("npd.smallest_payment", year.start).value
    carried = ZERO
    for one in months:
        owed = carried + one.gross - one.deduction
        if owed == 0 or (owed < smallest and one is not months[-1]):
            carried = owed
            continue
        deadline = _payment(one.end.replace(day=1), one.end)
        yield Instalment(deadline.key, f"Tax for {month_end(one.end.year, one.end.month):%Y-%m}", owed, deadline.due_on)
        carried = ZERO

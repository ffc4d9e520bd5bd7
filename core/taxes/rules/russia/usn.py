"""The simplified system: 6 % of income, or 15 % of income less expenses. Sums are cumulative from 1 January."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.taxes.rules.books import Books
from core.taxes.rules.calendar_days import quarters_of
from core.taxes.rules.country import Profile, TaxYear
from core.taxes.rules.estimate import Estimate, Instalment, Limit, Line, Note, base, charge, credit
from core.taxes.rules.figures import Figure
from core.taxes.rules.rounding import ZERO, to_units
from core.taxes.rules.russia.contributions import Contributions, contribution_lines, fixed_part, one_percent
from core.taxes.rules.russia.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.russia.regimes import USN_INCOME, USN_PROFIT, closed_on
from core.taxes.rules.russia.usn_deadlines import above_payment, advance_payment, annual_payment, fixed_payment


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """The tax from 1 January to a day."""

    income: Decimal
    expenses: Decimal
    tax: Decimal
    deduction: Decimal

    @property
    def owed(self) -> Decimal:
        return self.tax - self.deduction


def estimate_usn_income(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """6 % of income, less contributions: all of the tax without employees, half of it with them."""
    rate = _rate(profile, "usn.rate_income", year)
    reached = [_income_until(profile, year, books, end, rate.value) for _, end in quarters_of(year.start.year)]
    whole = reached[-1]
    own = Contributions(fixed_part(profile, year), one_percent(whole.income, year))
    lines = [
        base("usn.income", "Income counted", whole.income),
        charge("usn.tax", "Tax on income", whole.tax, [rate], income=whole.income, rate=rate.value),
        credit("usn.deduction", "Contributions deducted from the tax", whole.deduction, [_share(profile, year)]),
        *contribution_lines(own, whole.income, year),
    ]
    return _estimate(USN_INCOME, year, lines, _instalments(profile, year, reached, own), *_about_closing(profile, year))


def estimate_usn_profit(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """15 % of income less expenses, 1 % of income at the least; contributions are expenses."""
    rate = _rate(profile, "usn.rate_profit", year)
    least = FIGURES.on("usn.minimum_rate", year.start)
    reached = [_profit_until(profile, year, books, end, rate.value) for _, end in quarters_of(year.start.year)]
    whole = reached[-1]
    counted = max(ZERO, whole.income - whole.expenses)
    own = Contributions(fixed_part(profile, year), one_percent(counted, year))
    minimum = to_units(whole.income * least.value)
    lines = [
        base("usn.income", "Income counted", whole.income),
        base("usn.expenses", "Expenses counted, with contributions", whole.expenses + own.total,
             expenses=whole.expenses, contributions=own.total),
        charge("usn.tax", "Tax on income less expenses", whole.tax, [rate], income=whole.income,
               expenses=whole.expenses + own.total, rate=rate.value),
        charge("usn.minimum", "Raised to the minimum tax", max(ZERO, minimum - whole.tax), [least],
               income=whole.income, minimum=minimum),
        *contribution_lines(own, counted, year),
    ]  # fmt: skip
    final = _Reckoning(whole.income, whole.expenses, max(whole.tax, minimum), ZERO)
    payments = _instalments(profile, year, [*reached[:-1], final], own)
    return _estimate(USN_PROFIT, year, lines, payments, *_about_expenses(year), *_about_closing(profile, year))


def _income_until(profile: Profile, year: TaxYear, books: Books, end: date, rate: Decimal) -> _Reckoning:
    income = max(ZERO, books.income(max(year.start, profile.registered_on), end))
    tax = to_units(income * rate)
    facts = profile.facts
    payable = fixed_part(profile, year) + one_percent(income, year) + facts.number("last_years_one_percent")
    payable += facts.number("contributions_for_employees")
    return _Reckoning(income, ZERO, tax, min(payable, to_units(tax * _share(profile, year).value)))


def _profit_until(profile: Profile, year: TaxYear, books: Books, end: date, rate: Decimal) -> _Reckoning:
    start = max(year.start, profile.registered_on)
    income, expenses = max(ZERO, books.income(start, end)), books.expenses(start, end)
    own = fixed_part(profile, year) + one_percent(max(ZERO, income - expenses), year)
    return _Reckoning(income, expenses, to_units(max(ZERO, income - expenses - own) * rate), ZERO)


def _estimate(regime: str, year: TaxYear, lines: list[Line], payments: Iterator[Instalment], *notes: Note) -> Estimate:
    return Estimate(
        CODE, regime, year.start, year.end, CURRENCY,
        lines=tuple(lines),
        instalments=tuple(payments),
        limits=tuple(_limits(year, lines[0].amount)),
        notes=(*notes, *_raised_rate(year, lines[0].amount)),
    )  # fmt: skip


def _instalments(
    profile: Profile, tax_year: TaxYear, reached: list[_Reckoning], own: Contributions
) -> Iterator[Instalment]:
    year, paid = tax_year.start.year, ZERO
    for quarter, reckoning in enumerate(reached[:-1], start=1):
        deadline = advance_payment(year, quarter)
        # An advance that comes out below zero is no refund: it lowers what is paid for the year (art. 346.21(5)).
        advance = max(ZERO, reckoning.owed - paid)
        paid += advance
        yield Instalment(deadline.key, deadline.label, advance, deadline.due_on)
    last = annual_payment(year)
    yield Instalment(last.key, last.label, reached[-1].owed - paid, last.due_on)
    for deadline, amount in ((fixed_payment(profile, year), own.fixed), (above_payment(profile, year), own.above)):
        yield Instalment(deadline.key, deadline.label, amount, deadline.due_on)


def _limits(year: TaxYear, income: Decimal) -> Iterator[Limit]:
    limit = FIGURES.on("usn.income_limit", year.start)
    yield Limit(limit.key, "Income of the year under the simplified system", income, limit, year.start, year.end)
    if year.start.year >= _VAT_SINCE:
        vat = FIGURES.on("usn.vat_threshold", year.start)
        yield Limit(vat.key, "Income of the year without VAT", income, vat, year.start, year.end)


_VAT_SINCE = 2025
_RAISED_UNTIL = 2024
_OPEN_LIST_SINCE = 2026


def _raised_rate(year: TaxYear, income: Decimal) -> Iterator[Note]:
    if year.start.year <= _RAISED_UNTIL and income > FIGURES.on("usn.raised_rate_above", year.start).value:
        yield Note("usn.raised_rate", "Income passed the sum above which 8 % or 20 % is due: that is not counted.")


def _about_expenses(year: TaxYear) -> Iterator[Note]:
    if year.start.year >= _OPEN_LIST_SINCE:
        # Federal Law 425-FZ of 28.11.2025 opened the list of art. 346.16 and wrote the base of the 1 % into art. 430.
        yield Note("usn.expenses_list", "Expenses are counted as categorised: only proven costs of the business do.")
        return
    yield Note("usn.expenses_list", "Expenses are counted as categorised: only those of art. 346.16 lower the tax.")
    yield Note("usn.one_percent_base", "Own contributions are not taken off the income that the 1 % is reckoned from.")


def _about_closing(profile: Profile, year: TaxYear) -> Iterator[Note]:
    closed = closed_on(profile)
    if closed is not None and closed.year == year.start.year:
        # Art. 346.23(2), 346.21(7). Without that notice the days of the whole year go on.
        yield Note(
            "usn.closing",
            "Who told the tax office that business under the regime ended declares by the 25th and pays by the 28th "
            "of the month after that.",
        )


def _share(profile: Profile, year: TaxYear) -> Figure:
    case = "with_employees" if profile.facts.yes("employees") else "alone"
    return FIGURES.on(f"usn.deduction_share_{case}", year.start)


def _rate(profile: Profile, key: str, year: TaxYear) -> Figure:
    federal = FIGURES.on(key, year.start)
    if not profile.facts.knows("regional_rate"):
        return federal
    lower = min(federal.value, profile.facts.number("regional_rate"))
    return Figure(key, lower, (), federal.valid_from, federal.valid_to, f"{federal.source}; the region's law, as told")

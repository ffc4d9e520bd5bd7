"""Self Assessment of a sole trader: income tax, National Insurance, payments on account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType
from typing import Final

from core.taxes.rules.bands import by_bands
from core.taxes.rules.books import Books
from core.taxes.rules.country import Profile, Regime, TaxYear, VatStatus
from core.taxes.rules.estimate import Estimate, Instalment, Limit, Line, Note, base, charge, credit
from core.taxes.rules.facts import Fact, FactKind
from core.taxes.rules.rounding import ZERO, in_parts, to_cents
from core.taxes.rules.united_kingdom.deadlines import balancing_payment, payments_on_account
from core.taxes.rules.united_kingdom.figures import CODE, CURRENCY, FIGURES, SCOTLAND

SELF_ASSESSMENT: Final = "self_assessment"
_WEEKS: Final = 52

REGIMES: Final = MappingProxyType(
    {
        SELF_ASSESSMENT: Regime(
            SELF_ASSESSMENT,
            "Self Assessment, sole trader",
            (
                Fact("other_income", FactKind.AMOUNT, "Pay and pensions of the year, before tax.", Decimal(0)),
                Fact("tax_deducted", FactKind.AMOUNT, "Income tax already deducted, as under PAYE.", Decimal(0)),
                Fact("last_bill", FactKind.AMOUNT, "Last year's income tax and Class 4 after what was deducted."),
                Fact("last_deducted", FactKind.AMOUNT, "Last year's tax deducted at source.", Decimal(0)),
                Fact("voluntary_class2", FactKind.YES_NO, "Whether Class 2 is paid of free will.", default=False),
                Fact("making_tax_digital", FactKind.YES_NO, "Whether Making Tax Digital applies.", default=False),
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class _Profit:
    turnover: Decimal
    expenses: Decimal
    allowance: Decimal

    @property
    def amount(self) -> Decimal:
        """Turnover less the larger of expenses and the trading allowance, which makes no loss."""
        with_allowance = max(ZERO, self.turnover - self.allowance)
        return max(ZERO, min(with_allowance, self.turnover - self.expenses))


def personal_allowance(income: Decimal, day: date) -> Decimal:
    """The allowance, one pound less for each two of income over the limit; whole pounds, rounded up (s. 35, s. 57)."""
    full = FIGURES.on("income_tax.personal_allowance", day).value
    over = max(ZERO, income - FIGURES.on("income_tax.allowance_taper_starts", day).value)
    return max(ZERO, (full - over / 2).to_integral_value(ROUND_CEILING))


def estimate_self_assessment(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """Tax of the trade and of what comes beside it, less what was deducted."""
    start = max(year.start, profile.registered_on)
    allowance = FIGURES.on("trading_allowance", year.start)
    profit = _Profit(books.income(start, year.end), books.expenses(start, year.end), allowance.value)
    other = profile.facts.number("other_income")
    lines = [
        base("trade.profit", "Profit of the trade", profit.amount, [allowance], turnover=profit.turnover,
             expenses=profit.expenses),
        *_income_tax(profile, profit.amount + other, year),
        *_insurance(profile, profit.amount, year),
    ]  # fmt: skip
    deducted = profile.facts.number("tax_deducted")
    if deducted:
        lines.append(credit("income_tax.deducted", "Tax already deducted", deducted))
    total = sum((line.amount for line in lines if line.kind != "base"), ZERO)
    return Estimate(
        CODE, SELF_ASSESSMENT, year.start, year.end, CURRENCY,
        lines=tuple(lines),
        instalments=tuple(_instalments(profile, year, total)),
        limits=tuple(_limits(profile, year, books)),
        notes=tuple(_notes(profile)),
    )  # fmt: skip


def on_account(last_bill: Decimal, last_deducted: Decimal, year: TaxYear) -> list[Decimal]:
    """The two payments on account of a year: half of last year's bill each, or none."""
    smallest = FIGURES.on("payments_on_account.smallest_bill", year.start).value
    share = FIGURES.on("payments_on_account.most_deducted", year.start).value
    if last_bill < smallest or last_deducted > share * (last_bill + last_deducted):
        return []
    return in_parts(last_bill, 2)


def _income_tax(profile: Profile, income: Decimal, year: TaxYear) -> Iterator[Line]:
    names = ("personal_allowance", "allowance_taper_starts")
    figures = [FIGURES.on(f"income_tax.{name}", year.start) for name in names]
    allowance = personal_allowance(income, year.start)
    taxable = max(ZERO, income - allowance)
    scottish = profile.region == SCOTLAND
    bands = FIGURES.on("income_tax.scottish_bands" if scottish else "income_tax.bands", year.start)
    yield base("income_tax.allowance", "Personal allowance", allowance, figures, income=income)
    yield base("income_tax.taxable", "Taxable income", taxable, income=income, allowance=allowance)
    yield charge("income_tax.tax", "Scottish income tax" if scottish else "Income tax",
                 to_cents(by_bands(taxable, bands)), [bands], taxable=taxable)  # fmt: skip


def _insurance(profile: Profile, profit: Decimal, year: TaxYear) -> Iterator[Line]:
    bands = FIGURES.on("class4.bands", year.start)
    yield charge("class4", "Class 4 National Insurance", to_cents(by_bands(profit, bands)), [bands], profit=profit)
    threshold = FIGURES.on("class2.small_profits_threshold", year.start)
    weekly = FIGURES.on("class2.weekly_rate", year.start)
    if profile.facts.yes("voluntary_class2") and profit < threshold.value:
        amount = weekly.value * _WEEKS
        yield charge(
            "class2", "Voluntary Class 2 National Insurance", amount, [threshold, weekly], weeks=Decimal(_WEEKS)
        )


def _instalments(profile: Profile, year: TaxYear, total: Decimal) -> Iterator[Instalment]:
    parts = on_account(profile.facts.number("last_bill"), profile.facts.number("last_deducted"), year)
    for deadline, amount in zip(payments_on_account(year), parts, strict=False):
        yield Instalment(deadline.key, deadline.label, amount, deadline.due_on)
    last = balancing_payment(year)
    yield Instalment(last.key, last.label, total - sum(parts, ZERO), last.due_on)


def _limits(profile: Profile, year: TaxYear, books: Books) -> Iterator[Limit]:
    if profile.vat is VatStatus.NOT_REGISTERED:
        end = min(books.as_of, year.end)
        start = end.replace(year=end.year - 1, day=min(end.day, 28)) + timedelta(days=1)
        figure = FIGURES.on("vat.registration_threshold", year.start)
        yield Limit(figure.key, "Turnover of the last twelve months without VAT", books.income(start, end), figure,
                    start, end)  # fmt: skip


def _notes(profile: Profile) -> Iterator[Note]:
    yield Note("gb.not_counted", "Student loans, pension relief, savings, dividends and gains are not counted.")
    if not profile.facts.knows("last_bill"):
        yield Note("gb.last_bill_unknown", "Last year's bill is not told: no payments on account are counted.")

"""The freelancer or trader who keeps the surplus account (EÜR): income tax of the year and its prepayments."""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.taxes.rules.books import Books
from core.taxes.rules.country import Profile, Regime, TaxYear, VatStatus
from core.taxes.rules.estimate import Estimate, Instalment, Limit, Line, Note, base, charge, credit
from core.taxes.rules.facts import Fact, FactKind
from core.taxes.rules.germany.deadlines import annual_payment, prepayments
from core.taxes.rules.germany.figures import CODE, CURRENCY, FIGURES, SOUTH
from core.taxes.rules.germany.tariff import income_tax, solidarity_surcharge
from core.taxes.rules.rounding import ZERO, cents_down, in_parts, units_down

EUR: Final = "euer"
MONTHLY: Final = "monthly"
QUARTERLY: Final = "quarterly"
NEVER: Final = "never"

REGIMES: Final = MappingProxyType(
    {
        EUR: Regime(
            EUR,
            "Einnahmenüberschussrechnung",
            (
                Fact("other_income", FactKind.AMOUNT, "Other income, of both spouses if joint.", Decimal(0)),
                Fact("deductions", FactKind.AMOUNT, "Health and pension insurance and other deductions.", Decimal(0)),
                Fact("tax_withheld", FactKind.AMOUNT, "Wage tax and surcharges already withheld.", Decimal(0)),
                Fact("joint", FactKind.YES_NO, "Whether spouses are assessed together.", default=False),
                Fact("church_member", FactKind.YES_NO, "Whether church tax is due.", default=False),
                Fact("trade", FactKind.YES_NO, "Whether it is a trade, and no free profession.", default=False),
                Fact("last_year_turnover", FactKind.AMOUNT, "Turnover of last year."),
                Fact("vat_period", FactKind.CHOICE, "How often VAT is declared.", QUARTERLY,
                     (MONTHLY, QUARTERLY, NEVER)),
                Fact("permanent_extension", FactKind.YES_NO, "Whether VAT returns are due a month later.",
                     default=False),
            ),
        )
    }
)  # fmt: skip


def estimate_income_surplus(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """Income tax, solidarity surcharge and church tax, less what was withheld."""
    start = max(year.start, profile.registered_on)
    income, expenses = books.income(start, year.end), books.expenses(start, year.end)
    joint = profile.facts.yes("joint")
    special = FIGURES.on("income_tax.special_expenses", year.start)
    other, deductions = profile.facts.number("other_income"), profile.facts.number("deductions")
    spared = deductions + special.value * (2 if joint else 1)
    taxable = units_down(max(ZERO, income - expenses + other - spared))
    tax = income_tax(taxable, year.start, joint=joint)
    tariff = FIGURES.on("income_tax.tariff", year.start)
    lines = [
        base("surplus", "Surplus of income over expenses", income - expenses, income=income, expenses=expenses),
        base("income_tax.taxable", "Taxable income", taxable, [special], surplus=income - expenses, other_income=other,
             deductions=deductions),
        charge("income_tax.tax", "Income tax", tax, [tariff], taxable=taxable),
        *_on_top(profile, tax, year),
    ]  # fmt: skip
    withheld = profile.facts.number("tax_withheld")
    if withheld:
        lines.append(credit("income_tax.withheld", "Tax already withheld", withheld))
    total = sum((line.amount for line in lines if line.kind != "base"), ZERO)
    return Estimate(
        CODE, EUR, year.start, year.end, CURRENCY,
        lines=tuple(lines),
        instalments=tuple(_instalments(year, total, tax)),
        limits=tuple(_limits(profile, year, books)),
        notes=tuple(_notes(profile)),
    )  # fmt: skip


def _on_top(profile: Profile, tax: Decimal, year: TaxYear) -> Iterator[Line]:
    joint = profile.facts.yes("joint")
    names = ("rate", "most_of_excess", "free_tax")
    yield charge("solidarity", "Solidarity surcharge", solidarity_surcharge(tax, year.start, joint=joint),
                 [FIGURES.on(f"solidarity.{name}", year.start) for name in names], income_tax=tax)  # fmt: skip
    if profile.facts.yes("church_member"):
        south = profile.region in SOUTH
        rate = FIGURES.on("church_tax.rate_south" if south else "church_tax.rate", year.start)
        yield charge("church_tax", "Church tax", cents_down(tax * rate.value), [rate], income_tax=tax)


def _instalments(year: TaxYear, total: Decimal, tax: Decimal) -> Iterator[Instalment]:
    if total <= 0 or tax < FIGURES.on("prepayment.smallest_year", year.start).value:
        last = annual_payment(year)
        yield Instalment(last.key, last.label, total, last.due_on)
        return
    for deadline, amount in zip(prepayments(year), in_parts(total, 4), strict=True):
        yield Instalment(deadline.key, deadline.label, amount, deadline.due_on)


def _limits(profile: Profile, year: TaxYear, books: Books) -> Iterator[Limit]:
    if profile.vat is VatStatus.REGISTERED:
        return
    this_year = FIGURES.on("small_business.this_year", year.start)
    turnover = books.income(year.start, year.end)
    yield Limit(this_year.key, "Turnover of this year without VAT", turnover, this_year, year.start, year.end)
    next_year = FIGURES.on("small_business.last_year", year.start)
    yield Limit("small_business.next_year", "Turnover of this year for no VAT in the next", turnover, next_year,
                year.start, year.end)  # fmt: skip


def _notes(profile: Profile) -> Iterator[Note]:
    yield Note(
        "de.prepayments", "The tax office sets prepayments by notice: these are the ones this estimate leads to."
    )
    if profile.vat is VatStatus.REGISTERED:
        yield Note("de.vat_not_estimated", "VAT due is not estimated: bank lines do not tell the rate of each invoice.")
    if profile.facts.yes("trade"):
        yield Note("de.trade_tax", "Trade tax, and what it takes off income tax (§ 35 EStG), is not counted.")

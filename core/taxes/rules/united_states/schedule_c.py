"""The sole proprietor: Schedule C, self-employment tax, federal income tax, Form 1040-ES."""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.taxes.rules.bands import by_bands
from core.taxes.rules.books import Books
from core.taxes.rules.country import Profile, Regime, TaxYear
from core.taxes.rules.estimate import Estimate, Instalment, Line, Note, base, charge, credit
from core.taxes.rules.facts import Fact, FactKind
from core.taxes.rules.figures import Figure
from core.taxes.rules.rounding import ZERO, in_parts, to_cents
from core.taxes.rules.united_states.deadlines import estimated_payments, final_payment
from core.taxes.rules.united_states.figures import CODE, CURRENCY, FIGURES
from core.taxes.rules.united_states.self_employment_tax import SelfEmployment, self_employment_tax

SCHEDULE_C: Final = "schedule_c"
STATUSES: Final = ("single", "joint", "separate", "head")

REGIMES: Final = MappingProxyType(
    {
        SCHEDULE_C: Regime(
            SCHEDULE_C,
            "Schedule C, sole proprietor",
            (
                Fact("filing_status", FactKind.CHOICE, "Filing status.", "single", STATUSES),
                Fact("wages", FactKind.AMOUNT, "Wages of the year that Social Security was taken from.", Decimal(0)),
                Fact("other_income", FactKind.AMOUNT, "Other income, of both spouses if joint.", Decimal(0)),
                Fact("tax_withheld", FactKind.AMOUNT, "Federal income tax withheld.", Decimal(0)),
                Fact("itemized_deductions", FactKind.AMOUNT, "Itemised deductions, where they are more.", Decimal(0)),
                Fact("adjustments", FactKind.AMOUNT, "Other adjustments to income.", Decimal(0)),
            ),
        )
    }
)


def estimate_schedule_c(profile: Profile, year: TaxYear, books: Books) -> Estimate:
    """Income tax and self-employment tax, less what was withheld."""
    start = max(year.start, profile.registered_on)
    income, expenses = books.income(start, year.end), books.expenses(start, year.end)
    net = income - expenses
    own = self_employment_tax(max(ZERO, net), profile.facts.number("wages"), _status(profile), year.start)
    lines = [
        base("schedule_c.net", "Net profit", net, income=income, expenses=expenses),
        *own.lines(),
        *_income_tax(profile, year, net, own),
    ]
    withheld = profile.facts.number("tax_withheld")
    if withheld:
        lines.append(credit("income_tax.withheld", "Tax already withheld", withheld))
    total = sum((line.amount for line in lines if line.kind != "base"), ZERO)
    return Estimate(
        CODE, SCHEDULE_C, year.start, year.end, CURRENCY,
        lines=tuple(lines),
        instalments=tuple(_instalments(year, total)),
        notes=tuple(_notes(lines)),
    )  # fmt: skip


def _status(profile: Profile) -> str:
    return profile.facts.choice("filing_status") or STATUSES[0]


def _income_tax(profile: Profile, year: TaxYear, net: Decimal, own: SelfEmployment) -> Iterator[Line]:
    status = _status(profile)
    facts = profile.facts
    gross = net + facts.number("wages") + facts.number("other_income") - own.half - facts.number("adjustments")
    standard = FIGURES.on(f"income_tax.standard_deduction_{status}", year.start)
    deduction = max(standard.value, facts.number("itemized_deductions"))
    before = max(ZERO, gross - deduction)
    yield base("income_tax.adjusted", "Adjusted gross income", gross, half_of_se_tax=own.half)
    yield base("income_tax.deduction", "Standard or itemised deduction", deduction, [standard])
    threshold = FIGURES.on(f"qbi.threshold_{status}", year.start)
    business = qualified_business_deduction(max(ZERO, net - own.half), before, threshold, year)
    figures = [FIGURES.on(f"qbi.{name}", year.start) for name in ("rate", "least_business", "least_deduction")]
    yield base("income_tax.qbi", "Qualified business income deduction", business or ZERO, [*figures, threshold],
               taxable_before=before, known=Decimal(business is not None))  # fmt: skip
    taxable = before - (business or ZERO)
    bands = FIGURES.on(f"income_tax.bands_{status}", year.start)
    yield base("income_tax.taxable", "Taxable income", taxable, adjusted=gross, deduction=deduction)
    yield charge("income_tax.tax", "Federal income tax", to_cents(by_bands(taxable, bands)), [bands], taxable=taxable)


def qualified_business_deduction(
    business: Decimal, taxable: Decimal, threshold: Figure, year: TaxYear
) -> Decimal | None:
    """20 % of business income, or of taxable income if that is less (I.R.C. § 199A); from 2026 on 400 at the least.

    The least one is for a business its owner takes part in, as a sole proprietor is taken to.
    None above the threshold: there it depends on the kind of business and on wages paid, which are not known here.
    """
    if taxable > threshold.value:
        return None
    share = to_cents(min(business, taxable) * FIGURES.on("qbi.rate", year.start).value)
    if business < FIGURES.on("qbi.least_business", year.start).value:
        return share
    return max(share, min(taxable, FIGURES.on("qbi.least_deduction", year.start).value))


def _instalments(year: TaxYear, total: Decimal) -> Iterator[Instalment]:
    if total < FIGURES.on("estimated_tax.smallest", year.start).value:
        last = final_payment(year)
        yield Instalment(last.key, last.label, total, last.due_on)
        return
    for deadline, amount in zip(estimated_payments(year), in_parts(total, 4), strict=True):
        yield Instalment(deadline.key, deadline.label, amount, deadline.due_on)


def _notes(lines: list[Line]) -> Iterator[Note]:
    yield Note("us.not_counted", "State taxes, credits, capital gains and the alternative minimum tax are not counted.")
    qbi = next(line for line in lines if line.rule == "income_tax.qbi")
    if not qbi.inputs[1].value:
        yield Note("us.qbi_unknown", "Above the threshold the business income deduction is not known: none is counted.")

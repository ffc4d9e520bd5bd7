"""Examples that the Internal Revenue Service and the Treasury worked themselves."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from core.taxes.rules.united_states.deadlines import calendar_year
from core.taxes.rules.united_states.figures import FIGURES
from core.taxes.rules.united_states.schedule_c import qualified_business_deduction
from tests.support.taxes import Case

SOLE = Case("US", "schedule_c")


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [("0", 0), ("10", 1), ("20", 2), ("37.50", 4), ("2987.50", 299), ("3025", 303), ("20025", 2_171), ("57075", 7_610),
     ("100950", 17_271), ("200000", 41_687), ("250000", 57_875), ("700000", 217_188)],
)  # fmt: skip
def test_the_tax_that_direct_file_computed(taxable: str, tax: int) -> None:
    # GitHub, IRS-Public/direct-file, df-client-app/src/test/taxCalculation.test.ts: tax of 2024 for a single filer, by
    # the service's own code. Taxable income is rounded as the Tax Table does it, to the middle of a line.
    standard = FIGURES.on("income_tax.standard_deduction_single", date(2024, 1, 1)).value
    estimate = SOLE.estimate(date(2024, 5, 1), 0, other_income=Decimal(taxable) + standard)
    assert estimate.amount("income_tax.taxable") == Decimal(taxable)
    assert estimate.amount("income_tax.tax").quantize(Decimal(1), ROUND_HALF_UP) == tax


@pytest.mark.parametrize(
    ("status", "business", "taxable", "deduction", "example"),
    [("single", 100_000, 81_000, 16_200, "Example 1"), ("joint", 100_000, 270_000, 20_000, "Example 3")],
)
def test_the_business_deduction_of_the_regulation(
    status: str, business: int, taxable: int, deduction: int, example: str
) -> None:
    # Treas. Reg. § 1.199A-1(c)(3), read as Leimberg Information Services sums it up (IRS Examples 160-1, 160-3); its
    # Example 2 has capital gains, which are not counted here.
    for year in (2024, 2025, 2026):
        threshold = FIGURES.on(f"qbi.threshold_{status}", date(year, 1, 1))
        found = qualified_business_deduction(Decimal(business), Decimal(taxable), threshold, calendar_year(year))
        assert found == deduction, example

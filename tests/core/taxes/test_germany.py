from datetime import date
from decimal import Decimal

import pytest

from core.taxes.rules.country import VatStatus
from core.taxes.rules.germany.tariff import income_tax, solidarity_surcharge
from tests.support.taxes import Case

FREELANCER = Case("DE", "euer")

TARIFF = "§ 32a Abs. 1 EStG of the year, worked by hand; public tables of the tariff give the same"


@pytest.mark.parametrize(
    ("year", "taxable", "tax", "source"),
    [
        (2025, 12_096, 0, TARIFF),
        (2025, 15_000, 485, TARIFF),
        (2025, 30_000, 4_303, TARIFF),
        (2025, 50_000, 10_691, TARIFF),
        (2025, 80_000, 22_688, TARIFF),
        (2025, 100_000, 31_088, TARIFF),
        (2025, 300_000, 115_753, TARIFF),
        (2024, 11_784, 0, TARIFF),
        (2024, 50_000, 10_872, TARIFF),
        (2024, 17_005, 991, "§ 32a Abs. 1 Nr. 3 EStG 2024 names it: 991.21 at the end of zone 2"),
        (2025, 17_443, 1_015, "§ 32a Abs. 1 Nr. 3 EStG 2025 names it: 1,015.13"),
        (2026, 17_799, 1_034, "§ 32a Abs. 1 Nr. 3 EStG 2026 names it: 1,034.87"),
        (2026, 12_348, 0, "§ 32a Abs. 1 Nr. 1 EStG 2026"),
        (2026, 100_000, 30_864, "§ 32a Abs. 1 Nr. 4 EStG 2026: 0.42 x 100,000 - 11,135.63"),
        (2026, 300_000, 115_529, "§ 32a Abs. 1 Nr. 5 EStG 2026: 0.45 x 300,000 - 19,470.38"),
    ],
)
def test_the_tariff(year: int, taxable: int, tax: int, source: str) -> None:
    assert income_tax(Decimal(taxable), date(year, 1, 1), joint=False) == tax, source
    # § 32a Abs. 5: spouses pay twice the tax on half.
    assert income_tax(Decimal(2 * taxable), date(year, 1, 1), joint=True) == 2 * tax


@pytest.mark.parametrize(
    ("year", "tax", "surcharge", "source"),
    [
        (2024, 18_130, "0", "§ 3 Abs. 3 SolzG"),
        (2024, 19_000, "103.53", "§ 4 SolzG: 11.9 % of 870"),
        (2024, 50_000, "2750.00", "§ 4 SolzG: 5.5 %"),
        (2025, 19_950, "0", "§ 3 Abs. 3 SolzG"),
        (2025, 20_950, "119.00", "§ 4 SolzG: 11.9 % of 1,000"),
        (2026, 20_350, "0", "§ 3 Abs. 3 SolzG"),
        (2026, 100_000, "5500.00", "§ 4 SolzG: 5.5 %"),
    ],
)
def test_the_solidarity_surcharge(year: int, tax: int, surcharge: str, source: str) -> None:
    assert solidarity_surcharge(Decimal(tax), date(year, 1, 1), joint=False) == Decimal(surcharge), source
    assert solidarity_surcharge(Decimal(2 * tax), date(year, 1, 1), joint=True) == 2 * Decimal(surcharge)


def test_a_year_of_a_freelancer() -> None:
    estimate = FREELANCER.estimate(date(2025, 5, 1), 80_000, 20_000, deductions=9_964, church_member="true")
    assert estimate.amount("income_tax.taxable") == 50_000
    assert estimate.amount("income_tax.tax") == 10_691
    assert estimate.amount("church_tax") == Decimal("962.19")
    assert [one.due_on for one in estimate.instalments] == [
        date(2025, 3, 10), date(2025, 6, 10), date(2025, 9, 10), date(2025, 12, 10),
    ]  # fmt: skip
    south = Case("DE", "euer", region="BY").estimate(
        date(2025, 5, 1), 80_000, 20_000, deductions=9_964, church_member="true"
    )
    assert south.amount("church_tax") == Decimal("855.28")


@pytest.mark.parametrize(("year", "this_year", "next_year"), [(2024, 50_000, 22_000), (2025, 100_000, 25_000)])
def test_limits_of_the_small_business(year: int, this_year: int, next_year: int) -> None:
    # § 19 Abs. 1 UStG, before and since 2025.
    limits = FREELANCER.estimate(date(year, 5, 1), 30_000).limits
    assert [(one.figure.value, one.exceeded) for one in limits] == [(this_year, False), (next_year, True)]  # type: ignore[comparison-overlap]  # a Decimal equals an int
    registered = Case("DE", "euer", vat=VatStatus.REGISTERED).estimate(date(year, 5, 1), 30_000)
    assert registered.limits == ()
    assert "de.vat_not_estimated" in {note.key for note in registered.notes}

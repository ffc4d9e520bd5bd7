from datetime import date
from decimal import Decimal

import pytest

from core.taxes.rules.bands import by_bands
from core.taxes.rules.united_states.figures import FIGURES
from core.taxes.rules.united_states.self_employment_tax import self_employment_tax
from tests.support.taxes import Case

SOLE = Case("US", "schedule_c")

# The sums that the Internal Revenue Service prints in its tables: tax at the foot of each bracket.
TABLES = [
    ("Rev. Proc. 2023-34, table 3", 2024, "single", [
        (11_600, "1160"), (47_150, "5426"), (100_525, "17168.50"), (191_950, "39110.50"), (243_725, "55678.50"),
        (609_350, "183647.25")]),
    ("Rev. Proc. 2023-34, table 1", 2024, "joint", [
        (23_200, "2320"), (94_300, "10852"), (201_050, "34337"), (383_900, "78221"), (487_450, "111357"),
        (731_200, "196669.50")]),
    ("Rev. Proc. 2023-34, table 4", 2024, "separate", [(365_600, "98334.75")]),
    ("Rev. Proc. 2023-34, table 2", 2024, "head", [(16_550, "1655")]),
    ("Rev. Proc. 2024-40, table 3", 2025, "single", [
        (11_925, "1192.50"), (48_475, "5578.50"), (103_350, "17651"), (197_300, "40199"), (250_525, "57231"),
        (626_350, "188769.75")]),
    ("Rev. Proc. 2025-32, table 3", 2026, "single", [
        (12_400, "1240"), (50_400, "5800"), (105_700, "17966"), (201_775, "41024"), (256_225, "58448"),
        (640_600, "192979.25")]),
    ("Rev. Proc. 2025-32, table 2", 2026, "head", [
        (17_700, "1770"), (67_450, "7740"), (105_700, "16155"), (201_750, "39207"), (256_200, "56631"),
        (640_600, "191171")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "year", "status", "edges"), TABLES)
def test_the_tax_tables(source: str, year: int, status: str, edges: list[tuple[int, str]]) -> None:
    table = FIGURES.on(f"income_tax.bands_{status}", date(year, 1, 1))
    assert [(edge, by_bands(Decimal(edge), table)) for edge, _ in edges] == [
        (edge, Decimal(tax)) for edge, tax in edges
    ], source


def test_the_sample_of_the_tax_table() -> None:
    # Instructions for Form 1040 of 2025: joint filers with 25,300 owe 2,562, the tax at the middle of the line.
    table = FIGURES.on("income_tax.bands_joint", date(2025, 1, 1))
    assert by_bands(Decimal(25_325), table) == 2_562


@pytest.mark.parametrize(("year", "base", "most"), [(2024, 168_600, "20906.40"), (2025, 176_100, "21836.40"),
                                                    (2026, 184_500, "22878.00")])  # fmt: skip
def test_social_security_stops_at_the_wage_base(year: int, base: int, most: str) -> None:
    # ssa.gov, Contribution and Benefit Base: the most a self-employed person pays.
    of = self_employment_tax(Decimal(1_000_000), Decimal(0), "single", date(year, 1, 1))
    assert of.social_security == Decimal(most)
    assert self_employment_tax(Decimal(1_000_000), Decimal(base), "single", date(year, 1, 1)).social_security == 0


@pytest.mark.parametrize(
    ("net", "tax", "source"),
    [
        (433, "0", "Schedule SE, line 4c: less than 400 of earnings owes nothing"),
        (434, "61.32", "Schedule SE: 400.80 x 15.3 %"),
        (10_000, "1412.96", "Schedule SE: 9,235 x 15.3 %, in two parts"),
        (80_000, "11303.64", "Schedule SE: 73,880 x 15.3 %"),
    ],
)
def test_self_employment_tax(net: int, tax: str, source: str) -> None:
    of = self_employment_tax(Decimal(net), Decimal(0), "single", date(2025, 1, 1))
    assert of.social_security + of.medicare == Decimal(tax), source


def test_additional_medicare_tax_counts_wages_first() -> None:
    # irs.gov, questions and answers on the tax; Form 8959, part II: wages of 130,000 leave 70,000 of the 200,000.
    of = self_employment_tax(Decimal(145_000) / Decimal("0.9235"), Decimal(130_000), "single", date(2025, 1, 1))
    assert (of.earnings, of.additional) == (145_000, Decimal("675.00"))  # type: ignore[comparison-overlap]  # a Decimal equals an int


def test_a_year_of_a_sole_proprietor() -> None:
    estimate = SOLE.estimate(date(2025, 5, 1), 90_000, 10_000)
    assert estimate.amount("schedule_c.net") == 80_000
    assert estimate.amount("income_tax.adjusted") == Decimal("74348.18")  # less half of 11,303.64
    assert estimate.amount("income_tax.deduction") == 15_750  # Pub. L. 119-21, § 70102
    assert estimate.amount("income_tax.qbi") == Decimal("11719.64")  # 20 % of 58,598.18
    assert estimate.amount("income_tax.tax") == Decimal("5386.92")  # 1,192.50 and 12 % over 11,925
    assert estimate.total == Decimal("16690.56")
    assert [one.due_on for one in estimate.instalments] == [
        date(2025, 4, 15), date(2025, 6, 16), date(2025, 9, 15), date(2026, 1, 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "profit", "deduction"),
    [
        (2025, 1_500, "278.81"),  # 20 % of 1,500 less half of 211.95
        (2026, 1_500, "400"),
        (2026, 1_070, "198.88"),  # less than 1,000 after half of 151.18
        (2026, 1_077, "400"),
        (2026, 10_000, "1858.70"),  # 20 % is more
    ],
)
def test_the_least_business_deduction_from_2026(year: int, profit: int, deduction: str) -> None:
    # I.R.C. § 199A(i), Pub. L. 119-21, § 70105: 400 from 1,000 of business income on.
    estimate = SOLE.estimate(date(year, 5, 1), profit, wages=50_000)
    assert estimate.amount("income_tax.qbi") == Decimal(deduction)


def test_above_the_threshold_the_business_deduction_is_unknown() -> None:
    estimate = SOLE.estimate(date(2025, 5, 1), 400_000)
    assert estimate.amount("income_tax.qbi") == 0
    assert "us.qbi_unknown" in {note.key for note in estimate.notes}


def test_less_than_a_thousand_is_paid_with_the_return() -> None:
    estimate = SOLE.estimate(date(2025, 5, 1), 5_000)
    assert [(one.key, one.amount) for one in estimate.instalments] == [("income_tax.final/2025", Decimal("706.48"))]

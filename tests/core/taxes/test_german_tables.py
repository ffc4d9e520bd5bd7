"""Income tax and solidarity surcharge as the Federal Ministry of Finance's calculator gives them.

The calculator is bmf-steuerrechner.de; its answers were read where others wrote them down, and the place is named.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.taxes import Case

FREELANCER = Case("DE", "euer")
SPECIAL_EXPENSES = 36
"""What every estimate takes off besides (§ 10c EStG): it is put on top of the taxable income that is asked for."""

# GitHub, Tselmeg-C/tax-return-app, backend/tests/tax/golden: typed into the calculator on 7 October 2026.
# Taxable income, income tax, solidarity surcharge.
ALONE = {
    2025: [
        (12_096, 0, "0"), (12_104, 1, "0"), (17_443, 1_015, "0"), (17_444, 1_015, "0"), (50_000, 10_691, "0"),
        (68_480, 17_849, "0"), (68_481, 17_850, "0"), (73_483, 19_950, "0"), (73_484, 19_951, "0.11"),
        (90_000, 26_888, "825.62"), (100_000, 31_088, "1325.42"), (114_303, 37_095, "2040.22"),
        (277_825, 105_774, "5817.57"), (277_826, 105_775, "5817.62"), (10_000_000, 4_480_753, "246441.41"),
    ],
    2026: [
        (12_348, 0, "0"), (12_356, 1, "0"), (17_799, 1_034, "0"), (17_800, 1_035, "0"), (50_000, 10_548, "0"),
        (69_878, 18_213, "0"), (69_879, 18_213, "0"), (74_968, 20_350, "0"), (74_969, 20_351, "0.11"),
        (90_000, 26_664, "751.36"), (100_000, 30_864, "1251.16"), (116_607, 37_839, "2081.14"),
        (277_825, 105_550, "5805.25"), (277_826, 105_551, "5805.30"), (10_000_000, 4_480_529, "246429.09"),
    ],
}  # fmt: skip
TOGETHER = {
    2025: [
        (24_192, 0, "0"), (100_000, 21_382, "0"), (100_001, 21_382, "0"), (146_967, 39_900, "0"),
        (146_968, 39_902, "0.23"), (150_000, 41_176, "151.84"), (555_652, 211_550, "11635.25"),
    ],
    2026: [
        (24_696, 0, "0"), (100_000, 21_096, "0"), (100_001, 21_096, "0"), (149_937, 40_700, "0"),
        (149_938, 40_702, "0.23"), (150_000, 40_728, "3.33"), (555_652, 211_102, "11610.61"),
    ],
}  # fmt: skip


def _rows(table: dict[int, list[tuple[int, int, str]]]) -> list[tuple[int, int, int, str]]:
    return [(year, *row) for year, rows in table.items() for row in rows]


def _taxes(year: int, taxable: int, *, joint: bool) -> tuple[Decimal, Decimal]:
    earned = taxable + SPECIAL_EXPENSES * (2 if joint else 1)
    estimate = FREELANCER.estimate(date(year, 5, 1), earned, joint=str(joint).lower())
    assert estimate.amount("income_tax.taxable") == taxable
    return estimate.amount("income_tax.tax"), estimate.amount("solidarity")


@pytest.mark.parametrize(("year", "taxable", "tax", "surcharge"), _rows(ALONE))
def test_of_one_person(year: int, taxable: int, tax: int, surcharge: str) -> None:
    assert _taxes(year, taxable, joint=False) == (Decimal(tax), Decimal(surcharge))


@pytest.mark.parametrize(("year", "taxable", "tax", "surcharge"), _rows(TOGETHER))
def test_of_spouses(year: int, taxable: int, tax: int, surcharge: str) -> None:
    assert _taxes(year, taxable, joint=True) == (Decimal(tax), Decimal(surcharge))


@pytest.mark.parametrize(
    ("taxable", "joint", "tax", "surcharge"),
    [(50_000, False, 10_872, "0"), (100_000, False, 31_363, "1574.72"), (200_000, True, 62_726, "3149.45")],
)
def test_of_2024(taxable: int, joint: bool, tax: int, surcharge: str) -> None:
    # GitHub, ttsim-dev/gettsim, test_data/einkommensteuer/betrag/2024-01-01, which names the calculator as its source.
    assert _taxes(2024, taxable, joint=joint) == (Decimal(tax), Decimal(surcharge))


@pytest.mark.parametrize(
    ("taxable", "alone", "together"),
    [(10_000, 0, 0), (20_000, 1_725, 0), (30_000, 4_412, 1_096), (40_000, 7_461, 3_450), (50_000, 10_872, 6_046),
     (60_000, 14_646, 8_824), (70_000, 18_763, 11_782)],
)  # fmt: skip
def test_the_table_of_2024_that_payroll_offices_use(taxable: int, alone: int, together: int) -> None:
    # lohn-info.de, Grundtabelle und Splittingtabelle 2024, the values since the law of 5 December 2024: a publisher's
    # table, not the ministry's own.
    assert [_taxes(2024, taxable, joint=joint)[0] for joint in (False, True)] == [alone, together]

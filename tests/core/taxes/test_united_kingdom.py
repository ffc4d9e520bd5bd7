from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from core.taxes.rules.books import Books, DayTotals
from core.taxes.rules.united_kingdom.deadlines import tax_year_from
from core.taxes.rules.united_kingdom.self_assessment import on_account, personal_allowance
from tests.support.taxes import Case

TRADER, SCOT = Case("GB", "self_assessment"), Case("GB", "self_assessment", region="SCT")

# Scottish Parliament Information Centre, Scottish Budget 2026-27, table 8: income, tax in Scotland in 2026-27, the
# difference from 2025-26, and from the rest of the United Kingdom. Published in whole pounds.
LIABILITIES = [
    (20_000, 1_446, -11, -40),
    (25_000, 2_446, -11, -40),
    (30_000, 3_451, -32, -35),
    (35_000, 4_501, -32, 15),
    (40_000, 5_551, -32, 65),
    (45_000, 6_882, -32, 396),
    (50_000, 8_982, -32, 1_496),
    (55_000, 11_082, -32, 1_650),
    (60_000, 13_182, -32, 1_750),
    (65_000, 15_282, -32, 1_850),
    (70_000, 17_382, -32, 1_950),
    (75_000, 19_482, -32, 2_050),
    (80_000, 21_732, -32, 2_300),
    (85_000, 23_982, -32, 2_550),
    (90_000, 26_232, -32, 2_800),
    (95_000, 28_482, -32, 3_050),
    (100_000, 30_732, -32, 3_300),
    (150_000, 59_634, -32, 5_931),
]


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(("income", "tax", "since_last_year", "against_the_rest"), LIABILITIES)
def test_income_tax_as_the_scottish_parliament_tabled_it(
    income: int, tax: int, since_last_year: int, against_the_rest: int
) -> None:
    def of(case: Case, year: int) -> Decimal:
        return case.estimate(date(year, 6, 1), 0, other_income=income).amount("income_tax.tax")

    assert _whole(of(SCOT, 2026)) == tax
    assert _whole(of(SCOT, 2026) - of(SCOT, 2025)) == since_last_year
    assert _whole(of(SCOT, 2026) - of(TRADER, 2026)) == against_the_rest


@pytest.mark.parametrize(
    ("income", "scottish", "english"),
    [(10_000, 0, 0), (15_000, 462, 486), (20_000, 1_446, 1_486), (25_000, 2_446, 2_486), (33_493, 4_185, 4_185),
     (35_000, 4_501, 4_486), (40_000, 5_551, 5_486), (45_000, 6_882, 6_486), (50_000, 8_982, 7_486)],
)  # fmt: skip
def test_income_tax_as_the_chartered_institute_of_taxation_tabled_it(income: int, scottish: int, english: int) -> None:
    # tax.org.uk, Scottish Budget reaction, 13 January 2026: UK and Scottish income tax of 2026-27.
    for case, tax in ((SCOT, scottish), (TRADER, english)):
        assert _whole(case.estimate(date(2026, 6, 1), 0, other_income=income).amount("income_tax.tax")) == tax


def test_payments_on_account_as_hmrc_explains_them() -> None:
    # gov.uk, Understand your Self Assessment tax bill: a bill of 3,000 with 2 x 900 paid leaves 1,200, and makes the
    # next year's payments 1,500 each.
    year = tax_year_from(2025)
    assert on_account(Decimal(3_000), Decimal(0), year) == [1_500, 1_500]
    assert on_account(Decimal(1_800), Decimal(0), year) == [900, 900]
    bill = TRADER.estimate(date(2025, 6, 1), Decimal("25108.4615"), last_bill=1_800)
    assert bill.total == 3_000
    assert [one.amount for one in bill.instalments] == [900, 900, 1_200]


def test_no_payments_on_account_for_a_small_bill_or_one_mostly_deducted() -> None:
    # gov.uk, the same page: less than 1,000, or more than 80 % deducted.
    year = tax_year_from(2025)
    assert on_account(Decimal("999.99"), Decimal(0), year) == []
    assert on_account(Decimal(2_000), Decimal(8_000), year) == [1_000, 1_000]
    assert on_account(Decimal(2_000), Decimal(8_001), year) == []


@pytest.mark.parametrize(
    ("income", "allowance"),
    [(100_000, 12_570), (100_001, 12_570), (101_000, 12_070), (110_000, 7_570), (125_140, 0), (200_000, 0)],
)
def test_the_allowance_tapers(income: int, allowance: int) -> None:
    # gov.uk, Income Tax rates: one pound for every two over 100,000; none from 125,140. Section 35 rounds it up.
    assert personal_allowance(Decimal(income), date(2025, 6, 1)) == allowance


@pytest.mark.parametrize(
    ("profit", "class4"),
    [(12_570, "0"), (20_000, "445.80"), (50_270, "2262.00"), (60_270, "2462.00")],
)
def test_class_4(profit: int, class4: str) -> None:
    # gov.uk, Self-employed National Insurance rates from 2024-25: 6 % from 12,570 to 50,270, 2 % above.
    # The trading allowance is taken where expenses are less: here they are more.
    estimate = TRADER.estimate(date(2024, 6, 1), profit + 2_000, 2_000)
    assert estimate.amount("class4") == Decimal(class4)


@pytest.mark.parametrize(("year", "amount"), [(2024, "179.40"), (2025, "182.00"), (2026, "189.80")])
def test_class_2_of_free_will(year: int, amount: str) -> None:
    # gov.uk: 3.45, 3.50 and 3.65 a week for profits below the threshold; nothing is due above it.
    assert TRADER.estimate(date(year, 6, 1), 6_000, 1_000, voluntary_class2="true").amount("class2") == Decimal(amount)
    assert TRADER.estimate(date(year, 6, 1), 9_000, 1_000, voluntary_class2="true").amount("class2") == 0


@pytest.mark.parametrize(
    ("income", "expenses", "profit", "source"),
    [
        (780, 300, 0, "HMRC, Business Income Manual, BIM86072: 15 a week for walking dogs, and no loss of 220"),
        (900, 0, 0, "worked by hand, ITTOIA 2005, s. 783AF"),
        (5_000, 300, 4_000, "worked by hand, BIM86016: receipts less the allowance, and no expenses besides"),
        (5_000, 1_200, 3_800, "worked by hand: expenses are more than the allowance"),
        (5_000, 6_000, 0, "worked by hand"),
    ],
)
def test_the_trading_allowance_replaces_small_expenses_and_makes_no_loss(
    income: int, expenses: int, profit: int, source: str
) -> None:
    assert TRADER.estimate(date(2025, 6, 1), income, expenses).amount("trade.profit") == profit, source


def test_turnover_for_vat_is_of_the_last_twelve_months() -> None:
    days = [
        DayTotals(date(2025, 7, 1), Decimal(50_000)),
        DayTotals(date(2025, 5, 1), Decimal(9_000)),
        DayTotals(date(2026, 5, 2), Decimal(45_000)),
    ]
    limit = TRADER.over(date(2026, 5, 2), Books.of(days, date(2026, 5, 2))).limits[0]
    assert (limit.used, limit.figure.value, limit.exceeded) == (95_000, 90_000, True)  # type: ignore[comparison-overlap]  # a Decimal equals an int
    assert (limit.from_on, limit.to_on) == (date(2025, 5, 3), date(2026, 5, 2))

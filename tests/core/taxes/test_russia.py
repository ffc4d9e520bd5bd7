"""Worked examples. Where a result is published its place is named; the others are worked by hand from the article."""

from datetime import date
from decimal import Decimal

import pytest

from core.taxes.errors import InvalidTaxFactError
from core.taxes.rules.books import Books, DayTotals
from tests.support.taxes import Case

NPD, INCOME, PROFIT = Case("RU", "npd"), Case("RU", "usn_income"), Case("RU", "usn_profit")


@pytest.mark.parametrize(
    ("income", "organisations", "tax", "source"),
    [
        (1_000, "0", 30, "npd.nalog.ru: while the deduction lasts 4 % becomes 3 %"),
        (1_000, "1", 40, "npd.nalog.ru: while the deduction lasts 6 % becomes 4 %"),
        (1_000_000, "0", 30_000, "422-FZ art. 10, 12: 10,000 of deduction is used up by a million from individuals"),
        (500_000, "1", 20_000, "422-FZ art. 10, 12: and by half a million from organisations"),
        (2_000_000, "0", 70_000, "422-FZ art. 10, 12: 4 % less 10,000"),
        (2_400_000, "1", 134_000, "422-FZ art. 4, 10, 12: 6 % of the limit less 10,000"),
        (100_000, "0.5", 3_500, "422-FZ art. 10, 12: half at 3 %, half at 4 %"),
    ],
)
def test_npd(income: int, organisations: str, tax: int, source: str) -> None:
    estimate = NPD.estimate(date(2025, 5, 20), income, organisations_share=organisations)
    assert estimate.total == tax, source
    assert [(one.key, one.amount, one.due_on) for one in estimate.instalments if one.amount >= 100] == [  # type: ignore[comparison-overlap]  # a Decimal equals an int
        ("npd.payment/2025-05", tax, date(2025, 6, 30))
    ] * (tax >= 100)


def test_what_exceeds_the_limit_is_no_npd() -> None:
    at, over = (NPD.estimate(date(2025, 5, 20), income) for income in (2_400_000, 3_000_000))
    assert at.total == over.total == 86_000
    assert not at.limits[0].exceeded
    assert over.limits[0].exceeded
    assert "npd.limit_passed" in {note.key for note in over.notes}


def test_tax_under_a_hundred_waits_for_the_next_month() -> None:
    days = [DayTotals(date(2025, month, 3), Decimal(2_000)) for month in (1, 2, 3)]
    estimate = NPD.over(date(2025, 1, 1), Books.of(days, date(2025, 3, 31)), deduction_left=0)
    assert [(one.key, one.amount) for one in estimate.instalments] == [  # type: ignore[comparison-overlap]  # a Decimal equals an int
        ("npd.payment/2025-02", 160),
        ("npd.payment/2025-12", 80),
    ]


def test_the_month_of_registration_is_taxed_with_the_next() -> None:
    begun = Case("RU", "npd", registered_on=date(2025, 3, 10))
    days = [DayTotals(date(2025, month, 12), Decimal(100_000)) for month in (3, 4)]
    estimate = begun.over(date(2025, 3, 10), Books.of(days, date(2025, 4, 30)))
    assert [(one.key, one.amount) for one in estimate.instalments] == [("npd.payment/2025-04", 6_000)]  # type: ignore[comparison-overlap]  # a Decimal equals an int


@pytest.mark.parametrize(
    ("year", "income", "fixed", "above", "source"),
    [
        (2024, 300_000, "49500", "0", "Tax Code art. 430(1.2)(1)"),
        (2025, 300_000, "53658", "0", "Tax Code art. 430(1.2)(1); so a tax office, klerk.ru, 6.11.2025"),
        (2026, 300_000, "57390", "0", "Tax Code art. 430(1.2)(1); so a tax office, klerk.ru, 6.11.2025"),
        (2026, 1_500_000, "57390", "12000", "worked by hand, art. 430(1.2)(2): 1 % of 1,200,000"),
        (
            2024,
            28_057_100,
            "49500",
            "277571",
            "art. 430(1.2)(2): the most, just reached; so the tax office of Primorye",
        ),
        (2025, 90_000_000, "53658", "300888", "art. 430(1.2)(2): the most; so the tax service, ibresi.cap.ru"),
        (2026, 90_000_000, "57390", "321818", "Tax Code art. 430(1.2)(2): the most"),
    ],
)
def test_contributions(year: int, income: int, fixed: str, above: str, source: str) -> None:
    estimate = INCOME.estimate(date(year, 2, 1), income)
    assert estimate.amount("contributions.fixed") == Decimal(fixed), source
    assert estimate.amount("contributions.above") == Decimal(above), source


def test_contributions_of_a_part_of_a_year_go_by_months_and_days() -> None:
    # FNS letter BS-3-11/755@ of 7.02.2017 (garant.ru, 71511490), of one who ended on 13 January, gives the formula: the
    # year's sum x days / (12 x days of the month). The sums of 2025 are worked by it.
    ended = Case("RU", "usn_income", ended_on=date(2025, 1, 13))
    assert ended.estimate(date(2025, 1, 5), 1000).amount("contributions.fixed") == Decimal("1875.15")
    begun = Case("RU", "usn_income", registered_on=date(2025, 4, 12))
    assert begun.estimate(date(2025, 5, 5), 1000).amount("contributions.fixed") == Decimal("38603.95")


def _advances(*quarters: int) -> dict[str, Decimal]:
    """What is paid of a year under 6 % whose quarters brought these sums."""
    days = [DayTotals(date(2025, 2 + 3 * place, 1), Decimal(income)) for place, income in enumerate(quarters)]
    estimate = INCOME.over(date(2025, 1, 1), Books.of(days, date(2025, 12, 31)))
    return {one.key: one.amount for one in estimate.instalments}


def test_six_per_cent_as_a_professional_publisher_worked_it() -> None:
    # klerk.ru/buh/articles/651715, advances for the half of 2025: no official example of these rules was found.
    paid = _advances(800_000, 700_000)
    assert paid["usn.advance/2025-q1"] == 0  # 48,000 is less than 53,658 and 5,000
    assert paid["usn.advance/2025-q2"] == 24_342  # 90,000 less 53,658 and 12,000
    # e-kontur.ru/enquiry/2342: a million earned is 60,000 of tax, before contributions are taken off.
    assert INCOME.estimate(date(2025, 2, 1), 1_000_000).amount("usn.tax") == 60_000


def test_six_per_cent_in_advances_without_employees() -> None:
    # Worked by art. 346.21(3.1), (4).
    paid = _advances(400_000, 600_000, 500_000)
    assert paid["usn.advance/2025-q1"] == 0  # 24,000 is less than 53,658 and 1,000
    assert paid["usn.advance/2025-q2"] == 0  # 60,000 is less than 53,658 and 7,000
    assert paid["usn.advance/2025-q3"] == 24_342  # 90,000 less 53,658 and 12,000
    assert paid["usn.payment/2025"] == 0
    assert paid["contributions.fixed/2025"] == 53_658
    assert paid["contributions.above/2025"] == 12_000


def test_with_employees_half_of_the_tax_stays() -> None:
    estimate = INCOME.estimate(date(2025, 2, 1), 1_000_000, employees="true", contributions_for_employees=200_000)
    assert estimate.amount("usn.tax") + estimate.amount("usn.deduction") == 30_000


def test_a_region_may_lower_the_rate() -> None:
    assert INCOME.estimate(date(2025, 2, 1), 1_000_000, regional_rate="0.01").amount("usn.tax") == 10_000
    assert INCOME.estimate(date(2025, 2, 1), 1_000_000, regional_rate="0.5").amount("usn.tax") == 60_000


def test_fifteen_per_cent_and_the_minimum_tax() -> None:
    # Worked by art. 346.18(6): 15 % of less than a million is less than 1 % of income.
    estimate = PROFIT.estimate(date(2024, 2, 1), 25_000_000, 24_000_000)
    assert estimate.amount("usn.tax") + estimate.amount("usn.minimum") == 250_000
    # Worked by art. 346.18, 346.20: 15 % of 2,000,000 - 500,000 - 53,658 - 12,000.
    assert PROFIT.estimate(date(2025, 2, 1), 2_000_000, 500_000).amount("usn.tax") == 215_151


def test_what_an_estimate_leaves_out_is_said() -> None:
    def notes(case: Case, year: int, income: int) -> set[str]:
        return {note.key for note in case.estimate(date(year, 2, 1), income).notes}

    # Art. 346.20(1.1), (2.1): 8 % and 20 % above 150 million x 1.329, until 2024.
    assert "usn.raised_rate" not in notes(INCOME, 2024, 199_350_000)
    assert "usn.raised_rate" in notes(INCOME, 2024, 199_350_001)
    assert "usn.raised_rate" not in notes(INCOME, 2025, 199_350_001)
    # Federal Law 425-FZ opened the list of costs and settled the base of the 1 % from 2026 on.
    assert notes(PROFIT, 2025, 1_000) == {"usn.expenses_list", "usn.one_percent_base"}
    assert notes(PROFIT, 2026, 1_000) == {"usn.expenses_list"}


def test_vat_threshold_of_each_year() -> None:
    for year, threshold in ((2025, 60_000_000), (2026, 20_000_000)):
        vat = INCOME.estimate(date(year, 2, 1), 20_000_001).limits[1]
        assert (vat.key, vat.figure.value, vat.exceeded) == ("usn.vat_threshold", threshold, year == 2026)  # type: ignore[comparison-overlap]  # a Decimal equals an int


def test_a_patent_of_a_year_and_of_a_part() -> None:
    patent = Case("RU", "patent")
    whole = patent.estimate(
        date(2025, 3, 1), 0, potential_income=1_000_000, patent_start="2025-01-01", patent_end="2025-12-31"
    )
    # Tax Code art. 346.50, 346.51: 60,000, all of it covered by 53,658 and 7,000.
    assert (whole.amount("patent.tax"), whole.amount("patent.deduction"), whole.total) == (60_000, -60_000, 60_658)  # type: ignore[comparison-overlap]  # a Decimal equals an int
    part = patent.estimate(
        date(2025, 3, 1), 0, potential_income=3_650_000, patent_start="2025-05-01", patent_end="2025-12-31"
    )
    assert part.amount("patent.tax") == 147_000  # 6 % of 10,000 a day for 245 days
    paid = {one.key: (one.amount, one.due_on) for one in part.instalments}
    owed = 147_000 - 53_658 - 21_500
    assert paid["patent.third/2025-05-01"] == (owed // 3, date(2025, 7, 30))  # type: ignore[comparison-overlap]  # a Decimal equals an int
    assert paid["patent.rest/2025-05-01"] == (owed - owed // 3, date(2025, 12, 29))  # type: ignore[comparison-overlap]  # a Decimal equals an int


def test_a_patent_needs_its_days() -> None:
    with pytest.raises(InvalidTaxFactError):
        Case("RU", "patent").estimate(date(2025, 3, 1), 0, potential_income=1)


@pytest.mark.parametrize("regime", ["usn_income", "usn_profit"])
def test_an_estimate_of_who_closed_says_when_to_pay(regime: str) -> None:
    ended = Case("RU", regime, ended_on=date(2025, 4, 15))
    days = Books.of([DayTotals(date(2025, 2, 1), Decimal(900_000))], date(2025, 4, 15))
    closed, left = (ended.over(date(2025, 2, 1), days, closed=told) for told in ("true", "false"))
    due = [{one.key: one.due_on for one in estimate.instalments} for estimate in (closed, left)]
    assert {one["contributions.fixed/2025"] for one in due} == {date(2025, 4, 30), date(2025, 12, 29)}
    assert {one["contributions.above/2025"] for one in due} == {date(2025, 4, 30), date(2026, 7, 1)}
    notes = [{note.key for note in estimate.notes} for estimate in (closed, left)]
    assert notes[0] - notes[1] == {"usn.closing"}
    assert closed.total == left.total

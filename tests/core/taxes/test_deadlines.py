"""Deadlines of 2024 to 2027 against the days that the authorities gave, or the calendar gives where none did."""

from datetime import date

import pytest

from core.taxes.errors import UnknownFigureError
from core.taxes.rules.country import VatStatus
from core.taxes.rules.deadline import next_working_day
from core.taxes.rules.registry import countries, rules_of
from core.taxes.rules.russian_names import name_of
from tests.support.taxes import Case

USN, NPD = Case("RU", "usn_income"), Case("RU", "npd")
TRADER, SOLE = Case("GB", "self_assessment"), Case("US", "schedule_c")


def _days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # 28 and 29 April 2024 were days off, 30 April too; the Saturdays 27 April and 28 December 2024 were worked.
        (2024, ["2024-01-29", "2024-02-28", "2024-03-28", "2024-05-02", "2024-05-28", "2024-06-28", "2024-07-29",
                "2024-08-28", "2024-09-30", "2024-10-28", "2024-11-28", "2024-12-28"]),
        (2025, ["2025-01-28", "2025-02-28", "2025-03-28", "2025-04-28", "2025-05-28", "2025-06-30", "2025-07-28",
                "2025-08-28", "2025-09-29", "2025-10-28", "2025-11-28", "2025-12-29"]),
        (2026, ["2026-01-28", "2026-03-02", "2026-03-30", "2026-04-28", "2026-05-28", "2026-06-29", "2026-07-28",
                "2026-08-28", "2026-09-28", "2026-10-28", "2026-11-30", "2026-12-28"]),
        (2027, ["2027-01-28", "2027-03-01", "2027-03-29", "2027-04-28", "2027-05-28", "2027-06-28", "2027-07-28",
                "2027-08-30", "2027-09-28", "2027-10-28", "2027-11-29", "2027-12-28"]),
    ],
)  # fmt: skip
def test_npd_is_paid_by_the_28th(year: int, days: list[str]) -> None:
    assert list(NPD.due(year, "npd.payment/").values()) == _days(*days)


@pytest.mark.parametrize(
    ("year", "declaration", "annual", "advances"),
    [
        (2024, "2024-04-25", "2024-05-02", ["2024-05-02", "2024-07-29", "2024-10-28"]),
        (2025, "2025-04-25", "2025-04-28", ["2025-04-28", "2025-07-28", "2025-10-28"]),
        (2026, "2026-04-27", "2026-04-28", ["2026-04-28", "2026-07-28", "2026-10-28"]),
        (2027, "2027-04-26", "2027-04-28", ["2027-04-28", "2027-07-28", "2027-10-28"]),
    ],
)
def test_the_simplified_system(year: int, declaration: str, annual: str, advances: list[str]) -> None:
    assert USN.due(year, "usn.declaration/") == {str(year - 1): date.fromisoformat(declaration)}
    assert USN.due(year, "usn.payment/") == {str(year - 1): date.fromisoformat(annual)}
    assert sorted(USN.due(year, "usn.advance/").values()) == _days(*advances)


def test_who_closes_pays_contributions_within_fifteen_days() -> None:
    # Art. 432(5); FNS letter BS-3-11/755 of 7.02.2017 has the case of 13 January.
    ended = Case("RU", "usn_income", ended_on=date(2025, 1, 13))
    assert ended.due(2025, "contributions.", closed="true") == {
        "fixed/2025": date(2025, 1, 28),
        "above/2025": date(2025, 1, 28),
        "fixed/2024": date(2025, 1, 9),
        "above/2024": date(2025, 7, 1),
    }
    assert ended.due(2025, "contributions.") == {  # only the regime was left
        "fixed/2025": date(2025, 12, 29),
        "fixed/2024": date(2025, 1, 9),
        "above/2024": date(2025, 7, 1),
    }
    assert list(ended.due(2025, "usn.advance/")) == ["2025-q1"]
    at_the_end = Case("RU", "patent", ended_on=date(2025, 12, 25))
    assert at_the_end.due(2026, "contributions.fixed/", closed="true") == {"2025": date(2026, 1, 12)}
    assert at_the_end.due(2025, "contributions.fixed/", closed="true") == {"2024": date(2025, 1, 9)}


def test_contributions_of_entrepreneurs() -> None:
    # 31 December 2024 was a day off: nalog.gov.ru gave 9 January 2025. Since 2025 it is 28 December.
    assert USN.due(2025, "contributions.fixed/") == {"2024": date(2025, 1, 9), "2025": date(2025, 12, 29)}
    assert USN.due(2026, "contributions.fixed/") == {"2026": date(2026, 12, 28)}
    assert USN.due(2027, "contributions.fixed/") == {"2027": date(2027, 12, 28)}
    for year in (2024, 2025, 2026, 2027):
        assert USN.due(year, "contributions.above/") == {str(year - 1): date(year, 7, 1)}


@pytest.mark.parametrize(
    ("year", "estimated", "filing"),
    [
        # irs.gov, Form 1040-ES. 15 January 2024 was Martin Luther King Day.
        (2024, ["2024-01-16", "2024-04-15", "2024-06-17", "2024-09-16"], "2024-04-15"),
        (2025, ["2025-01-15", "2025-04-15", "2025-06-16", "2025-09-15"], "2025-04-15"),
        (2026, ["2026-01-15", "2026-04-15", "2026-06-15", "2026-09-15"], "2026-04-15"),
        (2027, ["2027-01-15", "2027-04-15", "2027-06-15", "2027-09-15"], "2027-04-15"),
    ],
)
def test_estimated_tax_and_the_return(year: int, estimated: list[str], filing: str) -> None:
    assert sorted(SOLE.due(year, "estimated_tax").values()) == _days(*estimated)
    assert SOLE.due(year, "income_tax.return/") == {str(year - 1): date.fromisoformat(filing)}


@pytest.mark.parametrize(("stated", "due"), [("2022-04-15", "2022-04-18"), ("2023-04-15", "2023-04-18"),
                                             ("2028-04-15", "2028-04-18")])  # fmt: skip
def test_emancipation_day_moves_the_return(stated: str, due: str) -> None:
    # irs.gov gave 18 April in 2022 and 2023.
    assert next_working_day(date.fromisoformat(stated), "US", "DC") == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("year", "january", "july"),
    [
        (2024, "2024-01-31", "2024-07-31"),
        (2025, "2025-01-31", "2025-07-31"),
        # 31 January is a Saturday in 2026 and a Sunday in 2027, 31 July 2027 a Saturday: money must be there before.
        (2026, "2026-01-30", "2026-07-31"),
        (2027, "2027-01-29", "2027-07-30"),
    ],
)
def test_self_assessment(year: int, january: str, july: str) -> None:
    first, last = f"{year - 1}-{year % 100:02d}", f"{year - 2}-{(year - 1) % 100:02d}"
    assert TRADER.due(year, "self_assessment.on_account_1/") == {first: date.fromisoformat(january)}
    assert TRADER.due(year, "self_assessment.on_account_2/") == {first: date.fromisoformat(july)}
    assert TRADER.due(year, "self_assessment.balancing/") == {last: date.fromisoformat(january)}
    # A return is due on the day itself.
    assert TRADER.due(year, "self_assessment.return/") == {last: date(year, 1, 31)}
    assert TRADER.due(year, "self_assessment.paper_return/") == {first: date(year, 10, 31)}


def test_making_tax_digital_begins_in_april_2026() -> None:
    # gov.uk, quarterly updates: 7 August, 7 November, 7 February, 7 May.
    assert TRADER.due(2025, "mtd.", making_tax_digital="true") == {}
    assert list(TRADER.due(2026, "mtd.", making_tax_digital="true").values()) == [date(2026, 8, 7), date(2026, 11, 7)]
    assert list(TRADER.due(2027, "mtd.", making_tax_digital="true").values()) == [
        date(2027, 2, 7), date(2027, 5, 7), date(2027, 8, 7), date(2027, 11, 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "prepayments", "annual"),
    [
        (2024, ["2024-03-11", "2024-06-10", "2024-09-10", "2024-12-10"], "2024-09-02"),
        (2025, ["2025-03-10", "2025-06-10", "2025-09-10", "2025-12-10"], "2025-07-31"),
        (2026, ["2026-03-10", "2026-06-10", "2026-09-10", "2026-12-10"], "2026-07-31"),
        (2027, ["2027-03-10", "2027-06-10", "2027-09-10", "2027-12-10"], "2027-08-02"),
    ],
)
def test_german_prepayments_and_returns(year: int, prepayments: list[str], annual: str) -> None:
    case = Case("DE", "euer")
    assert list(case.due(year, "income_tax.prepayment/").values()) == _days(*prepayments)
    assert case.due(year, "income_tax.return/") == {str(year - 1): date.fromisoformat(annual)}


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["01-10", "02-12", "03-11", "04-10", "05-10", "06-10", "07-10", "08-12", "09-10", "10-10", "11-11",
                "12-10"]),
        (2025, ["01-10", "02-10", "03-10", "04-10", "05-12", "06-10", "07-10", "08-11", "09-10", "10-10", "11-10",
                "12-10"]),
        (2026, ["01-12", "02-10", "03-10", "04-10", "05-11", "06-10", "07-10", "08-10", "09-10", "10-12", "11-10",
                "12-10"]),
        (2027, ["01-11", "02-10", "03-10", "04-12", "05-10", "06-10", "07-12", "08-10", "09-10", "10-11", "11-10",
                "12-10"]),
    ],
)  # fmt: skip
def test_german_vat_returns_of_a_month(year: int, days: list[str]) -> None:
    case = Case("DE", "euer", vat=VatStatus.REGISTERED, region="BE")
    found = case.due(year, "vat.advance_filing/", vat_period="monthly")
    assert list(found.values()) == _days(*(f"{year}-{day}" for day in days))
    assert found == case.due(year, "vat.advance_payment/", vat_period="monthly")


def test_the_permanent_extension_gives_a_month() -> None:
    case = Case("DE", "euer", vat=VatStatus.REGISTERED, region="BE")
    quarters = case.due(2026, "vat.advance_filing/", permanent_extension="true")
    assert quarters == {
        "2025-q4": date(2026, 2, 10), "2026-q1": date(2026, 5, 11), "2026-q2": date(2026, 8, 10),
        "2026-q3": date(2026, 11, 10),
    }  # fmt: skip
    months = case.due(2026, "vat.advance_filing/", vat_period="monthly", permanent_extension="true")
    assert months["2026-01"] == date(2026, 3, 10)
    special = case.due(2026, "vat.special_prepayment/", vat_period="monthly", permanent_extension="true")
    assert special == {"2026": date(2026, 2, 10)}


def test_a_holiday_of_one_land_moves_its_deadlines_alone() -> None:
    # 6 January is a holiday in Bavaria and not in Berlin; Corpus Christi likewise.
    assert next_working_day(date(2026, 1, 6), "DE", "BY") == date(2026, 1, 7)
    assert next_working_day(date(2026, 1, 6), "DE", "BE") == date(2026, 1, 6)


@pytest.mark.parametrize("country", sorted(countries()))
@pytest.mark.parametrize("year", [2023, 2028])
def test_years_whose_days_of_rest_are_unknown_are_refused(country: str, year: int) -> None:
    rules = rules_of(country)
    regime = next(iter(rules.regimes))
    with pytest.raises(UnknownFigureError, match=f"deadlines.years is not known for {year}"):
        rules.deadlines(Case(country, regime).profile(), year)


def test_nothing_is_due_before_registration_or_after_the_end() -> None:
    late = Case("RU", "npd", registered_on=date(2025, 9, 15))
    assert list(late.due(2025, "npd.payment/")) == ["2025-10", "2025-11"]
    ended = Case("RU", "npd", ended_on=date(2025, 2, 10))
    assert list(ended.due(2025, "npd.payment/")) == ["2024-12", "2025-01", "2025-02"]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_deadline_has_a_name_in_russian(year: int) -> None:
    cases = [
        (Case("RU", "npd"), {}),
        (USN, {}),
        (Case("RU", "usn_profit"), {}),
        (Case("RU", "patent"), {"patent_start": f"{year}-01-01", "patent_end": f"{year}-12-31"}),
        (TRADER, {"making_tax_digital": "true"}),
        (Case("GB", "self_assessment", registered_on=date(year - 1, 5, 1)), {}),
        (SOLE, {}),
        (Case("DE", "euer", vat=VatStatus.REGISTERED), {"vat_period": "monthly", "permanent_extension": "true"}),
        (Case("DE", "euer", vat=VatStatus.REGISTERED), {"vat_period": "quarterly"}),
    ]
    names = set()
    for case, facts in cases:
        for one in rules_of(case.country).deadlines(case.profile(**facts), year):
            assert name_of(one, "en") == one.label
            names.add(name_of(one, "ru"))
    assert len(names) > 25

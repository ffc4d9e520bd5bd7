"""Properties that hold for every country and regime."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.taxes.errors import InvalidTaxFactError, InvalidTaxIdError, UnknownFigureError
from core.taxes.rules.books import Books, DayTotals
from core.taxes.rules.estimate import Estimate, LineKind
from core.taxes.rules.figures import Figure
from core.taxes.rules.germany.tariff import income_tax, solidarity_surcharge
from core.taxes.rules.registry import countries, rules_of
from core.taxes.rules.united_states.figures import FIGURES as AMERICAN
from tests.support.taxes import Case

REGIMES = [
    (Case("RU", "npd"), {}),
    (Case("RU", "usn_income"), {}),
    (Case("RU", "usn_income"), {"employees": "true"}),
    (Case("RU", "usn_profit"), {}),
    (Case("GB", "self_assessment"), {}),
    (Case("GB", "self_assessment", region="SCT"), {}),
    (Case("DE", "euer"), {}),
    (Case("DE", "euer"), {"joint": "true", "church_member": "true"}),
    (Case("US", "schedule_c"), {}),
    (Case("US", "schedule_c"), {"filing_status": "joint"}),
]
incomes = st.integers(0, 5_000_000).map(Decimal)
days = st.dates(date(2024, 4, 6), date(2026, 12, 31))


def _spread(year_day: date, amounts: list[tuple[int, int, int]]) -> Books:
    start = year_day.replace(month=4, day=6)
    at = [(start.replace(month=5 + place % 8, day=1 + place % 28), income, spent) for place, income, spent in amounts]
    return Books.of([DayTotals(day, Decimal(income), Decimal(spent)) for day, income, spent in at], year_day)


@pytest.mark.parametrize(("case", "facts"), REGIMES)
@given(day=days, income=incomes, more=st.integers(0, 100_000))
def test_who_earns_more_owes_no_less(case: Case, facts: dict[str, str], day: date, income: Decimal, more: int) -> None:
    # Two steps are the law's: SE tax starts at 400 of earnings, and the business deduction ends at its threshold.
    if case.country == "US":
        limit = AMERICAN.on("qbi.threshold_single", day).value
        income = income % limit
        if income + more < 434 or income + more > limit:
            more = 0
    less, greater = case.estimate(day, income, **facts), case.estimate(day, income + more, **facts)
    # Whole roubles of tax and of what is deducted from it may differ by one.
    slack = 2 if case.country == "RU" else Decimal("0.02")
    assert greater.total >= less.total - slack


@pytest.mark.parametrize(("case", "facts"), REGIMES)
@given(
    day=days,
    amounts=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 900_000), st.integers(0, 300_000)), max_size=8),
)
def test_instalments_sum_to_the_total(
    case: Case, facts: dict[str, str], day: date, amounts: list[tuple[int, int, int]]
) -> None:
    _whole(case.over(day, _spread(day, amounts), **facts))


@given(
    start=st.dates(date(2025, 1, 1), date(2025, 11, 30)),
    days_long=st.integers(30, 364),
    supposed=st.integers(0, 60_000_000),
)
def test_so_do_those_of_a_patent(start: date, days_long: int, supposed: int) -> None:
    end = min(date.fromordinal(start.toordinal() + days_long), date(2025, 12, 31))
    facts = {"patent_start": start, "patent_end": end, "potential_income": supposed}
    _whole(Case("RU", "patent").estimate(date(2025, 5, 1), 0, **facts))


def _whole(estimate: Estimate) -> None:
    assert sum(one.amount for one in estimate.instalments) == estimate.total
    assert estimate.total == sum(one.amount for one in estimate.lines if one.kind is not LineKind.BASE)
    assert all(one.figures for one in estimate.lines if one.kind is LineKind.CHARGE)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@given(taxable=st.integers(0, 400_000))
def test_the_german_tariff_makes_no_jump(year: int, taxable: int) -> None:
    day = date(year, 1, 1)
    step = income_tax(Decimal(taxable + 1), day, joint=False) - income_tax(Decimal(taxable), day, joint=False)
    assert 0 <= step <= 1
    tax = Decimal(taxable)
    rise = solidarity_surcharge(tax + 1, day, joint=False) - solidarity_surcharge(tax, day, joint=False)
    assert 0 <= rise <= Decimal("0.12")


def _every_figure() -> list[tuple[str, Figure]]:
    found = []
    for code in sorted(countries()):
        package = type(rules_of(code)).__module__.rsplit(".", 1)[0]
        figures = __import__(f"{package}.figures", fromlist=["FIGURES"]).FIGURES
        found += [(code, figure) for figure in figures.every()]
    return found


def test_every_figure_names_its_source() -> None:
    every = _every_figure()
    assert len(every) > 100
    assert all(len(figure.source) > 8 for _, figure in every)


def test_bands_rise_in_order_and_end_open() -> None:
    tables = [figure for _, figure in _every_figure() if "bands" in figure.key]
    assert len(tables) > 15
    for table in tables:
        uppers = [row[0] for row in table.rows]
        assert uppers[-1] is None
        assert all(low is not None and (high is None or low < high) for low, high in pairwise(uppers))


@pytest.mark.parametrize(("case", "facts"), REGIMES)
@pytest.mark.parametrize("year", [2020, 2023, 2028])
def test_a_year_without_figures_is_never_guessed(case: Case, facts: dict[str, str], year: int) -> None:
    with pytest.raises(UnknownFigureError) as refused:
        case.estimate(date(year, 6, 1), 100_000, **facts)
    assert refused.value.figure in refused.value.message
    assert str(refused.value.day.year) in refused.value.message


@pytest.mark.parametrize(
    ("country", "kind", "good", "bad"),
    [
        ("RU", "inn", "500100732259", "500100732258"),
        ("GB", "utr", "1955839661", "2955839661"),
        ("DE", "idnr", "36 574 261 809", "36574261890"),
        ("US", "ein", "91-1144442", "07-1144442"),
        ("US", "ssn", "536-90-4399", "987-65-4320"),
    ],
)
def test_an_impossible_tax_number_is_refused_and_not_repeated(country: str, kind: str, good: str, bad: str) -> None:
    rules = rules_of(country)
    assert rules.check_tax_id(kind, good).isdigit()
    with pytest.raises(InvalidTaxIdError) as refused:
        rules.check_tax_id(kind, bad)
    assert bad not in refused.value.message
    with pytest.raises(InvalidTaxIdError):
        rules.check_tax_id("library_card", good)


@pytest.mark.parametrize(
    "facts",
    [
        {"shoe_size": 42},
        {"organisations_share": "1.01"},
        {"organisations_share": "NaN"},
        {"organisations_share": "half"},
        {"deduction_left": "-1"},
        {"deduction_left": "1e400"},
    ],
)
def test_facts_that_cant_be_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(InvalidTaxFactError):
        Case("RU", "npd").profile(**facts)

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from core.ports.forecaster import AccountHistory, ChangedItem, KnownItem, Movement, Scenario
from ml.forecast.predict import HorizonError, load_forecaster

AS_OF = date(2025, 8, 31)


def _history(
    name: str, currency: str = "RUB", balance: int = 500_000, known: tuple[KnownItem, ...] = ()
) -> AccountHistory:
    """A salary on the 10th, rent on the 20th, and spending at random days."""
    chance = np.random.default_rng(len(name))
    rows = [
        row
        for month in range(1, 9)
        for row in (
            Movement(date(2025, month, 10), 10_000_00, "Salary"),
            Movement(date(2025, month, 20), -6_000_00, "Rent"),
        )
    ]
    days = chance.integers(0, 240, size=60)
    amounts = chance.integers(1_000, 12_000, size=60)
    rows += [
        Movement(date(2025, 1, 1) + timedelta(days=int(day)), -int(amount), "Shop")
        for day, amount in zip(days, amounts, strict=True)
    ]
    return AccountHistory(name, currency, AS_OF, balance, rows, known)


def test_a_sum_is_less_uncertain_than_its_parts_together() -> None:
    made = load_forecaster().forecast_together([_history("one"), _history("other")], 30)
    (total,) = made.totals
    last = total.days[-1]
    parts = [account.days[-1] for account in made.accounts]
    width = sum(part.p90_minor - part.p10_minor for part in parts)
    assert 0 < last.p90_minor - last.p10_minor < width
    assert total.accounts == ["one", "other"]
    assert total.balance_minor == 1_000_000


def test_the_total_of_one_account_is_its_own_forecast_but_for_the_grid_of_paths() -> None:
    made = load_forecaster().forecast_together([_history("one")], 60)
    (total,), (account,) = made.totals, made.accounts
    for ours, sum_of_one in zip(account.days, total.days, strict=True):
        width = ours.p90_minor - ours.p10_minor
        assert abs(ours.p50_minor - sum_of_one.p50_minor) <= 0.02 * width
        assert abs(ours.p10_minor - sum_of_one.p10_minor) <= 0.02 * width


def test_currencies_are_summed_apart_and_together_by_rates() -> None:
    histories = [_history("a"), _history("b", currency="EUR", balance=10_000)]
    forecaster = load_forecaster()
    assert [total.currency for total in forecaster.forecast_together(histories, 5).totals] == ["EUR", "RUB"]
    made = forecaster.forecast_together(histories, 5, rates={"EUR": Decimal(90)}, total_currency="RUB")
    assert [(total.currency, total.balance_minor) for total in made.totals] == [
        ("EUR", 10_000),
        ("RUB", 500_000),
        ("RUB", 1_400_000),
    ]


def test_known_items_add_exactly_their_amount_from_their_day_on() -> None:
    invoice = KnownItem(AS_OF + timedelta(days=6), 123_456, "Invoice 5", "invoice")
    plain = load_forecaster().forecast(_history("a"), 20)
    known = load_forecaster().forecast(_history("a", known=(invoice,)), 20)
    moved = [after.p50_minor - before.p50_minor for before, after in zip(plain.days, known.days, strict=True)]
    assert moved == [0] * 5 + [123_456] * 15
    assert [(event.day, event.amount_minor) for event in known.events if event.kind == "invoice"] == [
        (invoice.day, 123_456)
    ]


def test_a_known_item_takes_the_place_of_the_recurring_one_that_it_is() -> None:
    rent = KnownItem(date(2025, 9, 22), -6_100_00, "Rent, as agreed", "payment")
    plain = {day.day: day.p50_minor for day in load_forecaster().forecast(_history("a"), 30).days}
    made = load_forecaster().forecast(_history("a", known=(rent,)), 30)
    known = {day.day: day.p50_minor for day in made.days}
    assert known[date(2025, 9, 21)] - plain[date(2025, 9, 21)] == 6_000_00
    assert known[date(2025, 9, 22)] - plain[date(2025, 9, 22)] == -100_00
    assert [event.label for event in made.events if event.kind != "everyday"] == ["Salary", "Rent, as agreed"]


def test_a_scenario_scales_income_and_changes_items() -> None:
    supposed = Scenario(
        extra={"a": [KnownItem(date(2025, 9, 3), -50_000, "Laptop")]},
        changed=[ChangedItem("rent", -7_000_00, date(2025, 10, 1))],
        income_factor=Decimal("0.8"),
    )
    forecaster = load_forecaster()
    plain = {day.day: day.p50_minor for day in forecaster.forecast(_history("a"), 60).days}
    (made,) = forecaster.forecast_together([_history("a")], 60, supposed).accounts
    what_if = {day.day: day.p50_minor for day in made.days}
    assert [what_if[date(2025, *day)] - plain[date(2025, *day)] for day in ((9, 2), (9, 3), (9, 10), (9, 20))] == [
        0,
        -50_000,
        -250_000,
        -250_000,
    ]
    assert what_if[date(2025, 10, 20)] - plain[date(2025, 10, 20)] == -550_000


def test_events_add_up_to_the_change_of_the_middle() -> None:
    made = load_forecaster().forecast(_history("a"), 45)
    assert sum(event.amount_minor for event in made.events) == made.days[-1].p50_minor - 500_000
    assert made.events[-1].kind == "everyday"
    assert [event.day for event in made.events] == sorted(event.day for event in made.events)


@pytest.mark.parametrize(
    ("balance", "chance", "first_day"),
    [(100_000_000, 0.0, None), (-100_000_000, 1.0, date(2025, 9, 1))],
)
def test_the_chance_of_a_shortfall(balance: int, chance: float, first_day: date | None) -> None:
    made = load_forecaster().forecast(_history("a", balance=balance), 30)
    assert made.shortfall is not None
    assert (made.shortfall.chance, made.shortfall.first_day) == (chance, first_day)


def test_nothing_known_but_a_plan_is_the_plan() -> None:
    plan = KnownItem(AS_OF + timedelta(days=2), -100, "Tax", "tax")
    made = load_forecaster().forecast(AccountHistory("a", "EUR", AS_OF, 50, [], [plan]), 3)
    assert [(day.p10_minor, day.p50_minor, day.p90_minor) for day in made.days] == [(50,) * 3, (-50,) * 3, (-50,) * 3]
    assert made.shortfall is not None
    assert (made.shortfall.chance, made.shortfall.first_day) == (1.0, plan.day)


def test_nothing_is_no_total_and_bounds_hold() -> None:
    assert load_forecaster().forecast_together([], 30).totals == []
    with pytest.raises(HorizonError):
        load_forecaster().forecast_together([_history("a")], 181)


def test_a_single_row_does_not_become_a_trend() -> None:
    made = load_forecaster().forecast(AccountHistory("a", "EUR", AS_OF, 500, [Movement(AS_OF, 500, "x")]), 180)
    assert all(abs(day.p50_minor - 500) <= 50 for day in made.days)

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ports.forecaster import AccountForecast, AccountHistory, Movement, Period
from ml.forecast.predict import HorizonError, load_forecaster, read_account
from ml.forecast.signals import SIGNALS

AS_OF = date(2025, 8, 31)


def _forecast(movements: list[Movement], balance: int = 100_000, horizon: int = 30) -> AccountForecast:
    return load_forecaster().forecast(AccountHistory("a", "RUB", AS_OF, balance, movements), horizon)


def _salary_and_rent() -> list[Movement]:
    rows = []
    for month in range(1, 9):
        rows.append(Movement(date(2025, month, 10), 100_000_00, "Salary"))
        rows.append(Movement(date(2025, month, 20), -100_000_00, "Rent"))
    return rows


def test_known_items_move_the_balance_on_their_days_only() -> None:
    forecast = _forecast(_salary_and_rent(), balance=5_000_00)
    middle = {day.day: day.p50_minor for day in forecast.days}
    assert middle[date(2025, 9, 9)] == 5_000_00
    assert middle[date(2025, 9, 10)] == middle[date(2025, 9, 19)] == 105_000_00
    assert middle[date(2025, 9, 20)] == middle[date(2025, 9, 30)] == 5_000_00
    assert [(item.label, item.period) for item in forecast.recurring] == [
        ("Rent", Period.MONTHLY),
        ("Salary", Period.MONTHLY),
    ]
    assert forecast.warnings == []


def test_an_empty_history_is_a_flat_line_with_a_warning() -> None:
    forecast = _forecast([], balance=-7, horizon=180)
    assert [(day.p10_minor, day.p50_minor, day.p90_minor) for day in forecast.days] == [(-7, -7, -7)] * 180
    assert forecast.recurring == []
    assert forecast.warnings == ["There are no movements to learn from: the balance is shown as it stands."]


def test_one_row_gives_an_answer_with_a_warning() -> None:
    forecast = _forecast([Movement(AS_OF, -500, "Coffee")])
    assert len(forecast.days) == 30
    assert forecast.warnings == ["Only 1 days are known: the forecast is rough."]


def test_rows_dated_ahead_change_nothing_but_are_told() -> None:
    rows = _salary_and_rent()
    ahead = _forecast([*rows, Movement(AS_OF + timedelta(days=1), -9_999_99, "Later")])
    assert ahead.days == _forecast(rows).days
    assert ahead.warnings == ["1 movements dated after 2025-08-31 were left out."]


def test_all_equal_rows_are_one_weekly_item() -> None:
    rows = [Movement(AS_OF - timedelta(weeks=week), -1_000, "Same") for week in range(12, -1, -1)]
    forecast = _forecast(rows)
    [item] = forecast.recurring
    assert (item.period, item.amount_minor, item.next_date) == (Period.WEEKLY, -1_000, AS_OF + timedelta(weeks=1))


def test_days_follow_each_other_and_the_same_history_gives_the_same_forecast() -> None:
    forecast = _forecast(_salary_and_rent(), horizon=180)
    assert forecast.days[0].day == AS_OF + timedelta(days=1)
    assert all(later.day - earlier.day == timedelta(days=1) for earlier, later in pairwise(forecast.days))
    assert len(forecast.days) == 180
    assert forecast == _forecast(_salary_and_rent()[::-1], horizon=180)
    assert forecast.model == load_forecaster().version


def test_the_band_holds_a_balance_that_often_stood_still_for_so_long() -> None:
    spent = [Movement(AS_OF - timedelta(days=back), -3_000_00, f"Shop {back}") for back in range(1, 240, 9)]
    earned = [Movement(AS_OF - timedelta(days=back), 11_000_00, f"Client {back}") for back in range(4, 240, 31)]
    days = _forecast([*spent, *earned], balance=50_000_00).days
    assert all(day.p10_minor <= 50_000_00 <= day.p90_minor for day in days[:4])
    daily = [Movement(AS_OF - timedelta(days=back), -300_00, f"Shop {back}") for back in range(240)]
    assert any(day.p90_minor < 50_000_00 for day in _forecast(daily, balance=50_000_00).days[:4])


def test_savings_that_are_lived_on_keep_falling_for_months() -> None:
    rows = [Movement(AS_OF - timedelta(days=250), 400_000_00, "Savings")]
    rows += [Movement(AS_OF - timedelta(days=back), -1_000_00, f"Shop {back % 5}") for back in range(249, -1, -1)]
    middle = [day.p50_minor for day in _forecast(rows, balance=150_000_00, horizon=120).days]
    assert middle[29] == pytest.approx(120_000_00, rel=0.05)
    assert middle[89] == pytest.approx(60_000_00, rel=0.25)
    assert middle[119] < middle[89] < middle[59] < middle[29]


def test_an_account_that_had_money_before_its_first_known_movement_is_no_newcomer() -> None:
    rows = [Movement(AS_OF - timedelta(days=back), -1_000_00, f"Shop {back % 5}") for back in range(90, -1, -1)]
    opened = [Movement(AS_OF - timedelta(days=91), 191_000_00, "Opening"), *rows]

    def age(movements: list[Movement]) -> float:
        signals = read_account(AccountHistory("a", "RUB", AS_OF, 100_000_00, movements)).usual.signals
        return float(signals.values[0, SIGNALS.index("age: one")])

    assert age(rows) == 1.0
    assert age(opened) == pytest.approx(1 - 60 / 92)
    assert _forecast(rows, balance=100_000_00).days[-1].p50_minor == pytest.approx(70_000_00, rel=0.1)


def test_the_second_month_goes_on_where_the_first_ended() -> None:
    rows = [Movement(AS_OF - timedelta(days=back), -2_000_00, f"Shop {back % 5}") for back in range(0, 240, 3)]
    rows += [Movement(AS_OF - timedelta(days=back), 30_000_00, f"Client {back}") for back in range(11, 240, 29)]
    middle = [day.p50_minor for day in _forecast(rows, balance=100_000_00, horizon=60).days]
    steps = [abs(later - earlier) for earlier, later in pairwise(middle)]
    assert middle[29] != 100_000_00
    assert max(steps[28:33]) <= max(steps[:28])


@pytest.mark.parametrize("horizon", [0, -1, 181])
def test_other_horizons_are_refused(horizon: int) -> None:
    with pytest.raises(HorizonError, match="1 to 180 days"):
        _forecast([], horizon=horizon)


MOVEMENTS = st.lists(
    st.builds(
        Movement,
        st.dates(date(2024, 6, 1), date(2025, 10, 1)),
        st.integers(-(10**13), 10**13),
        st.sampled_from(["Shop", "Аренда", "", "12"]),
        st.sampled_from(["", "ООО Ромашка"]),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(MOVEMENTS, st.integers(-(2**62), 2**62), st.integers(1, 180))
def test_quantiles_are_ordered_whole_numbers_for_every_day(rows: list[Movement], balance: int, horizon: int) -> None:
    forecast = _forecast(rows, balance, horizon)
    assert len(forecast.days) == horizon
    for day in forecast.days:
        assert all(type(value) is int for value in (day.p10_minor, day.p50_minor, day.p90_minor))
        assert day.p10_minor <= day.p50_minor <= day.p90_minor
    for item in forecast.recurring:
        assert item.next_date > AS_OF
        assert 0 < item.confidence < 1

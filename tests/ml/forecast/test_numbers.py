"""The quick ways to reckon against the plain ones."""

import random
from datetime import date, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest

from core.ports.forecaster import Movement, Period
from ml.forecast.account_days import account_days
from ml.forecast.past_changes import past_changes, quiet_share
from ml.forecast.past_skill import drift_of, past_skill
from ml.forecast.paths import PATHS, paths_of
from ml.forecast.periods import due_of
from ml.forecast.rows import Rows
from ml.forecast.signals import middle_of_known
from ml.forecast.spaced_days import allowed_gaps, days_as_bits, have_run


def test_the_middle_of_known_numbers_is_that_of_numpy() -> None:
    rows = np.random.default_rng(1).normal(size=(6, 40))
    rows[np.random.default_rng(2).random(rows.shape) < 0.4] = np.nan
    rows[:, 3] = np.nan
    rows[:, 4] = 2.0
    middle = middle_of_known(rows, np.full(40, -1.0))
    assert middle[3] == -1.0
    known = ~np.isnan(rows).all(axis=0)
    assert np.array_equal(middle[known], np.nanmedian(rows[:, known], axis=0))


def test_past_changes_are_quantiles_of_numpy() -> None:
    flow = np.random.default_rng(3).normal(size=90)
    low, high = past_changes(flow, 30)
    balance = np.concatenate((np.zeros(1), np.cumsum(flow)))
    ten, middle, ninety = np.quantile(balance[1:] - balance[:-1], (0.1, 0.5, 0.9))
    assert low[0] == pytest.approx(ten - middle, rel=1e-12)
    assert high[0] == pytest.approx(ninety - middle, rel=1e-12)


def test_a_stretch_is_quiet_when_no_money_moved_in_all_its_days() -> None:
    flow = np.zeros(10)
    flow[[2, 7]] = -5.0
    # Of ten single days eight are quiet; of the nine pairs 0-1, 3-4, 4-5, 5-6 and 8-9; of the eight threes 3-5 and 4-6.
    assert quiet_share(flow, 12).tolist() == pytest.approx([8 / 10, 5 / 9, 2 / 8, 1 / 7, *[0.0] * 8])
    long_ago = np.concatenate((np.ones(50), np.zeros(180)))
    assert quiet_share(long_ago, 3).tolist() == [1.0, 1.0, 1.0]


def test_a_rule_is_believed_as_far_as_it_foretold_the_past() -> None:
    opening = 100_000.0
    steady = np.array([opening, *[-10.0] * 200])
    assert drift_of(steady) == -10.0
    assert past_skill(steady).drift == past_skill(steady).again == pytest.approx(0.95, abs=0.03)
    months = np.zeros(241)
    months[0] = opening
    months[5::30], months[20::30] = 3_000.0, -3_000.0
    cycle = past_skill(months)
    assert cycle.again > 0.9
    assert cycle.drift < 0.2
    strokes = np.random.default_rng(6).normal(size=300)
    assert max(past_skill(strokes).again, past_skill(strokes).drift) < 0.1
    young = past_skill(steady[:70])
    assert 0 < young.drift < past_skill(steady).drift
    for nothing in (np.zeros(300), np.zeros(1), steady[:20]):
        assert (past_skill(nothing).again, past_skill(nothing).drift) == (0.0, 0.0)
    assert drift_of(np.array([opening])) == 0.0


@pytest.mark.parametrize("period", [Period.WEEKLY, Period.FORTNIGHTLY, Period.MONTHLY, Period.QUARTERLY])
def test_a_run_of_days_is_there_exactly_when_some_choice_of_them_is_one(period: Period) -> None:
    chance = random.Random(period.value)  # noqa: S311 - made-up days
    gaps = set(allowed_gaps(period))
    furthest = max(gaps) * 3
    seen = set()
    for _ in range(60):
        days = sorted(chance.sample(range(700_000, 700_000 + furthest), chance.randint(3, 9)))
        for count in (3, 4):
            is_there = any(
                all(later - earlier in gaps for earlier, later in pairwise(some)) for some in combinations(days, count)
            )
            assert have_run(days_as_bits(days), period, count) == is_there
            seen.add(is_there)
    assert seen == {True, False}


def test_paths_are_spread_as_the_quantiles_say_in_the_order_of_the_past() -> None:
    chance = np.random.default_rng(5)
    rows = [Movement(date(2025, 1, 1) + timedelta(days=day), int(chance.normal() * 1000)) for day in range(120)]
    days = account_days(rows, date(2025, 4, 30))
    quantiles = np.array([[-100.0, 10.0, 200.0], [-150.0, 20.0, 300.0]])
    paths = paths_of(days, quantiles)
    assert paths.shape == (PATHS, 2)
    assert np.allclose(np.quantile(paths, (0.1, 0.5, 0.9), axis=0).T, quantiles, atol=5.0)
    assert np.array_equal(paths_of(days, quantiles * 2), paths * 2)


def test_what_is_due_on_the_last_of_the_month_and_moves_back_is_told_from_the_thirtieth() -> None:
    ends = [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 30)]
    due = due_of(range(5), Rows.of([Movement(day, -100) for day in ends]), Period.MONTHLY, "EUR")
    assert (due.day_of_month, due.shift.value, due.strays) == (31, "back", (0, 0, 0, 0, 0))

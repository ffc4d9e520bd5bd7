from itertools import accumulate
from pathlib import Path

import numpy as np

from ml.forecast.cases import signals_of
from ml.forecast.evaluate import figures_of, persistence
from ml.forecast.fit_weights import fit, made_up_cases
from ml.forecast.made_up_balances import LAST_DAY, made_up_account
from ml.forecast.predict import SignalsForecaster
from ml.forecast.weights import SHIPPED, load_weights, read_weights, write_weights


def test_made_up_accounts_are_the_same_each_time_and_in_order() -> None:
    rows = made_up_account(3)
    assert rows == made_up_account(3)
    assert rows != made_up_account(4)
    assert all(row.amount_minor for row in rows)
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert rows[-1].day <= LAST_DAY
    assert min(accumulate(row.amount_minor for row in made_up_account(5))) >= 0


def test_weights_fitted_on_made_up_accounts_beat_standing_still_on_others(tmp_path: Path) -> None:
    cases, counts = made_up_cases(40)
    is_known = [int(case.history.account.rsplit(" ")[-1]) < 27 for case in cases]
    known = [case for case, known in zip(cases, is_known, strict=True) if known]
    others = [case for case, known in zip(cases, is_known, strict=True) if not known]
    write_weights(fit(*signals_of(known), counts[is_known]), tmp_path / "weights.json")
    forecaster = SignalsForecaster(read_weights((tmp_path / "weights.json").read_bytes()))
    ours = np.array(
        [
            [(day.p10_minor, day.p50_minor, day.p90_minor) for day in forecaster.forecast(case.history, 30).days]
            for case in others
        ]
    )
    still = np.array([persistence(case) for case in others])
    assert figures_of(others, ours)["pinball"] < figures_of(others, still)["pinball"]


def test_the_shipped_weights_are_those_of_the_file() -> None:
    again = read_weights(SHIPPED.read_bytes())
    assert np.array_equal(again.by_day, load_weights().by_day)

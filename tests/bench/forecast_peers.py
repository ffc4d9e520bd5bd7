"""What others would forecast: two models of `statsforecast`, and an additive regression after Prophet's fashion."""

import time
import warnings
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.forecast.cases import HORIZON_DAYS, Case

Floats = NDArray[np.float64]

_Z80: Final = 1.2815515655446004
_RIDGE: Final = 1.0
_CHANGEPOINTS: Final = 10
_MONTH_WAVES: Final = 5
_WEEK_WAVES: Final = 3


def statsforecast_models(cases: Sequence[Case], *, season: int = 7) -> tuple[dict[str, Floats], float]:
    """AutoETS and AutoTheta on daily balances, with their own 80 % bands, on two processes: by name (cases, days, 3).

    And the accounts a second of both models together. Raises ImportError where the bench group is not installed.
    """
    import pandas as pd  # noqa: PLC0415 comes with statsforecast, which is in the bench group only
    from statsforecast import StatsForecast  # noqa: PLC0415 as above
    from statsforecast.models import AutoETS, AutoTheta  # noqa: PLC0415 as above

    frame = pd.concat(
        [
            pd.DataFrame(
                {"unique_id": place, "ds": pd.date_range("2000-01-01", periods=case.past.size), "y": case.past}
            )
            for place, case in enumerate(cases)
        ]
    )
    models = [AutoETS(season_length=season), AutoTheta(season_length=season)]
    began = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = StatsForecast(models=models, freq="D", n_jobs=2).forecast(df=frame, h=HORIZON_DAYS, level=[80])
    seconds = time.perf_counter() - began
    made = made.reset_index().sort_values(["unique_id", "ds"])
    found = {}
    for name in ("AutoETS", "AutoTheta"):
        columns = [made[f"{name}{part}"].to_numpy() for part in ("-lo-80", "", "-hi-80")]
        found[name] = np.stack(columns, axis=1).reshape(len(cases), HORIZON_DAYS, 3).astype(np.float64)
    return found, len(cases) / seconds


def additive_regression(cases: Sequence[Case]) -> Floats:
    """Piecewise-linear trend, weekly and monthly waves, by ridge regression on the balance; normal residuals around it.

    Shape (cases, days, 3).
    """
    return np.array([_additive(case) for case in cases])


def _additive(case: Case) -> Floats:
    known = case.past.size
    first = case.history.as_of.toordinal() - known + 1
    days = np.arange(known + HORIZON_DAYS)
    kinks = np.linspace(0, 0.8 * known, _CHANGEPOINTS, endpoint=False)[1:]
    trend = [days / known, *(np.maximum(days - kink, 0) / known for kink in kinks)]
    waves = [
        wave(2 * np.pi * order * (days + first) / length)
        for length, orders in ((7.0, _WEEK_WAVES), (30.44, _MONTH_WAVES))
        for order in range(1, orders + 1)
        for wave in (np.sin, np.cos)
    ]
    design = np.stack((np.ones(days.size), *trend, *waves), axis=1)
    scale = np.abs(case.past).max() or 1.0
    past, shrink = design[:known], np.full(design.shape[1], _RIDGE)
    shrink[0] = 0.0
    found = np.linalg.solve(past.T @ past + np.diag(shrink), past.T @ (case.past / scale))
    fitted = design @ found * scale
    spread = _Z80 * float(np.std(case.past - fitted[:known]))
    middle = fitted[known:]
    return np.stack((middle - spread, middle, middle + spread), axis=1)

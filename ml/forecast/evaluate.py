"""Backtests the forecaster: `python -m ml.forecast.evaluate --data balances.csv.gz [--json]`.

The file has the columns account, date, amount, balance and where known operation, purpose, counter_account. Five
origins 30 days apart, counted back from the day until which every account is known; an origin needs 60 days of history.
Each forecast reaches 30 days ahead. "ours" is the product's, whose weights saw made-up accounts alone; "ours, refitted"
has weights fitted here on the file's other accounts (five folds): what weights of such people's own would be worth.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import DayQuantiles
from ml.forecast.cases import HORIZON_DAYS, Case, read_cases, signals_of, with_earlier
from ml.forecast.fit_weights import fit, folds
from ml.forecast.predict import SignalsForecaster, load_forecaster
from ml.forecast.weights import Weights, between_knots, read_weights

_FOLDS: Final = 5
QUANTILES: Final = np.array([0.1, 0.5, 0.9])

Floats = NDArray[np.float64]


def ours_on_others(cases: Sequence[Case]) -> Floats:
    """Our forecasts, each with weights fitted without its account: shape (cases, days, 3)."""
    known = with_earlier(cases)
    return _refitted(cases, known, folds([case.history.account for case in known], _FOLDS))


def _refitted(cases: Sequence[Case], known: Sequence[Case], fold: NDArray[np.int64]) -> Floats:
    """Forecasts of `cases`, which `known` begins with, each by weights fitted on the cases of other folds."""
    values, change, scale = signals_of(known)
    guesses = np.zeros((len(cases), HORIZON_DAYS, 3))
    for number in range(int(fold.max()) + 1):
        kept = fold != number
        weights = between_knots(fit(values[kept], change[kept], scale[kept]))
        for place in np.flatnonzero(~kept[: len(cases)]).tolist():
            guesses[place] = _with(weights, cases[place])
    return guesses


def ours(case: Case) -> Floats:
    """The product's forecast."""
    return quantiles_of(load_forecaster().forecast(case.history, HORIZON_DAYS).days)


def _with(weights: Weights, case: Case) -> Floats:
    return quantiles_of(SignalsForecaster(weights).forecast(case.history, HORIZON_DAYS).days)


def quantiles_of(days: Sequence[DayQuantiles]) -> Floats:
    """Shape (days, 3), minor units."""
    return np.array([(day.p10_minor, day.p50_minor, day.p90_minor) for day in days], dtype=np.float64)


def persistence(case: Case) -> Floats:
    """Today's balance."""
    return with_spread(case, np.zeros(HORIZON_DAYS))


def seasonal_naive(case: Case) -> Floats:
    """The last 30 days again."""
    return with_spread(case, case.past[-HORIZON_DAYS:] - case.past[-HORIZON_DAYS - 1])


def mean_of_90_days(case: Case) -> Floats:
    """The mean daily change of 90 days."""
    recent = case.past[-91:]
    drift = (recent[-1] - recent[0]) / (recent.size - 1)
    return with_spread(case, drift * np.arange(1, HORIZON_DAYS + 1))


def with_spread(case: Case, change: Floats) -> Floats:
    """A peer's point forecast with the quantiles of the account's own past changes around it."""
    rows = []
    for ahead in range(1, HORIZON_DAYS + 1):
        past = case.past[ahead:] - case.past[:-ahead]
        rows.append(case.past[-1] + change[ahead - 1] + np.quantile(past - np.median(past), QUANTILES))
    return np.array(rows)


def _each(method: Callable[[Case], Floats]) -> Callable[[Sequence[Case]], Floats]:
    return lambda cases: np.array([method(case) for case in cases])


METHODS: Final[dict[str, Callable[[Sequence[Case]], Floats]]] = {
    "ours": _each(ours),
    "ours, refitted": ours_on_others,
    "persistence": _each(persistence),
    "seasonal naive": _each(seasonal_naive),
    "90-day mean": _each(mean_of_90_days),
}


def figures_of(cases: Sequence[Case], guesses: Floats) -> dict[str, float]:
    """Errors and coverage of forecasts of shape (cases, days, 3).

    WAPE: sum of absolute errors of p50 by sum of absolute balances. MASE: mean over cases of the mean absolute error by
    that of "as 30 days ago" within the case's past. Pinball: mean over days and quantiles as a share of the mean
    balance.
    """
    truth = np.array([case.truth for case in cases])
    error = np.abs(guesses[:, :, 1] - truth)
    missed = truth[:, :, None] - guesses
    pinball = np.maximum(QUANTILES * missed, (QUANTILES - 1) * missed).mean() / np.abs(truth).mean()
    naive = np.array([np.abs(case.past[HORIZON_DAYS:] - case.past[:-HORIZON_DAYS]).mean() for case in cases])
    moved = naive > 0
    return {
        "wape": float(error.sum() / np.abs(truth).sum()),
        "wape_day_30": float(error[:, -1].sum() / np.abs(truth[:, -1]).sum()),
        "mase": float((error.mean(axis=1)[moved] / naive[moved]).mean()),
        "pinball": float(pinball),
        "coverage": float(((truth >= guesses[:, :, 0]) & (truth <= guesses[:, :, 2])).mean()),
    }


def describe(name: str, figures: dict[str, float]) -> str:
    """One line of the table."""
    return (
        f"{name:18} WAPE {figures['wape']:.4f}  day 30 {figures['wape_day_30']:.4f}  MASE {figures['mase']:.3f}"
        f"  pinball {figures['pinball']:.4f}  80 % band covers {figures['coverage']:.3f}"
        f"  {figures['accounts_per_second']:.0f} accounts/s"
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """A method's figures and speed, and for each day ahead the share of balances within its 80 % band."""

    figures: dict[str, float]
    coverage_by_day: list[float]


def measure(method: Callable[[Sequence[Case]], Floats], cases: Sequence[Case]) -> Measured:
    """Measure a method."""
    began = time.perf_counter()
    guesses = method(cases)
    speed = {"accounts_per_second": len(cases) / (time.perf_counter() - began)}
    truth = np.array([case.truth for case in cases])
    within = ((truth >= guesses[:, :, 0]) & (truth <= guesses[:, :, 2])).mean(axis=0)
    return Measured(figures_of(cases, guesses) | speed, np.round(within, 4).tolist())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="movements with balances as CSV, gzipped or not")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    parser.add_argument("--only", action="append", choices=sorted(METHODS), help="this method; may be repeated")
    parser.add_argument("--weights", type=Path, help="measure these weights too, as fit_weights writes them")
    given = parser.parse_args()
    cases = read_cases(given.data)
    methods = {name: METHODS[name] for name in given.only or METHODS}
    if given.weights:
        weights = read_weights(given.weights.read_bytes())
        methods["ours, given weights"] = _each(lambda case: _with(weights, case))
    found = {name: measure(method, cases) for name, method in methods.items()}
    if given.json:
        accounts = len({case.history.account for case in cases})
        sys.stdout.write(f"{json.dumps({'cases': len(cases), 'accounts': accounts, **_flat(found)})}\n")
        return
    for name, measured in found.items():
        sys.stdout.write(f"{describe(name, measured.figures)}\n")


def _flat(found: dict[str, Measured]) -> dict[str, float | list[float]]:
    told: dict[str, float | list[float]] = {}
    for name, measured in found.items():
        prefix = name.replace(", ", "_").replace(" ", "_").replace("-", "_")
        told |= {f"{prefix}_{key}": round(value, 5) for key, value in measured.figures.items()}
        told[f"{prefix}_coverage_by_day"] = measured.coverage_by_day
    return told


if __name__ == "__main__":
    main()

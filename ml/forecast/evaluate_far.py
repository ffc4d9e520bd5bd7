"""Backtests beyond the first month: `python -m ml.forecast.evaluate_far --data balances.csv.gz [--json]`.

Accounts and origins as in `evaluate.py`, 180 days ahead, so only accounts known for eight months and more. A line a day
ahead: WAPE of the product's p50 and of "as today", pinball as a share of the mean balance, coverage of the 80 % band.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.forecast.cases import Case, read_cases
from ml.forecast.evaluate import QUANTILES, quantiles_of
from ml.forecast.predict import LONGEST_HORIZON_DAYS, load_forecaster

DAYS: Final = (10, 30, 45, 60, 90, 120, 150, 180)

Floats = NDArray[np.float64]


def figures_by_day(cases: Sequence[Case], guesses: Floats) -> dict[int, dict[str, float]]:
    """Figures of each of DAYS; `guesses` has the shape (cases, days, 3)."""
    truth = np.array([case.truth for case in cases])
    today = np.array([case.past[-1] for case in cases])
    return {day: _figures(truth[:, day - 1], guesses[:, day - 1], today) for day in DAYS}


def _figures(truth: Floats, guesses: Floats, today: Floats) -> dict[str, float]:
    whole = np.abs(truth).sum()
    missed = truth[:, None] - guesses
    pinball = np.maximum(QUANTILES * missed, (QUANTILES - 1) * missed).mean() / np.abs(truth).mean()
    return {
        "wape": float(np.abs(guesses[:, 1] - truth).sum() / whole),
        "persistence_wape": float(np.abs(today - truth).sum() / whole),
        "pinball": float(pinball),
        "coverage": float(((truth >= guesses[:, 0]) & (truth <= guesses[:, 2])).mean()),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="movements with balances as CSV, gzipped or not")
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    given = parser.parse_args()
    cases = read_cases(given.data, LONGEST_HORIZON_DAYS)
    if not cases:
        parser.error(f"no account of {given.data} is known for {LONGEST_HORIZON_DAYS} days after an origin")
    forecaster = load_forecaster()
    guesses = [quantiles_of(forecaster.forecast(case.history, LONGEST_HORIZON_DAYS).days) for case in cases]
    found = figures_by_day(cases, np.array(guesses))
    if given.json:
        flat = {f"day_{day}_{name}": round(value, 5) for day, row in found.items() for name, value in row.items()}
        sys.stdout.write(f"{json.dumps({'cases': len(cases), **flat})}\n")
        return
    sys.stdout.write(f"{len(cases)} cases of {len({case.history.account for case in cases})} accounts\n")
    for day, row in found.items():
        sys.stdout.write(f"day {day:3}  " + "  ".join(f"{name} {value:.4f}" for name, value in row.items()) + "\n")


if __name__ == "__main__":
    main()

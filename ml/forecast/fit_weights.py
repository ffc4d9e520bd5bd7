"""Fits the weights: `python -m ml.forecast.fit_weights`, or on real accounts with `--data balances.csv.gz --out FILE`.

The shipped weights are fitted on made-up accounts, newcomers' (`made_up_balances.py`) and, for a fifth each, others'
(`made_up_everyday.py`): nobody's data are in them and all can build them again. docs/models/forecast.md tells what
weights fitted on real accounts would be worth.

Linear quantile regression by repeated weighted least squares, one a knot and quantile, pooled over all accounts and the
origins of `cases.py`; an account weighs as much as its flow, as in WAPE. Deterministic. `evaluate.py` fits the same
without the accounts that it measures on.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.forecast import made_up_everyday
from ml.forecast.cases import Case, cases_of, read_cases, signals_of, with_earlier
from ml.forecast.made_up_balances import LAST_DAY, made_up_account
from ml.forecast.made_up_everyday import everyday_account
from ml.forecast.signals import MONTH_DAYS
from ml.forecast.weights import KNOTS, QUANTILES, SHIPPED, write_weights

Floats = NDArray[np.float64]

MADE_UP_ACCOUNTS: Final = 700
"""Of each of the two sorts."""
_EVERYDAY_COUNTS: Final = 0.2
_ROUNDS: Final = 12
_SHRINK: Final = 20.0
_NEAR: Final = 0.02  # of a usual month's flow: nearer than that the loss is round, so that the steps converge
_NEIGHBOURS: Final = 1  # days before and after a knot that are fitted with it


def fit(values: Floats, change: Floats, scale: Floats, counts: Floats | float = 1.0) -> Floats:
    """Weights at the knots, shape (knots, quantiles, signals).

    `values`: (cases, MONTH_DAYS, signals). `change`: what came, (cases, days up to 30), in units of `scale` (cases,).
    `counts`: how much each case counts, (cases,).
    """
    importance = counts * scale / scale.mean()
    rows = []
    for knot in KNOTS:
        days = range(max(0, knot - 1 - _NEIGHBOURS), min(change.shape[1], knot + _NEIGHBOURS))
        at = np.concatenate([values[:, day] for day in days])
        truth = np.concatenate([change[:, day] for day in days])
        weight = np.tile(importance, len(days))
        rows.append(
            [quantile_regression(at, truth, weight ** _importance(quantile), quantile) for quantile in QUANTILES]
        )
    return np.array(rows)


def _importance(quantile: float) -> float:
    """Errors of the middle count in money; the edges of the band are to hold for small accounts as for large ones."""
    return 1.0 if quantile == 0.5 else 0.25  # noqa: PLR2004 - the middle


def quantile_regression(at: Floats, truth: Floats, weight: Floats, quantile: float) -> Floats:
    """Coefficients that give the `quantile` of `truth` from the columns of `at`; the last column is the constant."""
    spread = at.std(axis=0) + 1e-9
    spread[-1] = 1.0
    scaled = at / spread
    shrink = np.full(at.shape[1], _SHRINK)
    shrink[-1] = 0.0
    found = np.linalg.lstsq(scaled * np.sqrt(weight)[:, None], truth * np.sqrt(weight), rcond=None)[0]
    for _ in range(_ROUNDS):
        missed = truth - scaled @ found
        steep = weight * np.where(missed >= 0, quantile, 1 - quantile) / np.maximum(np.abs(missed), _NEAR)
        normal = (scaled * steep[:, None]).T @ scaled + np.diag(shrink * steep.mean())
        found = np.linalg.solve(normal, (scaled * steep[:, None]).T @ truth)
    return np.asarray(found / spread, dtype=np.float64)


def folds(accounts: Sequence[str], count: int) -> NDArray[np.int64]:
    """The fold of each case: all cases of an account are in one."""
    order = {account: place for place, account in enumerate(sorted(set(accounts)))}
    shuffled = np.random.default_rng(4).permutation(len(order))
    return np.array([shuffled[order[account]] % count for account in accounts])


def made_up_cases(accounts: int) -> tuple[list[Case], Floats]:
    """Cases of so many newcomers and of as many others, and how much each counts.

    The others are known from the start, and for 80 to 199 days: people bring a few statements of an old account.
    """
    seeds = range(accounts)
    new = [case for seed in seeds for case in cases_of(f"{seed}", made_up_account(seed), LAST_DAY)]
    everyday = [
        case
        for seed in seeds
        for known in (None, 80 + seed * 37 % 120)
        for case in cases_of(f"everyday {seed}", everyday_account(seed), made_up_everyday.LAST_DAY, known_days=known)
    ]
    new, everyday = with_earlier(new), with_earlier(everyday)
    return [*new, *everyday], np.repeat([1.0, _EVERYDAY_COUNTS], [len(new), len(everyday)])


def real_cases(path: Path) -> tuple[list[Case], Floats]:
    """Cases of a file's accounts, which count alike."""
    cases = with_earlier(read_cases(path))
    return cases, np.ones(len(cases))


def main() -> None:
    """Fit on made-up accounts, or on all of a file, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="fit on these movements with balances, CSV, gzipped or not")
    parser.add_argument("--out", type=Path, help="the file to write; that of the shipped weights without --data")
    given = parser.parse_args()
    if given.data is not None and given.out is None:
        parser.error("nobody's data are shipped: name a file by --out")
    cases, counts = made_up_cases(MADE_UP_ACCOUNTS) if given.data is None else real_cases(given.data)
    out = given.out or SHIPPED
    out.parent.mkdir(parents=True, exist_ok=True)
    write_weights(fit(*signals_of(cases), counts), out)
    sys.stdout.write(f"{out}: {len(cases)} cases, {MONTH_DAYS} days, {len(KNOTS)} knots\n")


if __name__ == "__main__":
    main()

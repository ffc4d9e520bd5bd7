"""Possible futures of an account: their shape from its past, their spread from the quantiles. Alike for all accounts.

Each path of each account repeats the same months of the past, so what moves together in the past (a transfer between
two accounts, a month in which everything was late) moves together in a sum.
"""

from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import DayQuantiles, Shortfall
from ml.forecast.account_days import AccountDays

Floats = NDArray[np.float64]

PATHS: Final = 200
_BLOCK_DAYS: Final = 30
_HALF_LIFE_DAYS: Final = 120.0
_SEED: Final = 30
_TAIL: Final = 1.7  # the outermost path lies this many times as far from p50 as p10 or p90 do
_LIKELY: Final = 0.5
_POSSIBLE: Final = 0.1


def paths_of(days: AccountDays, quantiles: Floats) -> Floats:
    """Change of the balance in PATHS futures, shape (PATHS, horizon).

    `quantiles`: p10, p50, p90 of each day, shape (horizon, 3): on each day the paths are spread as these say, in the
    order in which the resampled past puts them.
    """
    horizon = quantiles.shape[0]
    resampled = np.cumsum(_resampled(days.flow, horizon), axis=1)
    ranks = np.argsort(np.argsort(resampled, axis=0, kind="stable"), axis=0, kind="stable")
    chance = (np.arange(PATHS) + 0.5) / PATHS
    low, middle, high = quantiles.T
    points = np.stack((middle - _TAIL * (middle - low), low, middle, high, middle + _TAIL * (high - middle)))
    place = np.interp(chance, (0.0, 0.1, 0.5, 0.9, 1.0), np.arange(5.0))
    below = np.minimum(place.astype(np.int64), 3)
    part = (place - below)[:, None]
    by_rank = points[below] * (1 - part) + points[below + 1] * part
    return np.take_along_axis(by_rank, ranks, axis=0)


def _resampled(flow: Floats, horizon: int) -> Floats:
    """Daily flow of PATHS futures made of 30-day stretches, counted back from the end by about whole months."""
    chance = np.random.default_rng(_SEED)
    blocks = -(-horizon // _BLOCK_DAYS)
    drawn = chance.random((PATHS, blocks))
    jitter = chance.integers(-3, 4, size=(PATHS, blocks))
    months = max(1, flow.size // _BLOCK_DAYS)
    weights = np.cumsum(0.5 ** (np.arange(months) * _BLOCK_DAYS / _HALF_LIFE_DAYS))
    back = np.searchsorted(weights / weights[-1], drawn) + 1
    starts = flow.size - back * _BLOCK_DAYS + jitter
    places = starts[:, :, None] + np.arange(_BLOCK_DAYS)
    futures: Floats = flow[places % flow.size].reshape(PATHS, -1)[:, :horizon]
    return futures


def quantiles_of(paths: Floats) -> Floats:
    """p10, p50, p90 of each day, shape (horizon, 3)."""
    return np.asarray(np.quantile(paths, (0.1, 0.5, 0.9), axis=0).T, dtype=np.float64)


def shortfall_of(balances: Floats, as_of: date) -> Shortfall:
    """When the balances, of shape (PATHS, horizon), fall below zero."""
    below = np.maximum.accumulate(balances < 0, axis=1).mean(axis=0)
    return Shortfall(round(float(below[-1]), 3), _first(below >= _LIKELY, as_of), _first(below >= _POSSIBLE, as_of))


def _first(reached: NDArray[np.bool_], as_of: date) -> date | None:
    return as_of + timedelta(days=int(np.argmax(reached)) + 1) if reached.any() else None


def day_quantiles(as_of: date, balance_minor: int, changes: Floats) -> list[DayQuantiles]:
    """Changes, shape (horizon, 3), as whole minor units, in order."""
    first = as_of.toordinal() + 1
    return [
        DayQuantiles(date.fromordinal(first + ahead), *(balance_minor + change for change in sorted(row)))
        for ahead, row in enumerate(_whole(changes))
    ]


def _whole(changes: Floats) -> list[list[int]]:
    return [[int(value) for value in row] for row in np.rint(changes).tolist()]

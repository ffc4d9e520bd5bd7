"""Possible futures of an account: their shape from its past, their spread from the quantiles. Alike for all accounts.

Each path of each account repeats the same months of the past, so what moves together in the past (a transfer between
two accounts, a month in which everything was late) moves together in a sum.
"""

from datetime import date, timedelta
from functools import cache
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
_PLACE: Final = np.interp((np.arange(PATHS) + 0.5) / PATHS, (0.0, 0.1, 0.5, 0.9, 1.0), np.arange(5.0))
"""Where each rank lies on the five points that a day's futures are spread between."""
_BELOW: Final = np.minimum(_PLACE.astype(np.int64), 3)
_PART: Final = _PLACE - _BELOW


def paths_of(days: AccountDays, quantiles: Floats) -> Floats:
    """Change of the balance in PATHS futures, shape (PATHS, horizon).

    `quantiles`: p10, p50, p90 of each day, shape (horizon, 3): on each day the paths are spread as these say, in the
    order in which the resampled past puts them.
    """
    resampled = np.cumsum(_resampled(days.flow, quantiles.shape[0]), axis=1)
    # A day's futures in one row: sorting by rows is several times as quick as by columns.
    order = np.argsort(np.ascontiguousarray(resampled.T), axis=1, kind="stable")
    low, middle, high = quantiles.T
    points = np.stack((middle - _TAIL * (middle - low), low, middle, high, middle + _TAIL * (high - middle)), axis=1)
    by_rank = points[:, _BELOW] * (1 - _PART) + points[:, _BELOW + 1] * _PART
    paths = np.empty_like(by_rank)
    np.put_along_axis(paths, order, by_rank, axis=1)
    return np.ascontiguousarray(paths.T)


def _resampled(flow: Floats, horizon: int) -> Floats:
    """Daily flow of PATHS futures made of 30-day stretches, counted back from the end by about whole months."""
    drawn, jitter = _draws(-(-horizon // _BLOCK_DAYS))
    months = max(1, flow.size // _BLOCK_DAYS)
    weights = np.cumsum(0.5 ** (np.arange(months) * _BLOCK_DAYS / _HALF_LIFE_DAYS))
    back = np.searchsorted(weights / weights[-1], drawn) + 1
    starts = flow.size - back * _BLOCK_DAYS + jitter
    places = starts[:, :, None] + np.arange(_BLOCK_DAYS)
    futures: Floats = flow[places % flow.size].reshape(PATHS, -1)[:, :horizon]
    return futures


@cache
def _draws(blocks: int) -> tuple[Floats, NDArray[np.int64]]:
    """What is drawn for so many stretches, the same for every account: how far back, and by how many days moved."""
    chance = np.random.default_rng(_SEED)
    return chance.random((PATHS, blocks)), chance.integers(-3, 4, size=(PATHS, blocks))


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

"""What no recurring item explains: possible futures made from the account's own past months."""

from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PATHS: Final = 200
_BLOCK_DAYS: Final = 30
_GRID: Final = (1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 60, 90, 120)
_HALF_LIFE_DAYS: Final = 120.0


def daily_flow(days: NDArray[np.int64], amounts: Floats, first: date, last: date) -> Floats:
    """Net flow of each day from `first` to `last`, both included; `days` are ordinals within that range."""
    length = last.toordinal() - first.toordinal() + 1
    return np.bincount(days - first.toordinal(), weights=amounts, minlength=length).astype(np.float64)


def sample_futures(flow: Floats, horizon_days: int, seed: int) -> Floats:
    """Daily flow of PATHS possible futures, shape (PATHS, horizon_days), in minor units.

    Each block of 30 days repeats 30 days in a row of the past, counted back from the end by about whole months, so that
    what happens at some time of the month stays there. Recent months are drawn more often. The same input gives the
    same futures.
    """
    if flow.size == 0:
        return np.zeros((PATHS, horizon_days))
    chance = np.random.default_rng(seed)
    blocks = -(-horizon_days // _BLOCK_DAYS)
    months = max(1, round(flow.size / _BLOCK_DAYS))
    weights = 0.5 ** (np.arange(months) * _BLOCK_DAYS / _HALF_LIFE_DAYS)
    back = chance.choice(months, size=(PATHS, blocks), p=weights / weights.sum()) + 1
    jitter = chance.integers(-3, 4, size=(PATHS, blocks))
    starts = flow.size - back * _BLOCK_DAYS + jitter
    places = starts[:, :, None] + np.arange(_BLOCK_DAYS)[None, None, :]
    drawn: Floats = flow[places % flow.size].reshape(PATHS, -1)[:, :horizon_days]
    return drawn


def past_changes(flow: Floats, horizon_days: int) -> tuple[Floats, Floats]:
    """How far below and above its median the balance changed in the past, as 10 % and 90 % quantiles a horizon.

    `flow` is the whole daily flow. Horizons too long for the history grow with the square root of time.
    """
    balance = np.concatenate((np.zeros(1), np.cumsum(flow)))
    longest = max(1, min(horizon_days, flow.size // 3))
    grid = np.unique(np.concatenate(([h for h in _GRID if h < longest], [longest]))).astype(np.int64)
    quantiles = np.zeros((grid.size, 3))
    for place, ahead in enumerate(grid):
        if ahead < balance.size:
            quantiles[place] = np.quantile(balance[ahead:] - balance[:-ahead], (0.1, 0.5, 0.9))
    days = np.arange(1, horizon_days + 1)
    growth = np.sqrt(np.maximum(days / longest, 1.0))
    low = np.interp(days, grid, quantiles[:, 0] - quantiles[:, 1]) * growth
    high = np.interp(days, grid, quantiles[:, 2] - quantiles[:, 1]) * growth
    # A regular past returns to the same balance after whole months; the future is not surer for being farther away.
    return np.minimum.accumulate(low), np.maximum.accumulate(high)


def day_range(first: date, count: int) -> list[date]:
    """`count` days in a row."""
    return [first + timedelta(days=offset) for offset in range(count)]

"""How far the balance moved in the past over so many days."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GRID: Final = (1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 60, 90, 120)
_QUANTILES: Final = np.array((0.1, 0.5, 0.9))
_RECENT_DAYS: Final = 180


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
            quantiles[place] = _quantiles(balance[ahead:] - balance[:-ahead])
    days = np.arange(1, horizon_days + 1)
    growth = np.sqrt(np.maximum(days / longest, 1.0))
    low = np.interp(days, grid, quantiles[:, 0] - quantiles[:, 1]) * growth
    high = np.interp(days, grid, quantiles[:, 2] - quantiles[:, 1]) * growth
    # A regular past returns to the same balance after whole months; the future is not surer for being farther away.
    return np.minimum.accumulate(low), np.maximum.accumulate(high)


def quiet_share(flow: Floats, horizon_days: int) -> Floats:
    """For each horizon, the share of the past's stretches of so many days in which no money moved, 0..1.

    `flow` is the whole daily flow, of which the last half year counts. Horizons longer than the history have 0.
    """
    moved = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(flow[-_RECENT_DAYS:] != 0)))
    longest = min(horizon_days, moved.size - 1)
    shares = np.zeros(horizon_days)
    shares[:longest] = [(moved[ahead:] == moved[:-ahead]).mean() for ahead in range(1, longest + 1)]
    return shares


def _quantiles(values: Floats) -> Floats:
    """10 %, 50 % and 90 % as numpy's, with lines between the values, without its dear preparations."""
    ordered = np.sort(values)
    at = _QUANTILES * (ordered.size - 1)
    below = at.astype(np.int64)
    above = np.minimum(below + 1, ordered.size - 1)
    return np.asarray(ordered[below] + (ordered[above] - ordered[below]) * (at - below), dtype=np.float64)

"""How well simple rules would have foretold an account's own past: what its signals are worth."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRIFT_DAYS: Final = 90
_HORIZONS: Final = (5, 10, 20, 30)
_MONTH: Final = 30
_RECENT_DAYS: Final = 210
_FEWEST_ORIGINS: Final = 10
_DOUBT: Final = 40
"""So many forecasts of the past as count for half."""


@dataclass(frozen=True, slots=True)
class PastSkill:
    """By which share each rule would have erred less than "as today", 0..1; less where little is known.

    `again`: as in the 30 days before. `drift`: as in the 90 days before, evenly.
    """

    again: float
    drift: float


def past_skill(flow: Floats) -> PastSkill:
    """Of an account with that daily flow, whose first day opens it: that one counts for nothing."""
    since = flow.copy()
    since[0] = 0.0
    balance = np.concatenate((np.zeros(1), np.cumsum(since)))
    earliest = max(_MONTH + 1, balance.size - _RECENT_DAYS)
    errors = np.zeros(3)
    origins = 0
    for ahead in _HORIZONS:
        today = np.arange(earliest, balance.size - ahead)
        if today.size < _FEWEST_ORIGINS:
            continue
        came = balance[today + ahead] - balance[today]
        again = balance[today - _MONTH + ahead] - balance[today - _MONTH]
        back = np.minimum(DRIFT_DAYS, today - 1)
        drift = (balance[today] - balance[today - back]) / back * ahead
        errors += [np.abs(came).sum(), np.abs(came - again).sum(), np.abs(came - drift).sum()]
        origins += today.size
    if not errors[0]:
        return PastSkill(0.0, 0.0)
    known = origins / (origins + _DOUBT)
    again_skill, drift_skill = known * np.maximum(1 - errors[1:] / errors[0], 0.0)
    return PastSkill(float(again_skill), float(drift_skill))


def drift_of(flow: Floats) -> float:
    """Mean daily change of the last 90 days, without the opening."""
    recent = flow[1:][-DRIFT_DAYS:]
    return float(recent.mean()) if recent.size else 0.0

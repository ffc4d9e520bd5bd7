"""Quantiles of the balance from the account's own past and the fitted weights, without what is known besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import Movement
from ml.forecast.account_days import AccountDays
from ml.forecast.future_items import RARE, usual_month
from ml.forecast.past_changes import quiet_share
from ml.forecast.recurring import Recurring
from ml.forecast.signals import MONTH_DAYS, Signals, first_month_places, read_signals
from ml.forecast.weights import Weights

Floats = NDArray[np.float64]

_RECENT_DAYS: Final = 120
_REGULAR_FROM: Final = 0.995  # of the flow explained by items: from here on the items alone are trusted more and more
_ENOUGH_DAYS: Final = 45  # of history: below that the middle leans to the recurring items alone, which may be none
_WHOLE_MONTH: Final = 29  # place of the 30th day ahead
GROWTH: Final = 0.6
"""How much of a month's spread each further month adds, as its square."""
BAND_MARGIN: Final = 1.1
"""The band is this much wider than fitted: on accounts that the weights have not seen they are a little too sure."""
_KEEPS_ON: Final = 1.5
"""How much of a month's drift each later month repeats, in skill that drift had in the past."""
_EDGE: Final = 0.1
"""The share of chances that each edge of the band leaves outside."""


@dataclass(frozen=True, slots=True)
class UsualMonths:
    """What the weights are given, and how far the items explain the account on their own."""

    signals: Signals
    recurring: Floats
    explained: float


def read_usual_months(
    days: AccountDays, movements: Sequence[Movement], recurring: Sequence[Recurring], balance_minor: int
) -> UsualMonths:
    """Signals of one account; `movements` is what `recurring` was found in."""
    items = usual_month(recurring, days.as_of)
    explained = _explained(days, movements, recurring)
    return UsualMonths(read_signals(days, items, explained, balance_minor), items, explained)


def change_quantiles(usual: UsualMonths, days: AccountDays, weights: Weights, horizon_days: int) -> Floats:
    """p10, p50, p90 of the balance less today's, shape (horizon_days, 3), minor units, in order.

    The first month comes from the weights. Later months repeat its course from where it ended, ever wider.
    """
    surely = max(0.0, (usual.explained - _REGULAR_FROM) / (1 - _REGULAR_FROM))
    month = _first_month(usual, days, weights, surely)
    # What months leave over does not pile up, for people spend what comes in, except where it always did.
    keeps_on = max(surely, min(_KEEPS_ON * usual.signals.skill.drift, 1.0))
    return _holding_still(_repeated(month, days, keeps_on, horizon_days), days)


def _first_month(usual: UsualMonths, days: AccountDays, weights: Weights, surely: float) -> Floats:
    """Quantiles of the change in the first month, shape (MONTH_DAYS, 3); `surely`: how far items alone are trusted."""
    month = np.sort(weights.quantiles(usual.signals.values), axis=1) * usual.signals.scale
    month = (1 - surely) * month + surely * usual.recurring[:, None]
    known = min(days.length / _ENOUGH_DAYS, 1.0) ** 2
    shown: Floats = month + (known - 1) * (month[:, 1:2] - usual.recurring[:, None])
    return shown


def _repeated(month: Floats, days: AccountDays, keeps_on: float, horizon_days: int) -> Floats:
    """The month again and again; each later one adds as much of its drift as `keeps_on` says, 0..1."""
    places, later = first_month_places(days, horizon_days)
    is_first = later == 0
    near = month[places]
    drift = month[_WHOLE_MONTH, 1]
    along = np.minimum((places + 1) / (_WHOLE_MONTH + 1), 1.0)
    repeated = near[:, 1] - drift * along + drift * (1 + keeps_on * (later - 1 + along))
    centre = np.where(is_first, near[:, 1], repeated)
    spread = (near - near[:, 1:2]) * BAND_MARGIN * np.sqrt(1 + GROWTH * later)[:, None]
    # The future is not surer for being farther away, whatever day of the month it is: of the first the weights know.
    low = np.where(is_first, spread[:, 0], np.minimum.accumulate(spread[:, 0]))
    high = np.where(is_first, spread[:, 2], np.maximum.accumulate(spread[:, 2]))
    return np.stack((centre + low, centre, centre + high), axis=1)


def _holding_still(changes: Floats, days: AccountDays) -> Floats:
    """With a band that holds today's balance where nothing often moved until then: the weights know no such steps."""
    stays = quiet_share(days.flow, MONTH_DAYS)[: len(changes)] >= _EDGE
    held = changes.copy()
    first = held[: stays.size]
    first[stays, 0] = np.minimum(first[stays, 0], 0.0)
    first[stays, 2] = np.maximum(first[stays, 2], 0.0)
    return held


def _explained(days: AccountDays, movements: Sequence[Movement], recurring: Sequence[Recurring]) -> float:
    """Share of what moved lately that items of a month or less foretell, to the amount, 0..1."""
    since = days.as_of - timedelta(days=_RECENT_DAYS)
    whole = sum(abs(row.amount_minor) for row in movements if row.day > since)
    foretold = sum(
        max(abs(amount) - 2 * abs(amount - item.typical_minor), 0)
        for item in recurring
        if item.period not in RARE
        for amount in (movements[place].amount_minor for place in item.members if movements[place].day > since)
    )
    return foretold / whole if whole else 0.0

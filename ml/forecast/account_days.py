"""An account as an array of days: what numpy works on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import Movement

Floats = NDArray[np.float64]

_LONGEST_DAYS: Final = 1100  # three years: a row of long ago by mistake must not make an array of centuries


@dataclass(frozen=True, slots=True)
class AccountDays:
    """Days in a row up to and including `as_of`.

    `flow` is the net movement of each day in minor units, `change` the balance at the end of each day less that of
    `as_of`: both of shape (days,), oldest first. The balance itself is kept apart, exact.
    """

    as_of: date
    flow: Floats
    change: Floats

    @property
    def length(self) -> int:
        """Number of days."""
        return int(self.flow.size)


def account_days(movements: Sequence[Movement], as_of: date) -> AccountDays:
    """The days since the first movement, three years at most. `movements` are sorted by day, none after `as_of`."""
    last = as_of.toordinal()
    first = max(movements[0].day.toordinal(), last - _LONGEST_DAYS + 1)
    days = np.array([row.day.toordinal() for row in movements], dtype=np.int64) - first
    amounts = np.array([float(row.amount_minor) for row in movements])
    kept = days >= 0
    flow = np.bincount(days[kept], weights=amounts[kept], minlength=last - first + 1).astype(np.float64)
    change = np.cumsum(flow)
    return AccountDays(as_of, flow, change - change[-1])

"""Tells a payment that keeps to its days from movements that meet some days by chance."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import Final, Self

from core.ports.forecaster import Period
from ml.forecast.periods import SPACINGS
from ml.forecast.rows import Rows

_ALIKE: Final = 0.1  # spread of amounts as a share of their middle
_TRIES: Final = 2.0
_CHANCE: Final = 0.005
_CHANCE_ALIKE: Final = 0.11


@lru_cache(maxsize=4096)
def fewest_believed(period: Period, group: int) -> int:
    """Fewest rows of a group of that size that are believed to recur if they met the very day each time."""
    spacing = SPACINGS[period]
    count = spacing.fewest
    while (1 / spacing.days) ** (count - 1) * float((group / count) ** _TRIES) > _CHANCE_ALIKE:
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a chain met its days, but for how far it strayed. `span`: days; `free`: rivals a period; `tries`: a share."""

    length: float
    periods: int
    steps: int
    span: int
    free: float
    tries: float
    limit: float

    @classmethod
    def of(cls, members: Sequence[int], group: Sequence[int], rows: Rows, period: Period, periods: int) -> Self:
        """Of a chain that spans so many periods.

        Rows of the group with like amounts are those that might have met its days; the more other rows there are to
        choose from, the more such chains were tried.
        """
        sizes = sorted([rows.sizes[place] for place in members])
        least, most, middle = sizes[0], sizes[-1], sizes[len(sizes) // 2]
        first, last = rows.ordinals[members[0]], rows.ordinals[members[-1]]
        begin = bisect_left(group, first, key=rows.ordinals.__getitem__)
        end = bisect_right(group, last, key=rows.ordinals.__getitem__)
        rivals = sum([least <= rows.sizes[place] <= most for place in group[begin:end]])
        length, span = SPACINGS[period].days, last - first
        alike = sum([abs(size - middle) <= _ALIKE * middle for size in sizes]) >= 0.75 * len(sizes)
        free = max((rivals - 1) * length / span, 1.0)
        limit = _CHANCE_ALIKE if alike else _CHANCE
        return cls(length, periods, len(members) - 1, span, free, len(group) / len(members), limit)

    def is_chance(self, strays: Sequence[int] = ()) -> bool:
        """Whether days at random would meet so many due days so closely too often to believe in it.

        `strays`: days away at each sight; without them, as if it had never strayed.
        """
        away = sorted([abs(stray) for stray in strays])
        usual = float(away[min(round(0.85 * len(away)), len(away) - 1)]) if away else 0.0
        if self.periods == 1:
            usual = max(usual, abs(self.span - self.length))
        room = min((2 * usual + 1) / self.length, 1.0)
        met = 1 - (1 - room) ** self.free
        return _tail(self.steps, self.periods, met) * float(self.tries**_TRIES) > self.limit


def _tail(least: int, trials: int, chance: float) -> float:
    """Probability of at least so many successes."""
    return sum(
        [comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits) for hits in range(least, trials + 1)]
    )

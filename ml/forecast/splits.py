"""Ways to see the movements of one name: as one item, by amount, by day of the month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from core.ports.forecaster import Period
from ml.forecast.rows import Rows

_STEPS_OF_AMOUNT: Final = (0.03, 0.12)  # amounts that differ by no more, one after the other, may be one item
_DAY_WINDOW: Final = 3
_LONGEST_MONTH: Final = 31
ALL: Final = frozenset(Period)
_OF_MONTHS: Final = frozenset({Period.MONTHLY, Period.QUARTERLY, Period.YEARLY})
"""What lies within a week of each month meets too few of the due days of a week or a fortnight to be looked into."""


@dataclass(frozen=True, slots=True)
class Split:
    """One way: lists of places, in order, and the periods that movements of one such list may have."""

    clusters: Sequence[list[int]]
    periods: frozenset[Period] = ALL


def splits(places: list[int], rows: Rows) -> Iterator[Split]:
    """Each way; `places` are sorted."""
    yield Split([places])
    by_size = sorted(places, key=rows.sizes.__getitem__)
    for step in _STEPS_OF_AMOUNT:
        clusters = _by_amount(by_size, rows.sizes, step)
        if 1 < len(clusters) < len(places):
            yield Split(clusters)
    yield Split(list(_by_day_of_month(places, rows.days_of_month)), _OF_MONTHS)


def _by_amount(by_size: Sequence[int], sizes: Sequence[int], step: float) -> list[list[int]]:
    most = 1 + step
    ordered = [sizes[place] for place in by_size]
    ends = [at for at, (one, next_) in enumerate(pairwise(ordered), 1) if next_ > one * most]
    return [sorted(by_size[begin:end]) for begin, end in pairwise((0, *ends, len(by_size)))]


def _by_day_of_month(places: Sequence[int], days_of_month: Sequence[int]) -> Iterator[list[int]]:
    """Around the commonest days first; a movement belongs to one cluster. Months are taken as a circle of 31 days."""
    on_day: dict[int, list[int]] = defaultdict(list)
    for place in places:
        on_day[days_of_month[place]].append(place)
    for day, count in sorted([(day, len(found)) for day, found in on_day.items()], key=_count, reverse=True):
        if count < 2:  # noqa: PLR2004 - one payment is no habit
            return
        near = [place for one in _around(day) for place in on_day.pop(one, ())]
        if near:
            yield sorted(near)


def _count(counted: tuple[int, int]) -> int:
    return counted[1]


@cache
def _around(day: int) -> Sequence[int]:
    return [(day + move - 1) % _LONGEST_MONTH + 1 for move in range(-_DAY_WINDOW, _DAY_WINDOW + 1)]

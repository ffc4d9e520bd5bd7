"""Whether days of a period apart are there at all: asked of thousands of clusters before any is looked into."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from core.ports.forecaster import Period
from ml.forecast.periods import SPACINGS


def days_as_bits(ordinals: Sequence[int]) -> int:
    """The days as bits of one number, the first day the lowest: a step of all of them at once is a shift."""
    first = ordinals[0]
    days = 0
    for ordinal in ordinals:
        days |= 1 << (ordinal - first)
    return days


def have_run(days: int, period: Period, count: int) -> bool:
    """Whether so many of the days, as bits, may follow each other, each a period or a few after the one before."""
    gaps = _gaps(period)
    reached = days
    for _ in range(count - 1):
        later = 0
        for width, begins in gaps:
            smeared = _smeared(reached, width)
            for begin in begins:
                later |= smeared << begin
        reached = later & days
        if not reached:
            return False
    return True


def _smeared(days: int, width: int) -> int:
    """Each day and those that follow it, `width` in all."""
    done = 1
    while done < width:
        step = min(done, width - done)
        days |= days << step
        done += step
    return days


@cache
def _gaps(period: Period) -> Sequence[tuple[int, Sequence[int]]]:
    """Gaps that a period allows, as stretches of days: by their width, where each begins."""
    days = list(allowed_gaps(period))
    breaks = [at for at, (one, next_) in enumerate(pairwise(days), 1) if next_ != one + 1]
    found: dict[int, list[int]] = defaultdict(list)
    for begin, end in pairwise((0, *breaks, len(days))):
        found[end - begin].append(days[begin])
    return list(found.items())


@cache
def allowed_gaps(period: Period) -> Mapping[int, tuple[int, float]]:
    """Gaps in days, least first: how many periods each is, and how many days it strays from them."""
    spacing = SPACINGS[period]
    found = {}
    for gap in range(int(spacing.days * (spacing.most_missed + 1) + spacing.stray) + 1):
        count = round(gap / spacing.days)
        stray = abs(gap - count * spacing.days)
        if count > 0 and stray <= spacing.stray:
            found[gap] = (count, stray)
    return found

"""The calendar of things that come back: how far apart, and on which day next."""

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from core.ports.forecaster import Period


@dataclass(frozen=True, slots=True)
class Spacing:
    """What gaps a period allows, in days, and how many sights it takes to believe it."""

    shortest: int
    longest: int
    months: int  # 0 for periods counted in days
    days: int
    fewest: int


SPACINGS: Final = {
    Period.WEEKLY: Spacing(6, 8, 0, 7, 4),
    Period.FORTNIGHTLY: Spacing(12, 16, 0, 14, 4),
    Period.MONTHLY: Spacing(25, 36, 1, 0, 3),
    Period.QUARTERLY: Spacing(84, 98, 3, 0, 3),
    Period.YEARLY: Spacing(355, 375, 12, 0, 2),
}
_MEAN_TOLERANCE: Final = 0.6  # tells fortnightly (14.0) from twice a month (15.2)


def period_of(days: Sequence[date], least_share: float) -> tuple[Period, float] | None:
    """The period that at least `least_share` of the gaps between sorted, distinct days keep, with that share."""
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    for period, spacing in SPACINGS.items():
        if len(days) < spacing.fewest:
            continue
        kept = [gap for gap in gaps if spacing.shortest <= gap <= spacing.longest]
        if len(kept) < least_share * len(gaps):
            continue
        if spacing.days and abs(sum(kept) / len(kept) - spacing.days) > _MEAN_TOLERANCE:
            continue
        return period, len(kept) / len(gaps)
    return None


def dates_after(days: Sequence[date], period: Period, after: date) -> Iterator[date]:
    """Expected days later than `after`, without end, given the sorted days seen so far.

    A monthly item falls on its usual day of the month; one that always came on the last day stays on the last day.
    """
    spacing = SPACINGS[period]
    if spacing.months == 0:
        return _by_days(_usual_weekday(days), spacing.days, after)
    return _by_months(days, spacing.months, after)


def _usual_weekday(days: Sequence[date]) -> date:
    weekday = Counter(day.weekday() for day in reversed(days)).most_common(1)[0][0]
    last = days[-1]
    shift = (weekday - last.weekday() + 3) % 7 - 3  # at most three days either way
    return last + timedelta(days=shift)


def _by_days(anchor: date, step: int, after: date) -> Iterator[date]:
    day = anchor + timedelta(days=step)
    while True:
        if day > after:
            yield day
        day += timedelta(days=step)


def _by_months(days: Sequence[date], step: int, after: date) -> Iterator[date]:
    usual = _usual_day(days)
    # A payment due on the 1st but booked on the 30th belongs to the month it was due in.
    last = days[-1]
    month = last.year * 12 + last.month - 1
    if usual - last.day > 15:  # noqa: PLR2004 - half a month: nearer to the month before
        month -= 1
    elif last.day - usual > 15:  # noqa: PLR2004 - as above, to the month after
        month += 1
    while True:
        month += step
        year, zero_based = divmod(month, 12)
        length = calendar.monthrange(year, zero_based + 1)[1]
        day = date(year, zero_based + 1, min(usual, length))
        if day > after:
            yield day


def _usual_day(days: Sequence[date]) -> int:
    """The commonest day of the month, of equals the latest seen; 31 for the last day of every month."""
    if all(day.day == calendar.monthrange(day.year, day.month)[1] for day in days):
        return 31
    return Counter(day.day for day in reversed(days)).most_common(1)[0][0]

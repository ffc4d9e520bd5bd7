"""The calendar of things that come back: on which day they are due, how that shifts, and when next."""

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from core.ports.forecaster import Period
from ml.forecast.bank_days import Shift, is_bank_day, shifted


@dataclass(frozen=True, slots=True)
class Spacing:
    """A period in days, or in months where `months` is not 0; how far a gap may stray; the fewest sights to believe."""

    days: float
    months: int
    stray: int
    fewest: int
    most_missed: int


SPACINGS: Final = {
    Period.WEEKLY: Spacing(7, 0, 2, 4, 2),
    Period.FORTNIGHTLY: Spacing(14, 0, 4, 4, 1),
    Period.MONTHLY: Spacing(30.44, 1, 7, 3, 2),
    Period.QUARTERLY: Spacing(91.3, 3, 10, 3, 1),
    Period.YEARLY: Spacing(365.25, 12, 12, 2, 0),
}
_LAST_OF_MONTH: Final = 31
_PREFER_PLAIN: Final = 0.15  # of a day a sight: a shift has to explain more than that


@dataclass(frozen=True, slots=True)
class Due:
    """When an item is due.

    `anchor` fixes weekday or month, `day_of_month` the day (31: the last), `shift` what a day off does to it. `strays`:
    how many days each sight was away, in order.
    """

    period: Period
    anchor: date
    day_of_month: int
    shift: Shift
    currency: str
    strays: tuple[int, ...]

    def dates_after(self, after: date) -> Iterator[date]:
        """Days later than `after`, without end."""
        step = 0
        while True:
            day = self.nth(step)
            if day > after:
                yield day
            step += 1

    def nth(self, step: int) -> date:
        """The due day `step` periods after the anchor's; steps may be negative."""
        spacing = SPACINGS[self.period]
        if spacing.months == 0:
            return self.anchor + timedelta(days=round(spacing.days) * step)
        month = self.anchor.year * 12 + self.anchor.month - 1 + step * spacing.months
        return shifted(_in_month(month, self.day_of_month), self.shift, self.currency)


def due_of(days: Sequence[date], period: Period, currency: str = "") -> Due:
    """The due days that fit sorted, distinct days best: least days away in sum."""
    if SPACINGS[period].months == 0:
        return _by_weekday(days, period, currency)
    candidates = sorted({min(max(day.day + move, 1), _LAST_OF_MONTH) for day in days for move in (-2, -1, 0)})
    if any(day.day == calendar.monthrange(day.year, day.month)[1] for day in days):
        candidates.append(_LAST_OF_MONTH)
    on_days_off = any(not is_bank_day(day, currency) for day in days)
    shifts = (Shift.NONE,) if on_days_off else (Shift.NONE, Shift.FORWARD, Shift.BACK)
    usual = Counter(day.day for day in reversed(days)).most_common(1)[0][0]
    best: tuple[float, int, int, list[int], Shift] | None = None
    for place, shift in enumerate(shifts):
        for day_of_month in dict.fromkeys(candidates):
            strays = [_stray(day, day_of_month, shift, currency) for day in days]
            cost = sum(map(abs, strays)) + (_PREFER_PLAIN * len(days) if place else 0.0)
            key = (cost, abs(day_of_month - usual), day_of_month)
            if best is None or key < best[:3]:
                best = (*key, strays, shift)
    if best is None:
        raise ValueError("there is no period without days")
    _, _, day_of_month, strays, shift = best
    month = _due_month(days[-1], day_of_month)
    return Due(period, date(month // 12, month % 12 + 1, 1), day_of_month, shift, currency, tuple(strays))


def _by_weekday(days: Sequence[date], period: Period, currency: str) -> Due:
    length = round(SPACINGS[period].days)
    places = [day.toordinal() % length for day in days]
    usual = Counter(reversed(places)).most_common(1)[0][0]
    middle = min(
        range(length), key=lambda place: (sum(abs(_round(one - place, length)) for one in places), place != usual)
    )
    strays = tuple(_round(place - middle, length) for place in places)
    anchor = days[-1] - timedelta(days=strays[-1])
    return Due(period, anchor, 0, Shift.NONE, currency, strays)


def _round(apart: int, length: int) -> int:
    """Days apart on a circle of that length, the shorter way, signed."""
    return (apart + length // 2) % length - length // 2


def _stray(day: date, day_of_month: int, shift: Shift, currency: str) -> int:
    due = shifted(_in_month(_due_month(day, day_of_month), day_of_month), shift, currency)
    return (day - due).days


def _due_month(day: date, day_of_month: int) -> int:
    """The month whose due day is nearest: what is due on the 1st but booked on the 30th belongs to the next month."""
    month = day.year * 12 + day.month - 1
    apart = day.day - day_of_month
    if apart > 15:  # noqa: PLR2004 - half a month
        return month + 1
    return month - 1 if apart < -15 else month  # noqa: PLR2004 - half a month


@lru_cache(maxsize=8192)
def _in_month(month: int, day_of_month: int) -> date:
    year, zero_based = divmod(month, 12)
    return date(year, zero_based + 1, min(day_of_month, calendar.monthrange(year, zero_based + 1)[1]))

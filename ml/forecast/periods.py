"""The calendar of things that come back: on which day they are due, how that shifts, and when next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from math import inf
from typing import Final

from core.ports.forecaster import Period
from ml.forecast.bank_days import Shift, is_bank_day, month_length, shifted
from ml.forecast.rows import Rows


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
_SHORTEST_MONTH: Final = 28
_MOST_DUE_DAYS: Final = 16_384  # of one currency and shift: forty years of every day of the month
_PREFER_PLAIN: Final = 0.15  # of a day a sight: a shift has to explain more than that


_Sight = tuple[int, int, int]
"""Of one movement: its month counted from year 0, its day of the month, its ordinal."""
_KEYS_A_MONTH: Final = 32


class _DueDays(dict[int, int]):
    """Ordinals of due days by month and day of the month, reckoned once: bank days and holidays cost a walk each."""

    def __init__(self, shift: Shift, currency: str) -> None:
        self._shift = shift
        self._currency = currency

    def __missing__(self, key: int) -> int:
        if len(self) >= _MOST_DUE_DAYS:
            self.clear()
        month, day_of_month = divmod(key, _KEYS_A_MONTH)
        day = shifted(_in_month(month, day_of_month), self._shift, self._currency).toordinal()
        self[key] = day
        return day


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


def due_of(members: Sequence[int], rows: Rows, period: Period, currency: str = "") -> Due:
    """The due days that fit these movements, one or more places of `rows`, best: least days away in sum."""
    if SPACINGS[period].months == 0:
        return _by_weekday(members, rows, period, currency)
    days = [rows.day(place) for place in members]
    of_month = [rows.days_of_month[place] for place in members]
    candidates = sorted({day + move if day + move > 0 else 1 for day in set(of_month) for move in (-2, -1, 0)})
    if max(of_month) >= _SHORTEST_MONTH and any(day.day == month_length(day.year, day.month) for day in days):
        candidates = [*(day for day in candidates if day != _LAST_OF_MONTH), _LAST_OF_MONTH]
    on_days_off = any(not is_bank_day(day, currency) for day in days)
    shifts = (Shift.NONE,) if on_days_off else (Shift.NONE, Shift.FORWARD, Shift.BACK)
    usual = Counter(reversed(of_month)).most_common(1)[0][0]
    sights = [(rows.months[place], rows.days_of_month[place], rows.ordinals[place]) for place in members]
    best: tuple[float, int, int] = (inf, 0, 0)
    chosen = Shift.NONE
    for shift in shifts:
        due_days = _due_days(shift, currency)
        extra = _PREFER_PLAIN * len(days) if shift is not Shift.NONE else 0.0
        for day_of_month in candidates:
            cost = _days_away(sights, day_of_month, due_days, best[0] - extra) + extra
            key = (cost, abs(day_of_month - usual), day_of_month)
            if key < best:
                best, chosen = key, shift
    due_days, day_of_month = _due_days(chosen, currency), best[2]
    strays = tuple(_stray(sight, day_of_month, due_days) for sight in sights)
    month = _due_month(sights[-1][0], sights[-1][1], day_of_month)
    return Due(period, date(month // 12, month % 12 + 1, 1), day_of_month, chosen, currency, strays)


def _by_weekday(members: Sequence[int], rows: Rows, period: Period, currency: str) -> Due:
    length = round(SPACINGS[period].days)
    places = [rows.ordinals[place] % length for place in members]
    counted = Counter(reversed(places))
    usual = counted.most_common(1)[0][0]
    middle = min(
        range(length),
        key=lambda place: (sum([abs(_round(one - place, length)) * n for one, n in counted.items()]), place != usual),
    )
    strays = tuple(_round(place - middle, length) for place in places)
    anchor = rows.day(members[-1]) - timedelta(days=strays[-1])
    return Due(period, anchor, 0, Shift.NONE, currency, strays)


def _round(apart: int, length: int) -> int:
    """Days apart on a circle of that length, the shorter way, signed."""
    return (apart + length // 2) % length - length // 2


def _days_away(sights: Sequence[_Sight], day_of_month: int, due_days: _DueDays, enough: float) -> float:
    """Days between the sights and their due days in sum; counted no further than `enough`, which is too much."""
    away = 0
    for month, day, ordinal in sights:
        due = due_days[_due_month(month, day, day_of_month) * _KEYS_A_MONTH + day_of_month]
        away += ordinal - due if ordinal > due else due - ordinal
        if away > enough:
            break
    return away


def _stray(sight: _Sight, day_of_month: int, due_days: _DueDays) -> int:
    month, day, ordinal = sight
    return ordinal - due_days[_due_month(month, day, day_of_month) * _KEYS_A_MONTH + day_of_month]


def _due_month(month: int, day: int, day_of_month: int) -> int:
    """The month whose due day is nearest: what is due on the 1st but booked on the 30th belongs to the next month."""
    apart = day - day_of_month
    if apart > 15:  # noqa: PLR2004 - half a month
        return month + 1
    return month - 1 if apart < -15 else month  # noqa: PLR2004 - half a month


@cache
def _due_days(shift: Shift, currency: str) -> _DueDays:
    return _DueDays(shift, currency)


@lru_cache(maxsize=8192)
def _in_month(month: int, day_of_month: int) -> date:
    year, zero_based = divmod(month, 12)
    return date(year, zero_based + 1, min(day_of_month, month_length(year, zero_based + 1)))

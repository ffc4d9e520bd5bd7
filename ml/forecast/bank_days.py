"""Days on which banks do not book: weekends, and the fixed holidays of the currency's country."""

import calendar
from datetime import date, timedelta
from enum import Enum
from typing import Final

_SATURDAY: Final = 5
_COMMON: Final = frozenset({(1, 1), (12, 25), (12, 26)})
_FIXED: Final = {
    "RUB": frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}),
    "EUR": _COMMON | {(5, 1)},
    "CZK": _COMMON | {(5, 1), (5, 8), (7, 5), (7, 6), (10, 28), (12, 24)},
}
"""Month and day. Holidays that move (Easter) and days that a government swaps by decree are not known."""


class Shift(Enum):
    """Where something goes that is due on a day off."""

    NONE = "none"
    FORWARD = "forward"
    BACK = "back"


def month_length(year: int, month: int) -> int:
    """Days of the month."""
    return calendar.monthrange(year, month)[1]


def is_bank_day(day: date, currency: str = "") -> bool:
    """Neither a weekend nor a fixed holiday; of an unknown currency, a holiday of most countries."""
    return day.weekday() < _SATURDAY and (day.month, day.day) not in _FIXED.get(currency, _COMMON)


def shifted(day: date, shift: Shift, currency: str = "") -> date:
    """The day itself, or the nearest bank day in the direction of the shift."""
    if shift is Shift.NONE:
        return day
    step = timedelta(days=1 if shift is Shift.FORWARD else -1)
    while not is_bank_day(day, currency):
        day += step
    return day

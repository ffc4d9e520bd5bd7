"""Made-up reference rates: each currency wanders about its own level, and every day is the same in each run."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

LEVELS: Final = {
    "USD": 1.09, "GBP": 0.85, "CHF": 0.95, "CNY": 7.8, "RUB": 96.0, "KZT": 520.0, "BYN": 3.5, "TRY": 42.0, "AED": 4.0,
    "JPY": 165.0, "PLN": 4.3, "CZK": 25.0,
}  # fmt: skip
"""Units of each for one euro, about which it wanders."""
_SATURDAY: Final = 5
_DIGITS: Final = Decimal("0.0001")


def working_days(first: date, last: date) -> Iterator[date]:
    """Days that rates are told of, both ends included."""
    for number in range((last - first).days + 1):
        if (day := first + timedelta(days=number)).weekday() < _SATURDAY:
            yield day


def per_euro(currency: str, day: date) -> Decimal:
    """How many units of a currency one euro was: four digits after the point."""
    chance = Random(f"{currency}/{day.isoformat()}")  # noqa: S311 made-up money
    swing = 0.05 * math.sin(day.toordinal() / 97 + len(currency) + ord(currency[0])) + 0.004 * chance.uniform(-1, 1)
    return Decimal(LEVELS[currency] * (1 + swing)).quantize(_DIGITS)


def in_roubles(currency: str, day: date) -> Decimal:
    """What one unit of a currency cost in roubles, four digits."""
    roubles = per_euro("RUB", day)
    return roubles if currency == "EUR" else (roubles / per_euro(currency, day)).quantize(_DIGITS)

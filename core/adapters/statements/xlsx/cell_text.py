import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Final

_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 a statement's day has no zone
_FIRST_DAY_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 as above
_MOST_DAYS: Final = 2_958_465
"""31.12.9999"""
_LEAST_DAY: Final = 61
"""Before 1 March 1900 the calendar of workbooks is wrong."""
_SHOWN_DIGITS: Final = 15
_LONGEST_COUNT: Final = 9
_IS_SHORT: Final = re.compile(r"-?(?:\d+|\d{1,9}\.\d{0,5}[1-9])", re.ASCII).fullmatch
_NOISE_DIGITS: Final = 6
_MONEY_DIGITS: Final = Decimal("0.0001")
_NOISE: Final = Decimal("0.000001")


def number_text(raw: str) -> str:
    """A number cell as it is shown, its decimals exact: 0.30000000000000004 is 0.3.

    Workbooks hold binary fractions, written with up to 17 digits; 15 of them are shown, and mean what was typed. What a
    formula added up in binary can be off by a little more.
    """
    if _IS_SHORT(raw):
        return raw  # nine in ten; and an account number can be longer than a fraction's precision
    try:
        value = float(raw)  # lint: allow no-float-near-money – the workbook's own binary fraction, read to undo it
    except ValueError:
        return raw
    if not isfinite(value):
        return raw
    exact = Decimal(f"{value:.{_SHOWN_DIGITS}g}")
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_NOISE_DIGITS:
        try:
            near = exact.quantize(_MONEY_DIGITS)
        except InvalidOperation:
            near = exact
        exact = near if abs(near - exact) < _NOISE else exact
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def date_text(raw: str, *, counts_from_1904: bool) -> str:
    """A number cell that is shown as a day: 2024-02-29, or 2024-02-29 10:05:00; as a number where it can't be one."""
    try:
        days = float(raw)
    except ValueError:
        return raw
    if not (0 if counts_from_1904 else _LEAST_DAY) <= days <= _MOST_DAYS:
        return number_text(raw)
    first = _FIRST_DAY_1904 if counts_from_1904 else _FIRST_DAY
    # Rounded to seconds: a time is a fraction of a day in binary.
    moment = first + timedelta(days=int(days), seconds=round(days % 1 * 86_400))
    return moment.strftime("%Y-%m-%d") if days.is_integer() else moment.strftime("%Y-%m-%d %H:%M:%S")


def count_in(text: str) -> int | None:
    """The small number that an attribute or a reference is; None for anything else, such as `²` or a million digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT else None

"""Amounts, days and shares as people of a language write them."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from core.money import Currency, in_major_units

MINUS = "\u2212"


def show_amount(minor: int, currency: str, language: str) -> str:
    """With all digits of the currency, without its sign: `1 234,50`."""
    shown = format_decimal(in_major_units(minor, currency), _pattern(currency), locale=language)
    return shown.replace("-", MINUS)


def show_day(day: date, language: str) -> str:
    """`5 марта 2026 г.`, `5 March 2026`."""
    return format_date(day, "long" if language == "ru" else "d MMMM y", locale=language)


def show_short_day(day: date, language: str) -> str:
    """`05.03.2026`, `5 Mar 2026`."""
    return format_date(day, "dd.MM.y" if language == "ru" else "d MMM y", locale=language)


def show_month(month: date, language: str) -> str:
    """`март 2026`, `March 2026`."""
    return format_date(month, "LLLL y", locale=language)


def show_short_month(month: date, language: str) -> str:
    """`03.26`, `Mar 26`."""
    return format_date(month, "MM.yy" if language == "ru" else "LLL yy", locale=language)


def show_share(basis_points: int | None, language: str) -> str:
    """`12,5 %`; a dash where there is none."""
    if basis_points is None:
        return "—"
    tenths = (basis_points + 5) // 10
    point, sign = (",", "\u00a0%") if language == "ru" else (".", "%")
    return f"{tenths // 10}{point}{tenths % 10}{sign}"


@lru_cache(maxsize=64)
def _pattern(currency: str) -> str:
    digits = Currency(currency).exponent
    return "#,##0." + "0" * digits if digits else "#,##0"

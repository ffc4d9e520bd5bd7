"""Arithmetic of months and quarters."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def after(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months later; earlier if negative."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def day_after(year: int, month: int, months: int, day: int) -> date:
    """A day of the month so many months after a month."""
    to_year, to_month = after(year, month, months)
    return date(to_year, to_month, day)


def months_of(year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each month."""
    for month in range(1, 13):
        yield date(year, month, 1), month_end(year, month)


def quarters_of(year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each quarter."""
    for month in (1, 4, 7, 10):
        yield date(year, month, 1), month_end(year, month + 2)

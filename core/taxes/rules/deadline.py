"""Deadlines, and how laws move them off days of rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


class DeadlineKind(StrEnum):
    """What must be done by it."""

    FILING = "filing"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to file or to pay something for a period.

    `stated_on` is the day the law names, `due_on` the one it becomes. `key` is stable within a country: what is due and
    for which period, as `npd.payment/2025-03`.
    """

    key: str
    kind: DeadlineKind
    label: str
    period_start: date
    period_end: date
    stated_on: date
    due_on: date
    source: str


def next_working_day(day: date, country: str, region: str | None = None) -> date:
    """The day itself, or the first working day after it."""
    calendar = _calendar(country, region)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def last_working_day(day: date, country: str, region: str | None = None) -> date:
    """The day itself, or the last working day before it."""
    calendar = _calendar(country, region)
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def falling_in(year: int, deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Those of a calendar year, earliest first."""
    return sorted((one for one in deadlines if one.due_on.year == year), key=lambda one: (one.due_on, one.key))


@lru_cache(maxsize=64)
def _calendar(country: str, region: str | None) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 it takes 7 MB, and few processes are asked for deadlines

    return country_holidays(country, subdiv=region)

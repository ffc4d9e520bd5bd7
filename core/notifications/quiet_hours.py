"""When somebody is not to be disturbed, on a clock that is put forward and back twice a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY_MINUTES: Final = 24 * 60
_FOLDS: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the local day until another, not included; over midnight where the first is the later."""

    starts: int
    ends: int
    zone: ZoneInfo

    def covers(self, at: datetime) -> bool:
        """Whether the clock on the wall shows a quiet minute."""
        local = at.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        if self.starts < self.ends:
            return self.starts <= minute < self.ends
        return minute >= self.starts or minute < self.ends

    def first_loud(self, at: datetime) -> datetime:
        """This moment where it is not quiet, else the next at which the clock shows the end, or more where it leaps.

        In UTC. Where the clock shows the end twice, it is the first of both that is still to come.
        """
        if not self.covers(at):
            return at
        day = at.astimezone(self.zone).date()
        ahead = [one for one in _moments(day, self.ends, self.zone) if one > at and not self.covers(one)]
        return min(ahead)


@dataclass(frozen=True, slots=True)
class DigestTime:
    """An hour of each local day, or of one weekday (ISO: 1 is Monday)."""

    hour: int
    weekday: int | None
    zone: ZoneInfo

    def first_after(self, at: datetime) -> datetime:
        """The next such moment, in UTC. An hour that comes twice counts once, one that is leapt over is the next."""
        day = at.astimezone(self.zone).date()
        # Eight days, since the hour of today may be past, and one before for a clock that was put back over midnight.
        days = (day + timedelta(days=ahead) for ahead in range(-1, 9))
        moments = (
            _moment(one, self.hour * 60, self.zone, 0)
            for one in days
            if self.weekday is None or one.isoweekday() == self.weekday
        )
        return min(one for one in moments if one > at)


def _moments(day: date, minute: int, zone: ZoneInfo) -> Iterator[datetime]:
    """Every moment around a day at which the clock shows this minute; one that is leapt over is what comes instead."""
    for ahead in (0, 1, 2):
        for fold in _FOLDS:
            yield _moment(day + timedelta(days=ahead), minute, zone, fold)


def _moment(day: date, minute: int, zone: ZoneInfo, fold: int) -> datetime:
    wall = time(minute // 60, minute % 60, fold=fold)
    return datetime.combine(day, wall, zone).astimezone(UTC)

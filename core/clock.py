"""The clock comes through a port, so that a test or a replay can hold it still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current moment, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current moment in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that moves only when told to."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self.moment

    def advance(self, by: timedelta) -> None:
        """Move the clock forward."""
        self.moment += by


def today(clock: Clock) -> date:
    """The UTC calendar day of the clock's moment."""
    return clock.now().date()

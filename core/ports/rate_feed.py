"""Where reference rates of the day come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from core.errors import UnavailableError

EURO: Final = "EUR"


class RatePublisher(StrEnum):
    """A central bank whose rates are kept. Two of them tell slightly different rates of one day."""

    ECB = "ecb"
    BANK_OF_RUSSIA = "cbr"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a currency one euro was on a day."""

    day: date
    currency: str
    per_euro: Decimal


class RateFeedError(UnavailableError):
    """A publisher did not answer, or not with rates. The message says which and why."""

    code = "RATES_UNAVAILABLE"


class RateFeed(Protocol):
    """Rates as one publisher tells them."""

    @property
    def publisher(self) -> RatePublisher:
        """Whose rates these are."""
        ...

    async def rates(self, since: Mapping[str, date], otherwise: date) -> Sequence[Rate]:
        """Rates of these currencies, each from its own day on, and of all others that come along, from `otherwise`.

        A currency that the publisher does not know is left out. Raises RateFeedError.
        """
        ...


def per_euro(rows: Iterable[tuple[date, str, Decimal]]) -> list[Rate]:
    """Rates of what is told in another currency: `(day, "USD", roubles a dollar)`, the euro's among them.

    A day without a rate of the euro gives none.
    """
    told = list(rows)
    euros = {day: value for day, code, value in told if code == EURO}
    return [Rate(day, code, euros[day] / value) for day, code, value in told if day in euros]

"""What forecasts a balance."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Period(StrEnum):
    """How often something recurs."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Movement:
    """One booked movement of an account. `amount_minor` is signed."""

    day: date
    amount_minor: int
    description: str = ""
    counterparty: str = ""


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """All that is known of one account up to and including `as_of`; `balance_minor` is the closing balance of that day.

    An account of two currencies does not exist: its rows would not add up.
    """

    account: str
    currency: str
    as_of: date
    balance_minor: int
    movements: Sequence[Movement]


@dataclass(frozen=True, slots=True)
class DayQuantiles:
    """The balance at the end of a day, in minor units: p10 <= p50 <= p90."""

    day: date
    p10_minor: int
    p50_minor: int
    p90_minor: int


@dataclass(frozen=True, slots=True)
class RecurringItem:
    """Something that comes back, such as rent or a client who pays monthly. `amount_minor` is signed and typical."""

    label: str
    period: Period
    amount_minor: int
    next_date: date
    confidence: float


@dataclass(frozen=True, slots=True)
class AccountForecast:
    """The forecast of one account, one entry a day from the day after `as_of`."""

    account: str
    currency: str
    as_of: date
    model: str
    days: Sequence[DayQuantiles]
    recurring: Sequence[RecurringItem]
    warnings: Sequence[str] = field(default_factory=tuple)


class Forecaster(Protocol):
    """Forecasts daily balances of accounts."""

    @property
    def version(self) -> str:
        """Name and version of the model."""
        ...

    def forecast(self, history: AccountHistory, horizon_days: int) -> AccountForecast:
        """Daily quantiles for 1..180 days. An empty history gives a flat line with a warning, not an error."""
        ...

"""What forecasts a balance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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
class KnownItem:
    """Something that is known to come: an invoice, a payment that was promised, a tax. `amount_minor` is signed."""

    day: date
    amount_minor: int
    label: str
    kind: str = "planned"


@dataclass(frozen=True, slots=True)
class AccountHistory:
    """All that is known of one account up to and including `as_of`; `balance_minor` is the closing balance of that day.

    An account of two currencies does not exist: its rows would not add up. `known_items` are later than `as_of`.
    """

    account: str
    currency: str
    as_of: date
    balance_minor: int
    movements: Sequence[Movement]
    known_items: Sequence[KnownItem] = ()


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """A recurring item, by its label, that from a day on has another amount; 0 when it ends."""

    label: str
    amount_minor: int
    from_day: date | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What if: further items by account, recurring items changed, all expected income times a factor."""

    extra: Mapping[str, Sequence[KnownItem]] = field(default_factory=dict)
    changed: Sequence[ChangedItem] = ()
    income_factor: Decimal = Decimal(1)


AS_IT_IS = Scenario()


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
class ForecastEvent:
    """A day's known reason for a change: `amount_minor` is its effect, `balance_minor` the p50 of that day's end.

    `kind` is that of a known item, `recurring`, `scenario`, or `everyday` for all that no item explains, told once, on
    the last day: the amounts of all events add up to the change of the p50 over the horizon.
    """

    day: date
    label: str
    amount_minor: int
    kind: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How likely a balance falls below zero within the horizon, and the first day by which it has with `chance` >= 0.5.

    `first_day` is None where that is less likely than not; `first_chance_day` is the first day by which the chance is
    at least one in ten.
    """

    chance: float
    first_day: date | None
    first_chance_day: date | None


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
    events: Sequence[ForecastEvent] = ()
    shortfall: Shortfall | None = None


@dataclass(frozen=True, slots=True)
class TotalForecast:
    """The sum of several accounts, by joint simulation: quantiles of the sum, not sums of quantiles."""

    currency: str
    as_of: date
    balance_minor: int
    accounts: Sequence[str]
    days: Sequence[DayQuantiles]
    shortfall: Shortfall


@dataclass(frozen=True, slots=True)
class ForecastTogether:
    """Each account's forecast, and totals: one a currency, and one of all when every rate was given."""

    accounts: Sequence[AccountForecast]
    totals: Sequence[TotalForecast]


class Forecaster(Protocol):
    """Forecasts daily balances of accounts."""

    @property
    def version(self) -> str:
        """Name and version of the model."""
        ...

    def forecast(self, history: AccountHistory, horizon_days: int) -> AccountForecast:
        """Daily quantiles for 1..180 days. An empty history gives a flat line with a warning, not an error."""
        ...

    def forecast_together(
        self,
        histories: Sequence[AccountHistory],
        horizon_days: int,
        scenario: Scenario = AS_IT_IS,
        rates: Mapping[str, Decimal] | None = None,
        total_currency: str | None = None,
    ) -> ForecastTogether:
        """All accounts and their totals, of one `as_of`.

        `rates`: minor units of `total_currency` that one minor unit of a currency is worth. The total of all accounts
        is given when there is a rate for each of several currencies.
        """
        ...

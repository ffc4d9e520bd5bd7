"""The forecaster behind the port."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import DomainError
from core.ports.forecaster import (
    AS_IT_IS,
    AccountForecast,
    AccountHistory,
    Forecaster,
    ForecastTogether,
    Movement,
    Scenario,
)
from ml.forecast.account_days import AccountDays, account_days
from ml.forecast.explain import explain
from ml.forecast.future_items import FutureItems, future_items
from ml.forecast.paths import PATHS, day_quantiles, paths_of, shortfall_of
from ml.forecast.recurring import Recurring, find_recurring
from ml.forecast.totals import AccountPaths, totals_of
from ml.forecast.usual_months import UsualMonths, change_quantiles, read_usual_months
from ml.forecast.weights import Weights, load_weights

VERSION: Final = "signals-4"
LONGEST_HORIZON_DAYS: Final = 180
_SHORT_HISTORY_DAYS: Final = 60
_INCOME_DAYS: Final = 90

Floats = NDArray[np.float64]


class HorizonError(DomainError):
    """A horizon that is not 1..180 days."""

    code = "INVALID_HORIZON"


def load_forecaster() -> Forecaster:
    """The forecaster. Its weights are constants beside it; each account is read when asked."""
    return SignalsForecaster()


@dataclass(frozen=True)
class Reading:
    """What was read out of one account's past: all that a forecast needs of it."""

    history: AccountHistory
    movements: Sequence[Movement]

    @cached_property
    def days(self) -> AccountDays:
        """The account by day; of an empty one a single day without movement."""
        nothing = [Movement(self.history.as_of, 0)]
        return account_days(self.movements or nothing, self.history.as_of)

    @cached_property
    def recurring(self) -> list[Recurring]:
        """What comes back."""
        return find_recurring(self.movements, self.history.as_of, self.history.currency)

    @cached_property
    def usual(self) -> UsualMonths:
        """What the weights are given."""
        return read_usual_months(self.days, self.movements, self.recurring, self.history.balance_minor)

    @property
    def everyday_income(self) -> float:
        """What comes in on a day besides recurring items, minor units."""
        if not self.movements:
            return 0.0
        since = self.history.as_of - timedelta(days=_INCOME_DAYS)
        of_items = {place for item in self.recurring for place in item.members}
        first = bisect_right(self.movements, since, key=attrgetter("day"))
        rest = (row.amount_minor for place, row in enumerate(self.movements[first:], first) if place not in of_items)
        return float(sum(amount for amount in rest if amount > 0)) / min(_INCOME_DAYS, self.days.length)


def read_account(history: AccountHistory) -> Reading:
    """Read an account; what is dated later than `as_of` is left out."""
    return Reading(
        history, sorted((row for row in history.movements if row.day <= history.as_of), key=lambda row: row.day)
    )


class SignalsForecaster:
    """Signals of the account's own past weighed by fitted constants; known items on top; paths for sums."""

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights if weights is not None else load_weights()

    @property
    def version(self) -> str:
        """Name and version of the model."""
        return VERSION

    def forecast(self, history: AccountHistory, horizon_days: int) -> AccountForecast:
        """See the port. Deterministic: the same history gives the same forecast. Raises HorizonError."""
        _check(horizon_days)
        return self._one(history, horizon_days, AS_IT_IS)[0]

    def forecast_together(
        self,
        histories: Sequence[AccountHistory],
        horizon_days: int,
        scenario: Scenario = AS_IT_IS,
        rates: Mapping[str, Decimal] | None = None,
        total_currency: str | None = None,
    ) -> ForecastTogether:
        """See the port. Raises HorizonError."""
        _check(horizon_days)
        made = [self._one(history, horizon_days, scenario) for history in histories]
        paths = [part for _, part in made]
        return ForecastTogether([forecast for forecast, _ in made], totals_of(paths, rates or {}, total_currency))

    def _one(
        self, history: AccountHistory, horizon_days: int, scenario: Scenario
    ) -> tuple[AccountForecast, AccountPaths]:
        reading = read_account(history)
        ahead = future_items(history, reading.recurring, scenario, horizon_days, reading.everyday_income)
        changes = self._changes(reading, ahead, horizon_days)
        days = day_quantiles(history.as_of, history.balance_minor, changes)
        paths = paths_of(reading.days, changes) if reading.movements else np.repeat(changes[None, :, 1], PATHS, axis=0)
        forecast = AccountForecast(
            account=history.account,
            currency=history.currency,
            as_of=history.as_of,
            model=VERSION,
            days=days,
            recurring=[item.item(history.as_of) for item in reading.recurring],
            warnings=_warnings(history, reading.movements),
            events=explain(ahead, days, history.balance_minor),
            shortfall=shortfall_of(paths + history.balance_minor, history.as_of),
        )
        return forecast, AccountPaths(history.account, history.currency, history.as_of, history.balance_minor, paths)

    def _changes(self, reading: Reading, ahead: FutureItems, horizon_days: int) -> Floats:
        """Change of the balance since `as_of`: p10, p50, p90 a day."""
        known = ahead.beyond_usual(reading.history.as_of, horizon_days)[:, None]
        if not reading.movements:
            return np.repeat(known, 3, axis=1)
        return change_quantiles(reading.usual, reading.days, self._weights, horizon_days) + known


def _check(horizon_days: int) -> None:
    if not 1 <= horizon_days <= LONGEST_HORIZON_DAYS:
        raise HorizonError(f"The horizon is 1 to {LONGEST_HORIZON_DAYS} days, not {horizon_days}.", field="horizonDays")


def _warnings(history: AccountHistory, movements: Sequence[Movement]) -> list[str]:
    warnings = []
    if not movements:
        warnings.append("There are no movements to learn from: the balance is shown as it stands.")
    if ahead := len(history.movements) - len(movements):
        warnings.append(f"{ahead} movements dated after {history.as_of.isoformat()} were left out.")
    known = (history.as_of - movements[0].day).days + 1 if movements else _SHORT_HISTORY_DAYS
    if known < _SHORT_HISTORY_DAYS:
        warnings.append(f"Only {known} days are known: the forecast is rough.")
    return warnings

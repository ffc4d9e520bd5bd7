"""The forecaster behind the port."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import DomainError
from core.ports.forecaster import AccountForecast, AccountHistory, DayQuantiles, Forecaster, Movement
from ml.forecast.recurring import Recurring, find_recurring
from ml.forecast.rest import PATHS, daily_flow, day_range, past_changes, sample_futures

VERSION: Final = "months-1"
LONGEST_HORIZON_DAYS: Final = 180
_SHORT_HISTORY_DAYS: Final = 60
_MONTH_DAYS: Final = 30

# Fitted on the development accounts (docs/models/forecast.md): how much of the drift of the past goes on, and how much
# of the resampled and of the past spread makes the band from p10 to p90 hold 80 % of what comes.
DRIFT_KEPT: Final = 0.2
SPREAD: Final = (0.8, 0.6)

Floats = NDArray[np.float64]


class HorizonError(DomainError):
    """A horizon that is not 1..180 days."""

    code = "INVALID_HORIZON"


def load_forecaster() -> Forecaster:
    """The forecaster. It needs no artefact: each account is fitted when asked."""
    return MonthsForecaster()


class MonthsForecaster:
    """Recurring items on their dates, the rest by resampled months."""

    def __init__(self, drift_kept: float = DRIFT_KEPT, spread: tuple[float, float] = SPREAD) -> None:
        self._drift_kept = drift_kept
        self._spread = spread

    @property
    def version(self) -> str:
        """Name and version of the model."""
        return VERSION

    def forecast(self, history: AccountHistory, horizon_days: int) -> AccountForecast:
        """See the port. Deterministic: the same history gives the same forecast. Raises HorizonError."""
        if not 1 <= horizon_days <= LONGEST_HORIZON_DAYS:
            raise HorizonError(
                f"The horizon is 1 to {LONGEST_HORIZON_DAYS} days, not {horizon_days}.", field="horizonDays"
            )
        movements = sorted((row for row in history.movements if row.day <= history.as_of), key=lambda row: row.day)
        recurring = find_recurring(movements, history.as_of)
        changes = self._changes(movements, recurring, history.as_of, horizon_days)
        days = day_range(history.as_of + timedelta(days=1), horizon_days)
        return AccountForecast(
            account=history.account,
            currency=history.currency,
            as_of=history.as_of,
            model=VERSION,
            days=[
                DayQuantiles(day, *(history.balance_minor + change for change in row))
                for day, row in zip(days, changes, strict=True)
            ],
            recurring=[item.item(history.as_of) for item in recurring],
            warnings=_warnings(history, movements),
        )

    def _changes(
        self, movements: Sequence[Movement], recurring: Sequence[Recurring], as_of: date, horizon_days: int
    ) -> list[list[int]]:
        """Change of the balance since `as_of`: one ordered triple p10, p50, p90 a day."""
        if not movements:
            return [[0, 0, 0] for _ in range(horizon_days)]
        flow = _rest_flow(movements, recurring, as_of)
        whole_months = -(-horizon_days // _MONTH_DAYS) * _MONTH_DAYS
        draws = sample_futures(flow, whole_months, seed=len(movements))
        futures = np.cumsum(draws, axis=1) + _planned(recurring, as_of, whole_months)
        middle = np.median(futures, axis=0)
        low, high = self._band(futures - middle, movements, as_of)
        # People spend what came in: the shape of a month comes back, its net change mostly does not. What is taken
        # away from the drift goes on the days on which this account usually moves.
        activity = np.cumsum(np.abs(draws).mean(axis=0))
        share = activity / activity[-1] if activity[-1] > 0 else np.zeros(whole_months)
        centre = middle - (1 - self._drift_kept) * middle[-1] * share
        triples = np.rint(np.stack((centre + low, centre, centre + high), axis=1))[:horizon_days]
        return [sorted(int(value) for value in row) for row in triples]

    def _band(self, deviations: Floats, movements: Sequence[Movement], as_of: date) -> tuple[Floats, Floats]:
        """Distance of p10 and p90 from the middle: of the resampled futures and of the past as it was, mixed."""
        low, high = np.quantile(deviations, (0.1, 0.9), axis=0)
        past_low, past_high = past_changes(_flow(movements, movements[0].day, as_of), deviations.shape[1])
        sampled, past = self._spread
        return sampled * low + past * past_low, sampled * high + past * past_high


def _rest_flow(movements: Sequence[Movement], recurring: Sequence[Recurring], as_of: date) -> Floats:
    explained = {place for item in recurring for place in item.members}
    rest = [row for place, row in enumerate(movements) if place not in explained]
    return _flow(rest, movements[0].day, as_of)


def _flow(movements: Sequence[Movement], first: date, as_of: date) -> Floats:
    days = np.array([row.day.toordinal() for row in movements], dtype=np.int64)
    amounts = np.array([float(row.amount_minor) for row in movements])
    return daily_flow(days, amounts, first, as_of)


def _planned(recurring: Sequence[Recurring], as_of: date, horizon_days: int) -> Floats:
    """Cumulated recurring items, shape (PATHS, horizon_days): fixed days, amounts drawn from those seen."""
    chance = np.random.default_rng(len(recurring))
    planned = np.zeros((PATHS, horizon_days))
    until = as_of + timedelta(days=horizon_days)
    for item in recurring:
        recent = np.array(item.amounts[-12:], dtype=np.float64)
        for day in item.dates(as_of, until):
            planned[:, (day - as_of).days - 1] += chance.choice(recent, size=PATHS)
    return np.cumsum(planned, axis=1)


def _warnings(history: AccountHistory, movements: Sequence[Movement]) -> list[str]:
    if not movements:
        return ["There are no movements to learn from: the balance is shown as it stands."]
    warnings = []
    if ahead := len(history.movements) - len(movements):
        warnings.append(f"{ahead} movements dated after {history.as_of.isoformat()} were left out.")
    known = (history.as_of - movements[0].day).days + 1
    if known < _SHORT_HISTORY_DAYS:
        warnings.append(f"Only {known} days are known: the forecast is rough.")
    return warnings

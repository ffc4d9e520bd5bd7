"""What is expected on a day of its own: recurring items, known items, and what a scenario changes about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.ports.forecaster import AccountHistory, ChangedItem, KnownItem, Period, Scenario
from ml.forecast.recurring import Recurring
from ml.forecast.signals import MONTH_DAYS

Floats = NDArray[np.float64]

RARE: Final = (Period.QUARTERLY, Period.YEARLY)
_SAME_DAYS: Final = 5
_SAME_AMOUNT: Final = 0.1


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing on one day. `base_minor` is what the model of a usual month expects of it already."""

    day: date
    label: str
    amount_minor: int
    base_minor: int
    kind: str


@dataclass(frozen=True, slots=True)
class FutureItems:
    """All that is expected within the horizon, by day. `everyday_delta`: what a scenario changes each day besides."""

    items: Sequence[Expected]
    everyday_delta: float

    def beyond_usual(self, as_of: date, horizon_days: int) -> Floats:
        """Cumulated effect that is added to the usual months as it is, shape (horizon_days,), minor units."""
        added = np.zeros(horizon_days)
        for item in self.items:
            added[(item.day - as_of).days - 1] += item.amount_minor - item.base_minor
        return np.cumsum(added + self.everyday_delta)


def usual_month(recurring: Sequence[Recurring], as_of: date) -> Floats:
    """Cumulated recurring items of a month or less over the next MONTH_DAYS days, minor units."""
    flow = np.zeros(MONTH_DAYS)
    until = as_of + timedelta(days=MONTH_DAYS)
    for item in recurring:
        if item.period not in RARE:
            for day in item.dates(as_of, until):
                flow[(day - as_of).days - 1] += item.typical_minor
    return np.cumsum(flow)


def future_items(
    history: AccountHistory,
    recurring: Sequence[Recurring],
    scenario: Scenario,
    horizon_days: int,
    everyday_income: float,
) -> FutureItems:
    """Everything with a date up to the horizon, in order of days. `everyday_income`: unexplained inflow a day."""
    until = history.as_of + timedelta(days=horizon_days)
    extra = [
        KnownItem(row.day, row.amount_minor, row.label, "scenario") for row in scenario.extra.get(history.account, ())
    ]
    found: list[Expected] = []
    for item in recurring:
        usual = 0 if item.period in RARE else item.typical_minor
        for day in item.dates(history.as_of, until):
            amount = _changed(item, day, scenario)
            found.append(Expected(day, item.label, amount, usual, "recurring"))
    for known in (*history.known_items, *extra):
        if history.as_of < known.day <= until:
            _add_known(found, known)
    lost = everyday_income * (float(scenario.income_factor) - 1.0)
    return FutureItems(sorted(found, key=lambda item: (item.day, item.label)), lost)


def _changed(item: Recurring, day: date, scenario: Scenario) -> int:
    for change in scenario.changed:
        if _is_meant(change, item) and (change.from_day is None or day >= change.from_day):
            return change.amount_minor
    if item.typical_minor > 0:
        return round(item.typical_minor * scenario.income_factor)
    return item.typical_minor


def _is_meant(change: ChangedItem, item: Recurring) -> bool:
    return change.label.casefold().strip() == item.label.casefold().strip()


def _add_known(found: list[Expected], known: KnownItem) -> None:
    """A known item takes the place of the recurring one that it plainly is: near in days and in amount."""
    for place, other in enumerate(found):
        if (
            other.kind == "recurring"
            and abs((other.day - known.day).days) <= _SAME_DAYS
            and abs(other.amount_minor - known.amount_minor) <= _SAME_AMOUNT * abs(known.amount_minor)
        ):
            # The usual month still holds it on its usual day: taken out there, put in on the known day.
            found[place] = Expected(other.day, other.label, 0, other.base_minor, "replaced")
            break
    found.append(Expected(known.day, known.label, known.amount_minor, 0, known.kind))

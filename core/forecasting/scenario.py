"""What a forecast is to suppose: checked, and as it is kept with the forecast that it was asked for."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any, Final

from core.forecasting.errors import InvalidPlanError
from core.ports.forecaster import AS_IT_IS, ChangedItem, KnownItem, Scenario

MOST_ITEMS: Final = 100
_LARGEST_FACTOR: Final = Decimal(10)
_LARGEST_MINOR: Final = 10**15


def check_scenario(scenario: Scenario, account_ids: Collection[str]) -> None:
    """Raises InvalidPlanError naming what can't be supposed."""
    if not 0 <= scenario.income_factor <= _LARGEST_FACTOR:
        raise InvalidPlanError(f"Income is multiplied by 0 to {_LARGEST_FACTOR}.", field="scenario.incomeFactor")
    if sum(map(len, scenario.extra.values())) > MOST_ITEMS or len(scenario.changed) > MOST_ITEMS:
        raise InvalidPlanError(f"A scenario has {MOST_ITEMS} items at most.", field="scenario")
    if not set(scenario.extra) <= set(account_ids):
        raise InvalidPlanError("An item is on an account that is not forecast.", field="scenario.extraItems")
    amounts = [item.amount_minor for items in scenario.extra.values() for item in items]
    amounts += [change.amount_minor for change in scenario.changed]
    if any(abs(amount) > _LARGEST_MINOR for amount in amounts):
        raise InvalidPlanError("An amount is too large.", field="scenario")


def scenario_as_stored(scenario: Scenario) -> dict[str, Any]:
    """JSON of a scenario."""
    return {
        "extra": {
            account: [[item.day.isoformat(), item.amount_minor, item.label] for item in items]
            for account, items in scenario.extra.items()
        },
        "changed": [
            [change.label, change.amount_minor, change.from_day.isoformat() if change.from_day else None]
            for change in scenario.changed
        ],
        "income_factor": str(scenario.income_factor),
    }


def scenario_from_stored(stored: dict[str, Any] | None) -> Scenario:
    """The scenario; of None, things as they are."""
    if stored is None:
        return AS_IT_IS
    return Scenario(
        extra={
            account: [KnownItem(date.fromisoformat(day), amount, label) for day, amount, label in items]
            for account, items in stored["extra"].items()
        },
        changed=[
            ChangedItem(label, amount, date.fromisoformat(day) if day else None)
            for label, amount, day in stored["changed"]
        ],
        income_factor=Decimal(stored["income_factor"]),
    )

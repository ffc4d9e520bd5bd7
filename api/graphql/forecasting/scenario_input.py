from datetime import date
from decimal import Decimal

import strawberry

from api.graphql.declare.node import decode_id
from api.graphql.scalars import MoneyInput
from core.forecasting.scenario import MOST_ITEMS
from core.money import Currency, Money
from core.ports.forecaster import ChangedItem, KnownItem, Scenario


@strawberry.input(description="Suppose that this comes, too.")
class ScenarioItemInput:
    """A further item."""

    account_id: strawberry.ID = strawberry.field(description="The account it would be on.")
    due_on: date = strawberry.field(description="The day.")
    amount: MoneyInput = strawberry.field(description="Signed, in the account's currency.")
    label: str = strawberry.field(description="What it would be.")


@strawberry.input(description="Suppose that what comes back has another amount.")
class ScenarioChangeInput:
    """A changed recurring item."""

    label: str = strawberry.field(description="The recurring item's label, as a forecast shows it.")
    amount: MoneyInput = strawberry.field(description="Its amount then, signed; 0 when it ends.")
    from_day: date | None = strawberry.field(default=None, description="From this day on; at once when left out.")


@strawberry.input(description="What if. It is kept with this forecast only and changes nothing in the books.")
class ScenarioInput:
    """A scenario."""

    extra_items: list[ScenarioItemInput] | None = strawberry.field(
        default=None, description=f"Up to {MOST_ITEMS} further items."
    )
    changed_items: list[ScenarioChangeInput] | None = strawberry.field(
        default=None, description=f"Up to {MOST_ITEMS} recurring items with other amounts."
    )
    income_factor: Decimal | None = strawberry.field(
        default=None, description='All expected income times this, 0 to 10: "0.8" when a fifth is lost.'
    )


def to_scenario(given: ScenarioInput) -> Scenario:
    """What the domain supposes. Raises NotFoundError, MoneyError."""
    extra: dict[str, list[KnownItem]] = {}
    for item in given.extra_items or ():
        account = str(decode_id(item.account_id, "Account", "scenario.extraItems"))
        extra.setdefault(account, []).append(KnownItem(item.due_on, _minor(item.amount), item.label, "scenario"))
    changed = [ChangedItem(item.label, _minor(item.amount), item.from_day) for item in given.changed_items or ()]
    return Scenario(extra, changed, Decimal(1) if given.income_factor is None else given.income_factor)


def _minor(amount: MoneyInput) -> int:
    return Money.from_decimal(amount.amount, Currency.parse(amount.currency)).minor

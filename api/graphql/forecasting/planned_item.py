from datetime import date, datetime
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Money, money
from core.forecasting.models import PlannedItemRow, PlannedKind


@strawberry.type(description="Something that the person knows to come. Forecasts expect it on its day.")
class PlannedItem(Node):
    """A planned item."""

    row: strawberry.Private[PlannedItemRow]
    account: Account = relation(
        PlannedItemRow.account_id, lambda loaders: loaders.account_by_id, wrap_account, "The account it will be on."
    )
    kind: PlannedKind = column(PlannedItemRow.kind, "What sort of thing it is.")
    label: str = column(PlannedItemRow.label, "What it is.")
    due_on: date = column(PlannedItemRow.due_on, "The day it is expected.")
    amount: Money = computed(
        [PlannedItemRow.amount_minor, PlannedItemRow.currency], money, "Signed: negative is money out."
    )
    created_at: datetime = column(PlannedItemRow.created_at, "When it was written down.")


def wrap_planned_item(row: Any) -> PlannedItem:
    """The GraphQL type of a row."""
    return PlannedItem(row=row)

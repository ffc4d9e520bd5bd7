from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Money, money
from core.db.keyset import encode_cursor
from core.insights.models import InsightKind, InsightRow


def _cursor(sequence: int) -> str:
    return encode_cursor([sequence])


def _usual(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else money(minor, currency)


def _chance(chance: Decimal | None) -> float | None:
    return None if chance is None else float(chance)


@strawberry.type(description="Something that was noticed in the person's books and is told unasked, once.")
class Insight(Node):
    """An insight."""

    row: strawberry.Private[InsightRow]
    kind: InsightKind = column(InsightRow.kind, "What was noticed.")
    account: Account = relation(
        InsightRow.account_id, lambda loaders: loaders.account_by_id, wrap_account, "The account it is about."
    )
    transaction: Transaction | None = relation(
        InsightRow.transaction_id,
        lambda loaders: loaders.transaction_by_id,
        wrap_transaction,
        "The movement it is about; null for a balance.",
    )
    label: str = column(InsightRow.label, "Who is paid, as the bank writes it; for a balance the account's name.")
    day: date = column(InsightRow.day, "The day of the movement; for a balance the day it is expected below zero.")
    amount: Money = computed(
        [InsightRow.amount_minor, InsightRow.currency],
        money,
        "The movement's, signed: negative is money out; for a balance what it is expected to fall to.",
    )
    usual_amount: Money | None = computed(
        [InsightRow.usual_minor, InsightRow.currency],
        _usual,
        "What is usual in the category, or what it cost before; for a balance what it is now; null for none.",
    )
    chance: float | None = computed(
        [InsightRow.chance], _chance, "How likely it is, 0 to 1; null for what has happened already."
    )
    cursor: str = computed(
        [InsightRow.sequence], _cursor, "Its place. Pass that of the newest you know as `after` of `insightAdded`."
    )
    created_at: datetime = column(InsightRow.created_at, "When it was noticed.")
    dismissed_at: datetime | None = column(InsightRow.dismissed_at, "When it was put away; null while it is open.")


def wrap_insight(row: Any) -> Insight:
    """The GraphQL type of a row."""
    return Insight(row=row)

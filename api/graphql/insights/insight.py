from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.insights.insight_action import InsightAction, action_of
from api.graphql.scalars import Money, money
from core.db.keyset import encode_cursor
from core.insights.models import InsightKind, InsightRow


def _cursor(sequence: int) -> str:
    return encode_cursor([sequence])


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else money(minor, currency)


def _chance(chance: Decimal | None) -> float | None:
    return None if chance is None else float(chance)


@strawberry.type(description="Something that was noticed in the person's books and is told unasked, once.")
class Insight(Node):
    """An insight."""

    row: strawberry.Private[InsightRow]
    kind: InsightKind = column(InsightRow.kind, "What was noticed.")
    action: InsightAction = computed([InsightRow.kind], action_of, "The one thing to do about it.")
    account: Account | None = relation(
        InsightRow.account_id,
        lambda loaders: loaders.account_by_id,
        wrap_account,
        "The account it is about; null for what is about none alone, as taxes.",
    )
    topic: str | None = column(
        InsightRow.topic,
        "What of its kind it is, by a stable name to find words for: the `key` of a tax deadline or limit, the bank's "
        "code; null for others.",
    )
    transaction: Transaction | None = relation(
        InsightRow.transaction_id,
        lambda loaders: loaders.transaction_by_id,
        wrap_transaction,
        "The movement it is about; null for what is about none.",
    )
    label: str = column(
        InsightRow.label,
        "Who is paid, as the bank writes it; the account's name for a balance, the bank's for a consent, what is due "
        "or limited for taxes.",
    )
    day: date = column(
        InsightRow.day,
        "The day of the movement, or the day it comes to: of the deadline, of the consent's end, on which a balance is "
        "expected below zero or a limit crossed.",
    )
    amount: Money | None = computed(
        [InsightRow.amount_minor, InsightRow.currency],
        _money,
        "The movement's, signed: negative is money out; for a balance what it may fall to; for taxes what "
        "is owed or to be set aside, or the limit; null for what is about no sum.",
    )
    usual_amount: Money | None = computed(
        [InsightRow.usual_minor, InsightRow.currency],
        _money,
        "What is usual in the category, or what it cost before; for a balance what it is now; for taxes what is there "
        "to set aside, or how much of the limit is used; null for none.",
    )
    chance: float | None = computed(
        [InsightRow.chance], _chance, "How likely it is, 0 to 1; null for what has happened already."
    )
    cursor: str = computed(
        [InsightRow.sequence], _cursor, "Its place. Pass that of the newest you know as `after` of `insightAdded`."
    )
    created_at: datetime = column(InsightRow.created_at, "When it was noticed.")
    dismissed_at: datetime | None = column(
        InsightRow.dismissed_at, "When it was put away, done or over; null while it is open."
    )
    acted_at: datetime | None = column(
        InsightRow.acted_at, "When it was found done: paid or marked, tied to a paper, decided; null for others."
    )


def wrap_insight(row: Any) -> Insight:
    """The GraphQL type of a row."""
    return Insight(row=row)

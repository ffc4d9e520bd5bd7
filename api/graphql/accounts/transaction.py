from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graphql.accounts.category import Category, wrap_category
from api.graphql.accounts.transaction_link import TransactionSighting, wrap_sighting
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Money, money, money_or_none
from core.accounts.models import SplitRow, TransactionRow, TransactionSource
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import BookingStatus

if TYPE_CHECKING:
    from api.graphql.accounts.account import Account
    from api.graphql.documents.document_match import DocumentMatch


def wrap_transaction(row: Any) -> "Transaction":
    """The GraphQL type of a row."""
    return Transaction(row=row)


def _wrap_split(row: Any) -> "TransactionSplit":
    return TransactionSplit(row=row)


def _wrap_account(row: Any) -> Any:
    from api.graphql.accounts.account import wrap_account  # noqa: PLC0415 the two types refer to each other

    return wrap_account(row)


def _wrap_match(row: Any) -> Any:
    from api.graphql.documents.document_match import wrap_match  # noqa: PLC0415 as above

    return wrap_match(row)


def _float(confidence: Decimal | None) -> float | None:
    return float(confidence) if confidence is not None else None


_SAID_BY_THEMSELVES = {
    DecidedBy.PERSON: "you chose it",
    DecidedBy.PAIR: "between your own accounts",
    DecidedBy.IMPORT: "named in the file it came from",
    DecidedBy.NONE: None,
}


def _because(decided_by: DecidedBy, because: str | None) -> str | None:
    return _SAID_BY_THEMSELVES.get(decided_by, because)


@strawberry.type(description="A part of a transaction with a category of its own.")
class TransactionSplit:
    """A part; all parts sum to the transaction."""

    row: strawberry.Private[SplitRow]
    category: Category | None = relation(
        SplitRow.category_id,
        lambda loaders: loaders.category_by_id,
        wrap_category,
        "What this part was for; null where the category is gone.",
    )
    note: str | None = column(SplitRow.note, "The person's note; null for none.")
    amount: Money = computed([SplitRow.amount_minor, SplitRow.currency], money, "Signed as the transaction.")


@strawberry.type(description="A movement on an account.")
class Transaction(Node):
    """A movement. Amounts are signed: negative is money out."""

    row: strawberry.Private[TransactionRow]
    booked_on: date = column(TransactionRow.booked_on, "The day the bank booked it.")
    value_on: date | None = column(
        TransactionRow.value_on, "The day it counts for interest; null where the bank does not say."
    )
    amount: Money = computed(
        [TransactionRow.amount_minor, TransactionRow.currency], money, "Signed: negative is money out."
    )
    original_amount: Money | None = computed(
        [TransactionRow.original_amount_minor, TransactionRow.original_currency],
        money_or_none,
        "The amount in the currency it was paid in; null where that is the account's.",
    )
    description: str = column(TransactionRow.description, "The bank's words, or the person's.")
    counterparty: str | None = column(
        TransactionRow.counterparty, "Who was on the other side; null where the bank does not say."
    )
    mcc: str | None = column(
        TransactionRow.mcc, "Merchant category code, four digits; null where the bank does not say."
    )
    status: BookingStatus = column(TransactionRow.status, "Whether it is booked.")
    source: TransactionSource = column(TransactionRow.source, "Where it was first seen.")
    account: Annotated["Account", strawberry.lazy("api.graphql.accounts.account")] = relation(
        TransactionRow.account_id, lambda loaders: loaders.account_by_id, _wrap_account, "The account it is on."
    )
    category: Category | None = relation(
        TransactionRow.category_id,
        lambda loaders: loaders.category_by_id,
        wrap_category,
        "What it was for; null until that is decided.",
    )
    decided_by: DecidedBy = column(TransactionRow.decided_by, "Who chose the category.")
    decided_because: str | None = computed(
        [TransactionRow.decided_by, TransactionRow.decided_because],
        _because,
        "Why, in a few words, as `merchant Яндекс Такси` or `MCC 4121`; null where nothing was decided.",
    )
    confidence: float | None = computed(
        [TransactionRow.confidence], _float, "How sure the model is, 0 to 1; null where no model decided."
    )
    note: str | None = column(TransactionRow.note, "The person's note; null for none.")
    splits: list[TransactionSplit] = relation(
        TransactionRow.id,
        lambda loaders: loaders.splits_by_transaction_id,
        _wrap_split,
        "Its parts, where it was split.",
        is_list=True,
    )
    sightings: list[TransactionSighting] = relation(
        TransactionRow.id,
        lambda loaders: loaders.sightings_by_transaction_id,
        wrap_sighting,
        "Other sources that told of it: with `source`, where it is known from.",
        is_list=True,
    )
    documents: list[Annotated["DocumentMatch", strawberry.lazy("api.graphql.documents.document_match")]] = relation(
        TransactionRow.id,
        lambda loaders: loaders.matches_by_transaction_id,
        _wrap_match,
        "Documents that are of it, or may be, or are not: see the status of each.",
        is_list=True,
    )
    deleted_at: datetime | None = column(
        TransactionRow.deleted_at, "When it was taken out of the books, restorable; null while it is in them."
    )
    created_at: datetime = column(TransactionRow.created_at, "When it came into the books.")

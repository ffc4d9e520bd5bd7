from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from core.accounts.models import LinkKind, LinkStatus, TransactionLinkRow, TransactionSightingRow, TransactionSource

if TYPE_CHECKING:
    from api.graphql.accounts.transaction import Transaction

LazyTransaction = Annotated["Transaction", strawberry.lazy("api.graphql.accounts.transaction")]


def wrap_link(row: Any) -> "TransactionLink":
    """The GraphQL type of a row."""
    return TransactionLink(row=row)


def wrap_sighting(row: Any) -> "TransactionSighting":
    """The GraphQL type of a row."""
    return TransactionSighting(row=row)


def _wrap_transaction(row: Any) -> Any:
    from api.graphql.accounts.transaction import wrap_transaction  # noqa: PLC0415 the two types refer to each other

    return wrap_transaction(row)


def _float(score: Decimal) -> float:
    return float(score)


@strawberry.type(description="Two movements that belong together, or that may.")
class TransactionLink(Node):
    """A link. What is suggested waits for `decideTransactionLink`; what was rejected is never suggested again."""

    row: strawberry.Private[TransactionLinkRow]
    kind: LinkKind = column(TransactionLinkRow.kind, "What the two are to each other.")
    status: LinkStatus = column(TransactionLinkRow.status, "Who says so.")
    score: float = computed([TransactionLinkRow.score], _float, "How sure we are, 0 to 1.")
    from_transaction: LazyTransaction | None = relation(
        TransactionLinkRow.from_id,
        lambda loaders: loaders.transaction_by_id,
        _wrap_transaction,
        "Of a transfer the money out, of a refund the purchase, else the one that was there first; null where it is "
        "gone.",
    )
    to_transaction: LazyTransaction | None = relation(
        TransactionLinkRow.to_id,
        lambda loaders: loaders.transaction_by_id,
        _wrap_transaction,
        "The other one; null where it is gone.",
    )
    decided_at: datetime | None = column(
        TransactionLinkRow.decided_at, "When the person decided; null where they did not."
    )
    created_at: datetime = column(TransactionLinkRow.created_at, "When it was found.")


@strawberry.type(description="Another source that told of a movement.")
class TransactionSighting:
    """Part of a movement's provenance; the source that told first is the movement's `source`."""

    row: strawberry.Private[TransactionSightingRow]
    source: TransactionSource = column(TransactionSightingRow.source, "What sort of source it was.")

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.scalars import Money, money
from core.documents.matching.models import DocumentMatchRow, MatchStatus
from core.ports.receipt_matcher import MatchKind

if TYPE_CHECKING:
    from api.graphql.accounts.transaction import Transaction
    from api.graphql.documents.document import Document

LazyTransaction = Annotated["Transaction", strawberry.lazy("api.graphql.accounts.transaction")]
LazyDocument = Annotated["Document", strawberry.lazy("api.graphql.documents.document")]


def wrap_match(row: Any) -> "DocumentMatch":
    """The GraphQL type of a row."""
    return DocumentMatch(row=row)


def _wrap_transaction(row: Any) -> Any:
    from api.graphql.accounts.transaction import wrap_transaction  # noqa: PLC0415 the two types refer to each other

    return wrap_transaction(row)


def _wrap_document(row: Any) -> Any:
    from api.graphql.documents.document import wrap_document  # noqa: PLC0415 as above

    return wrap_document(row)


def _float(score: Decimal) -> float:
    return float(score)


def _text(group_id: UUID | None) -> str | None:
    return str(group_id) if group_id is not None else None


@strawberry.type(description="A document and a payment that belong together, may, or do not.")
class DocumentMatch(Node):
    """A match. What is suggested waits for `decideDocumentMatch`; what was rejected is never offered again."""

    row: strawberry.Private[DocumentMatchRow]
    status: MatchStatus = column(DocumentMatchRow.status, "Who says so.")
    kind: MatchKind = column(DocumentMatchRow.kind, "How the two amounts fit.")
    score: float = computed([DocumentMatchRow.score], _float, "How sure we are, 0 to 1.")
    amount: Money = computed(
        [DocumentMatchRow.amount_minor, DocumentMatchRow.currency],
        money,
        "The part of the payment that the document accounts for, positive, in the payment's currency.",
    )
    group: str | None = computed(
        [DocumentMatchRow.group_id],
        _text,
        "Equal for matches that only belong together all at once; null for one that stands alone.",
    )
    document: LazyDocument | None = relation(
        DocumentMatchRow.document_id,
        lambda loaders: loaders.document_by_id,
        _wrap_document,
        "The document; null where it is gone.",
    )
    transaction: LazyTransaction | None = relation(
        DocumentMatchRow.transaction_id,
        lambda loaders: loaders.transaction_by_id,
        _wrap_transaction,
        "The payment; null where it is gone.",
    )
    decided_at: datetime | None = column(
        DocumentMatchRow.decided_at, "When the person decided; null where they did not."
    )
    created_at: datetime = column(DocumentMatchRow.created_at, "When it was found.")

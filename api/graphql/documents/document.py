from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import select

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.context import Context
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.node import Node
from api.graphql.documents.document_match import DocumentMatch, wrap_match
from api.graphql.scalars import Money, money_or_none
from core.documents.matching.models import HOLDING, MatchStatus
from core.documents.models import DocumentRow, DocumentStatus
from core.ports.document_reader import DocumentKind

DOWNLOAD_LIFETIME = timedelta(minutes=10)


@strawberry.type(description="Where something stands on a page, as shares (0 to 1) of its width and height.")
class DocumentBox:
    """A place on a page."""

    page: int = strawberry.field(description="Number of the page, from 1.")
    x: float = strawberry.field(description="Left edge, 0 to 1 from the left.")
    y: float = strawberry.field(description="Upper edge, 0 to 1 from the top.")
    width: float = strawberry.field(description="Its width, 0 to 1.")
    height: float = strawberry.field(description="Its height, 0 to 1.")


@strawberry.enum(description="What a value on a document is.")
class DocumentFieldKind(Enum):
    """The fields that are read off documents."""

    MERCHANT = strawberry.enum_value("merchant", description="Who issued it.")
    DATE = strawberry.enum_value("date", description="Its date, as 2026-01-31.")
    TOTAL = strawberry.enum_value("total", description="Its total: a plain decimal in major units.")
    CURRENCY = strawberry.enum_value("currency", description="The ISO 4217 code of its total.")
    TAX_ID = strawberry.enum_value("tax_id", description="The issuer's tax id.")
    ADDRESS = strawberry.enum_value("address", description="The issuer's address.")
    NUMBER = strawberry.enum_value("number", description="Its own number.")
    TAX = strawberry.enum_value("tax", description="All tax on it together: a plain decimal in major units.")


@strawberry.type(description="A value read off a document.")
class DocumentField:
    """A field."""

    kind: DocumentFieldKind = strawberry.field(description="What was read.")
    name: str = strawberry.field(
        description="merchant, date, total, currency, tax_id, address, number or tax.",
        deprecation_reason="Use `kind`. Removed on 2027-06-01.",
    )
    value: str = strawberry.field(description="ISO date, plain decimal or text.")
    confidence: float = strawberry.field(description="How sure the reader is, 0 to 1.")
    box: DocumentBox | None = strawberry.field(description="Where it was read; null where it stands nowhere.")


@strawberry.type(description="A line of a receipt or invoice.")
class DocumentLineItem:
    """A line."""

    description: str = strawberry.field(description="What was bought.")
    quantity: str | None = strawberry.field(description="How many, in words of the paper; null where it does not say.")
    amount: str | None = strawberry.field(
        description="For how much, a plain decimal in major units; null where it does not say."
    )
    box: DocumentBox | None = strawberry.field(description="Where it was read; null where it stands nowhere.")


def _box(stored: dict[str, Any] | None) -> DocumentBox | None:
    """Documents read before boxes were kept have none."""
    if stored is None:
        return None
    return DocumentBox(page=int(stored["page"]), x=stored["x"], y=stored["y"], width=stored["w"], height=stored["h"])


def _fields(stored: dict[str, Any]) -> list[DocumentField]:
    return [
        DocumentField(
            kind=DocumentFieldKind(name),
            name=name,
            value=field["value"],
            confidence=field["confidence"],
            box=_box(field.get("box")),
        )
        for name, field in sorted(stored.items())
    ]


def _line_items(stored: list[dict[str, Any]]) -> list[DocumentLineItem]:
    return [
        DocumentLineItem(
            description=item["description"], quantity=item["quantity"], amount=item["amount"], box=_box(item.get("box"))
        )
        for item in stored
    ]


async def _text(root: strawberry.Parent["Document"], info: strawberry.Info[Context]) -> str:
    """The text is large, so it is read only when asked for."""
    statement = select(DocumentRow.page_texts).where(
        DocumentRow.user_id == info.context.person, DocumentRow.id == root.row.id
    )
    async with info.context.read() as read:
        pages: list[str] = (await read.session.execute(statement)).scalar_one()
    return "\f".join(pages)


async def _transaction(root: strawberry.Parent["Document"], info: strawberry.Info[Context]) -> Transaction | None:
    matches = await info.context.loaders.matches_by_document_id.load(root.row.id)
    tied = [match for match in matches if match.status in HOLDING]
    if not tied:
        return None
    most = max(tied, key=lambda match: (match.status is MatchStatus.CONFIRMED, match.amount_minor, match.id))
    row = await info.context.loaders.transaction_by_id.load(most.transaction_id)
    return wrap_transaction(row) if row is not None else None


async def _download_url(root: strawberry.Parent["Document"], info: strawberry.Info[Context]) -> str:
    blobs = info.context.platform.blobs
    return blobs.signed_get(root.row.storage_key, root.row.filename, DOWNLOAD_LIFETIME).url


@strawberry.type(description="A receipt, invoice or other paper.")
class Document(Node):
    """A document with what was read off it."""

    row: strawberry.Private[DocumentRow]
    filename: str = column(DocumentRow.filename, "What the person called the file.")
    content_type: str = column(DocumentRow.content_type, "What the person's machine says it is.")
    size: int = column(DocumentRow.size, "In bytes.")
    status: DocumentStatus = column(DocumentRow.status, "Where it stands.")
    kind: DocumentKind | None = column(DocumentRow.kind, "What it is; null until it is read.")
    language: str | None = column(
        DocumentRow.language, "`ru`, `en`, `de`, or `und` for none of them; null until it is read."
    )
    pages: int | None = column(DocumentRow.pages, "How many pages it has; null until it is read.")
    engine: str | None = column(
        DocumentRow.engine, "What read it, `text-layer` or the OCR engine; null until it is read."
    )
    merchant: str | None = column(DocumentRow.merchant, "Who issued it; null where that was not read.")
    dated_on: date | None = column(DocumentRow.dated_on, "The date on it; null where none was read.")
    total: Money | None = computed(
        [DocumentRow.total_minor, DocumentRow.currency],
        money_or_none,
        "The total on it; null where none was read, or not its currency.",
    )
    fields: list[DocumentField] = computed([DocumentRow.fields], _fields, "All fields with their confidence.")
    line_items: list[DocumentLineItem] = computed([DocumentRow.line_items], _line_items, "Its lines.")
    warnings: list[str] = column(DocumentRow.warnings, "What was odd.")
    text: str = strawberry.field(resolver=_text, description="All text, a form feed between two pages.")
    download_url: str = strawberry.field(
        resolver=_download_url, description="Address of the file itself, good for ten minutes."
    )
    error_code: str | None = column(
        DocumentRow.error_code, "Why it could not be read: stable and machine-readable; null where it could."
    )
    error_message: str | None = column(
        DocumentRow.error_message, "Why it could not be read, for people; null where it could."
    )
    payments: list[DocumentMatch] = relation(
        DocumentRow.id,
        lambda loaders: loaders.matches_by_document_id,
        wrap_match,
        "Payments it is of, or may be, or is not: see the status of each.",
        is_list=True,
    )
    transaction: Transaction | None = strawberry.field(
        resolver=_transaction,
        description="The payment it is of, of several the one it accounts for most of; null for none.",
    )
    created_at: datetime = column(DocumentRow.created_at, "When it was sent.")


def wrap_document(row: Any) -> Document:
    """The GraphQL type of a row."""
    return Document(row=row)

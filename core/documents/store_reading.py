from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.documents.messages import IndexDocument, MatchDocuments
from core.documents.models import DocumentRow, DocumentStatus
from core.documents.repository import document_of
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure
from core.key_action import KeyAction
from core.money import Currency, Money, MoneyError
from core.ports.document_reader import FieldValue, PageBox, ReadDocument


async def store_reading(uow: UnitOfWork, clock: Clock, document_id: UUID, read: ReadDocument) -> DocumentRow:
    """Keep what was read off a document and have it indexed."""
    row = await document_of(uow.session, uow.person, document_id, for_update=True)
    row.status = DocumentStatus.INDEXING
    row.kind, row.language, row.pages, row.engine = read.kind, read.language, read.pages, read.engine
    row.page_texts = [text.replace("\x00", "") for text in read.page_texts]
    row.line_boxes = [
        [[box.x, box.y, box.x + box.w, box.y + box.h] if box else None for box in page] for page in read.line_boxes
    ]
    row.fields = {
        name: {"value": field.value.replace("\x00", ""), "confidence": field.confidence, "box": _box(field.box)}
        for name, field in read.fields.items()
    }
    row.line_items = [
        {
            "description": item.description.replace("\x00", ""),
            "quantity": item.quantity,
            "amount": item.amount,
            "box": _box(item.box),
        }
        for item in read.line_items
    ]
    row.warnings = list(read.warnings)
    row.merchant = _text(read.fields.get("merchant"))
    row.dated_on = _day(read.fields.get("date"))
    total = _total(read.fields.get("total"), read.fields.get("currency"))
    row.total_minor = total.minor if total else None
    row.currency = total.currency.code if total else None
    row.read_at = clock.now()
    await enqueue(uow, IndexDocument(document_id=row.id))
    await enqueue(uow, MatchDocuments())
    uow.record(KeyAction(uow.person, "document.read", "document", row.id, None, {"engine": read.engine}))
    return row


async def mark_indexed(uow: UnitOfWork, clock: Clock, document_id: UUID) -> None:
    """Search finds the document now."""
    row = await document_of(uow.session, uow.person, document_id, for_update=True)
    row.status = DocumentStatus.READY
    row.indexed_at = clock.now()


async def mark_failed(uow: UnitOfWork, document_id: UUID, failure: JobFailure) -> None:
    """The document can't be read; what was read before stays."""
    row = await document_of(uow.session, uow.person, document_id, for_update=True)
    row.status = DocumentStatus.FAILED
    row.error_code, row.error_message = failure.code, failure.message


def _box(box: PageBox | None) -> dict[str, float] | None:
    return asdict(box) if box else None


def _text(field: FieldValue | None) -> str | None:
    return field.value.replace("\x00", "") if field else None


def _day(field: FieldValue | None) -> date | None:
    try:
        return date.fromisoformat(field.value) if field else None
    except ValueError:
        return None


def _total(amount: FieldValue | None, currency: FieldValue | None) -> Money | None:
    """The total as money; without a currency on the paper it stays in `fields` only."""
    if amount is None or currency is None:
        return None
    try:
        return Money.from_decimal(Decimal(amount.value), Currency.parse(currency.value))
    except (MoneyError, InvalidOperation):
        return None

"""What reads text and fields off a photo, a scan or a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.errors import DomainError


class DocumentKind(StrEnum):
    """What a document is."""

    RECEIPT = "receipt"
    INVOICE = "invoice"
    ACT = "act"
    CONTRACT = "contract"
    STATEMENT = "statement"
    TAX_LETTER = "tax_letter"
    OTHER = "other"


class UnreadableDocumentError(DomainError):
    """The file can't be decoded or may not be: wrong type, encrypted, damaged, or a bomb."""

    code = "UNREADABLE_DOCUMENT"


class ReaderUnavailableError(DomainError):
    """The engine that this file needs is not installed on this machine."""

    code = "OCR_UNAVAILABLE"


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where something stands: `page` counts from 1; the others are shares (0..1) of the upright page from its top left.

    Shares fit the page at any size it is shown in.
    """

    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value read off a document: ISO date, plain decimal or text. `confidence` is 0..1.

    `box` is where it was read; None where it stands nowhere (an e-invoice's XML) or follows from the whole page.
    """

    value: str
    confidence: float
    box: PageBox | None = None


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line of a receipt or invoice; `amount` is a plain decimal."""

    description: str
    quantity: str | None
    amount: str | None
    box: PageBox | None = None


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """Tax that is in the total: plain decimals; `rate` is in per cent, None where the paper does not say it."""

    rate: str | None
    amount: str
    confidence: float
    box: PageBox | None = None


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """All that was read, `page_texts` with one entry a page.

    Keys of `fields`: merchant, date, total, currency, tax_id, address, number, tax (all of it together).
    `line_boxes` has an entry for each line of each page's text, None where it stands nowhere.
    """

    kind: DocumentKind
    language: str  # ru, en, de or und
    pages: int
    engine: str  # "text-layer", "e-invoice", "qr-code" or the OCR engine with its version; several joined by " + "
    seconds: float
    page_texts: Sequence[str]
    fields: dict[str, FieldValue]
    line_items: Sequence[LineItem] = field(default_factory=tuple)
    warnings: Sequence[str] = field(default_factory=tuple)
    tax_amounts: Sequence[TaxAmount] = field(default_factory=tuple)
    line_boxes: Sequence[Sequence[PageBox | None]] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The text of all pages, a form feed between two."""
        return "\f".join(self.page_texts)


class DocumentReader(Protocol):
    """Reads documents. CPU-bound: run it in a worker, never in the API."""

    def available(self) -> bool:
        """Whether OCR can run on this machine. A PDF's text layer can always be read."""
        ...

    def read(self, content: bytes, filename: str, on_progress: Callable[[float], None] | None = None) -> ReadDocument:
        """Read a file. `on_progress` is called with 0..1. Raises UnreadableDocumentError or ReaderUnavailableError."""
        ...

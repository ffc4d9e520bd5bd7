"""A read document as `solvent document read --json` prints it."""

from dataclasses import asdict
from typing import Any

from core.errors import DomainError
from core.ports.document_reader import PageBox, ReadDocument

FIELDS = ("merchant", "date", "total", "currency", "tax_id", "address", "number", "tax")


def document_to_json(file: str, read: ReadDocument) -> dict[str, Any]:
    """The object of one line. Every field is there; one that was not found is null."""
    return {
        "file": file,
        "kind": read.kind.value,
        "language": read.language,
        "pages": read.pages,
        "engine": read.engine,
        "seconds": read.seconds,
        "text": read.text,
        "fields": {
            name: {"value": found.value, "confidence": found.confidence, "box": box_to_json(found.box)}
            if (found := read.fields.get(name))
            else None
            for name in FIELDS
        },
        "line_items": [
            {
                "description": item.description,
                "quantity": item.quantity,
                "amount": item.amount,
                "box": box_to_json(item.box),
            }
            for item in read.line_items
        ],
        "tax_amounts": [
            {"rate": tax.rate, "amount": tax.amount, "confidence": tax.confidence, "box": box_to_json(tax.box)}
            for tax in read.tax_amounts
        ],
        "warnings": list(read.warnings),
    }


def box_to_json(box: PageBox | None) -> dict[str, float] | None:
    """Where a value stands: the page from 1, the rest as shares of the page from its top left."""
    return asdict(box) if box else None


def error_to_json(file: str, error: DomainError) -> dict[str, Any]:
    """The object of a line for a file that could not be read."""
    return {"file": file, "error": {"code": error.code, "message": error.message}}

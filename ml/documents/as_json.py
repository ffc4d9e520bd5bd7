"""A read document as `solvent document read --json` prints it."""

from typing import Any

from core.errors import DomainError
from core.ports.document_reader import ReadDocument

FIELDS = ("merchant", "date", "total", "currency", "tax_id", "address", "number")


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
            name: {"value": found.value, "confidence": found.confidence} if (found := read.fields.get(name)) else None
            for name in FIELDS
        },
        "line_items": [
            {"description": item.description, "quantity": item.quantity, "amount": item.amount}
            for item in read.line_items
        ],
        "warnings": list(read.warnings),
    }


def error_to_json(file: str, error: DomainError) -> dict[str, Any]:
    """The object of a line for a file that could not be read."""
    return {"file": file, "error": {"code": error.code, "message": error.message}}

"""Turns the lines of a document into its kind, fields and line items, and weighs several readings of it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from core.ports.document_reader import DocumentKind, FieldValue, LineItem, TaxAmount
from ml.documents.check_arithmetic import check_arithmetic, items_fit
from ml.documents.detect_currency import detect_currency
from ml.documents.detect_kind import detect_kind
from ml.documents.detect_language import detect_language
from ml.documents.extract_address import extract_address
from ml.documents.extract_date import extract_date
from ml.documents.extract_line_items import extract_line_items
from ml.documents.extract_merchant import extract_merchant
from ml.documents.extract_number import extract_number
from ml.documents.extract_tax_amounts import extract_tax_amounts, sum_of_taxes
from ml.documents.extract_tax_id import extract_tax_id
from ml.documents.extract_total import extract_total
from ml.documents.item_table import table_items
from ml.documents.text_line import TextLine, text_of

_HIGHEST: Final = 0.99
_LONGEST_LINE: Final = 500
"""Letters of a line that are looked at: no field needs more, and patterns take long on endless lines."""
_MOST_LINES: Final = 5_000
_WITH_ITEMS: Final = frozenset({DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.ACT, DocumentKind.OTHER})
_WITH_TOTAL: Final = _WITH_ITEMS | {DocumentKind.CONTRACT, DocumentKind.TAX_LETTER}


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one reading of a document says."""

    kind: DocumentKind
    language: str
    fields: dict[str, FieldValue]
    line_items: Sequence[LineItem]
    warnings: Sequence[str]
    tax_amounts: Sequence[TaxAmount] = field(default_factory=list)


def extract_fields(lines: Sequence[TextLine]) -> Extracted:
    """Read kind, language, fields and items from the lines of all pages. A field that is not seen is left out."""
    lines = [replace(line, text=line.text[:_LONGEST_LINE]) for line in lines[:_MOST_LINES]]
    language = detect_language(text_of(lines))
    kind = detect_kind(lines)
    total, items, taxes, warnings = None, list[LineItem](), list[TaxAmount](), list[str]()
    if kind in _WITH_TOTAL:
        found = extract_total(lines, language)
        taxes = extract_tax_amounts(lines, found.value if found else None, language)
        readings = [table_items(lines), extract_line_items(lines, language)] if kind in _WITH_ITEMS else [[]]
        items = max(readings, key=lambda reading: (items_fit(found, reading, taxes), bool(reading)))
        total, warnings = check_arithmetic(found, items, taxes)
    merchant = extract_merchant(lines)
    fields = {
        "merchant": merchant,
        "date": extract_date(lines),
        "total": total,
        "currency": detect_currency(lines, language),
        "tax_id": extract_tax_id(lines),
        "address": extract_address(lines, merchant.value if merchant else None),
        "number": extract_number(lines, kind),
        "tax": sum_of_taxes(taxes),
    }
    return Extracted(kind, language, {name: value for name, value in fields.items() if value}, items, warnings, taxes)


def agree(readings: Sequence[Extracted]) -> Extracted:
    """One answer out of several readings of the same page: for each field the value that most weight stands behind.

    Values that two readings share gain confidence: they are wrong together only where both are wrong.
    Kind and language come from the first reading, items from one with that total, rather one whose sum is right.
    """
    first = readings[0]
    names = dict.fromkeys(name for reading in readings for name in reading.fields)
    fields = {
        name: _vote(name, [reading.fields[name] for reading in readings if name in reading.fields]) for name in names
    }
    total = fields["total"].value if "total" in fields else None

    def worth(reading: Extracted) -> tuple[bool, bool]:
        agrees = "total" in reading.fields and reading.fields["total"].value == total
        return agrees, bool(reading.line_items) and not reading.warnings

    best = max(readings, key=worth)
    return Extracted(first.kind, first.language, fields, best.line_items, best.warnings, best.tax_amounts)


def _vote(name: str, values: Sequence[FieldValue]) -> FieldValue:
    groups: dict[str, list[FieldValue]] = {}
    for value in values:
        groups.setdefault(_key(name, value.value), []).append(value)
    best = min(groups.values(), key=_doubt)
    surest = max(best, key=lambda value: value.confidence)
    return FieldValue(surest.value, round(min(_HIGHEST, 1 - _doubt(best)), 2), surest.box)


def _doubt(values: Sequence[FieldValue]) -> float:
    """The chance that a value is wrong. A second look at the same picture is only half a witness."""
    doubts = sorted(1 - min(value.confidence, _HIGHEST) for value in values)
    return math.prod([doubts[0], *(math.sqrt(doubt) for doubt in doubts[1:])])


def _key(name: str, value: str) -> str:
    """What makes two readings of a field the same: names differ in case and punctuation only by accident."""
    if name in {"merchant", "address"}:
        return "".join(character for character in value.upper() if character.isalnum())
    return value

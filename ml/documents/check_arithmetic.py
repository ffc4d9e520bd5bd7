"""Holds a document's own figures against each other: items and tax against the total."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.ports.document_reader import FieldValue, LineItem, TaxAmount
from ml.documents.extract_total import Total

_RAISED: Final = 0.97
_LOWERED: Final = 0.9
_LARGEST_ROUNDING: Final = Decimal("0.05")
"""Where cash is rounded, to five cents at most."""


def check_arithmetic(
    total: Total | None, items: Sequence[LineItem], taxes: Sequence[TaxAmount] = ()
) -> tuple[FieldValue | None, list[str]]:
    """The total with its confidence raised or lowered by the sum of the items, and a warning where they disagree.

    Items may be without tax, so a sum that the tax completes to the total is right, too.
    """
    if total is None:
        return None, []
    amounts = [Decimal(item.amount) for item in items if item.amount is not None]
    if not amounts:
        return total.field, []
    of_items = sum(amounts, Decimal(0))
    with_tax = of_items + sum((Decimal(tax.amount) for tax in taxes), Decimal(0))
    if min(abs(of_items - total.value), abs(with_tax - total.value)) <= _LARGEST_ROUNDING:
        return replace(total.field, confidence=max(total.field.confidence, _RAISED)), []
    if any(abs(of_items - amount) <= _LARGEST_ROUNDING for amount in total.before_tax):
        return total.field, []
    warning = f"The lines sum to {of_items}, the total is {total.field.value}."
    if total.supported:
        return total.field, [warning]
    return replace(total.field, confidence=round(total.field.confidence * _LOWERED, 2)), [warning]

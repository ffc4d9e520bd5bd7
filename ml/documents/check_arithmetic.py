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
    if _fit(total, amounts, taxes):
        of_items = sum(amounts, Decimal(0))
        proves = any(abs(of_items + tax - total.value) <= _LARGEST_ROUNDING for tax in (Decimal(0), _sum(taxes)))
        return (replace(total.field, confidence=max(total.field.confidence, _RAISED)) if proves else total.field), []
    warning = f"The lines sum to {sum(amounts, Decimal(0))}, the total is {total.field.value}."
    if total.supported:
        return total.field, [warning]
    return replace(total.field, confidence=round(total.field.confidence * _LOWERED, 2)), [warning]


def items_fit(total: Total | None, items: Sequence[LineItem], taxes: Sequence[TaxAmount]) -> bool:
    """Whether there are items and what they sum to is the total, the total without tax, or a subtotal."""
    amounts = [Decimal(item.amount) for item in items if item.amount is not None]
    return bool(amounts) and total is not None and _fit(total, amounts, taxes)


def _fit(total: Total, amounts: Sequence[Decimal], taxes: Sequence[TaxAmount]) -> bool:
    of_items = sum(amounts, Decimal(0))
    sums = (total.value, total.value - _sum(taxes), *total.before_tax)
    return any(abs(of_items - one) <= _LARGEST_ROUNDING for one in sums)


def _sum(taxes: Sequence[TaxAmount]) -> Decimal:
    return sum((Decimal(tax.amount) for tax in taxes), Decimal(0))

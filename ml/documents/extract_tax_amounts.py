"""The tax that is in a total: НДС, VAT, MwSt, GST, with its rate where the line says it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from core.ports.document_reader import FieldValue, TaxAmount
from ml.documents.amount_roles import TOTALS, Role, role_of
from ml.documents.parse_amount import FoundAmount, amounts_in, plain_decimal
from ml.documents.tax_rows import PER_CENT, TAX_WORDS, proven_taxes
from ml.documents.text_line import TextLine

_TOTAL_OF_TAXES: Final = re.compile(
    r"\btotal\s+(?:gst|tax|vat)|итого\s+ндс|всего\s+ндс|summe\s+(?:mwst|ust|steuer)", re.IGNORECASE
)
_NOT_TAX: Final = re.compile(
    r"без\s+(?:налога\s*\()?ндс|tax\s+invoice|\bno\b[.:]|\bid\b|\breg\b|\bincl|inkl|с\s+ндс", re.IGNORECASE
)
_OF_A_LAST_ROW: Final = 3
_MOST: Final = 10
_LARGEST_SHARE: Final = Decimal("0.35")
"""Of the total: no country asks for more, so more is the price and not its tax."""
_FITS: Final = Decimal("0.02")
_SURE: Final = 0.95
_LIKELY: Final = 0.7


def extract_tax_amounts(lines: Sequence[TextLine], total: Decimal | None, language: str) -> list[TaxAmount]:
    """Tax amounts in their order, one a rate. One that its rate explains with the total or with its base is surer."""
    spaced = language in {"ru", "und"}
    proven = proven_taxes(lines, spaced=spaced)
    if proven:
        return proven[:_MOST]
    found: list[TaxAmount] = []
    for line in lines:
        if not TAX_WORDS.search(line.text) or _NOT_TAX.search(line.text) or role_of(line.text) is not Role.TAX:
            continue
        amounts = [one for one in amounts_in(line.text, spaced=spaced) if one.has_cents and one.value > 0]
        rate = PER_CENT.search(line.text)
        tax = _of_line(line, amounts, rate[1].replace(",", ".") if rate else None, total)
        if tax and not any(one.rate == tax.rate or one.amount == tax.amount for one in found):
            found.append(tax)
    if not found and total is not None:
        found = _beside_the_total(lines, total, spaced=spaced)
    parts = [tax for tax in found if tax.rate is not None]
    # A total of taxes beside taxes by rate says the same twice.
    return (parts or found)[:_MOST]


def _beside_the_total(lines: Sequence[TextLine], total: Decimal, *, spaced: bool) -> list[TaxAmount]:
    """The tax of a table's last row, which has the sum without it, the tax and the total: two make the third."""
    for line in lines:
        amounts = [one for one in amounts_in(line.text, spaced=spaced) if one.has_cents and one.value > 0]
        if len(amounts) < _OF_A_LAST_ROW or amounts[-1].value != total or role_of(line.text) not in TOTALS:
            continue
        for net, tax in combinations(amounts[:-1], 2):
            if net.value + tax.value == total and tax.value <= total * _LARGEST_SHARE:
                confidence = round(_SURE * (0.5 + 0.5 * line.confidence), 2)
                return [TaxAmount(None, plain_decimal(tax.value), confidence, line.place(tax.start, tax.end))]
    return []


def sum_of_taxes(taxes: Sequence[TaxAmount]) -> FieldValue | None:
    """All tax together, or None where none is seen. Of several the box is the first one's."""
    if not taxes:
        return None
    total = sum((Decimal(tax.amount) for tax in taxes), Decimal(0))
    return FieldValue(plain_decimal(total), min(tax.confidence for tax in taxes), taxes[0].box)


def _of_line(
    line: TextLine, amounts: Sequence[FoundAmount], rate: str | None, total: Decimal | None
) -> TaxAmount | None:
    possible = [one for one in amounts if total is None or one.value <= total * _LARGEST_SHARE]
    if not possible:
        return None
    amount = possible[-1]
    explained = rate is not None and total is not None and _explains(Decimal(rate), amount.value, total)
    confidence = (_SURE if explained else _LIKELY) * (0.5 + 0.5 * line.confidence)
    return TaxAmount(rate, plain_decimal(amount.value), round(confidence, 2), line.place(amount.start, amount.end))


def _explains(rate: Decimal, tax: Decimal, total: Decimal) -> bool:
    return abs(total * rate / (100 + rate) - tax) <= _FITS

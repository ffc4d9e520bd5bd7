"""The rows in which an invoice sums up its taxes: rate, base and tax, of which two prove the third."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from core.ports.document_reader import TaxAmount
from ml.documents.parse_amount import FoundAmount, amounts_in, plain_decimal
from ml.documents.text_line import TextLine

TAX_WORDS: Final = re.compile(
    r"\bндс\b|\bvat\b|\bgst\b|\bsst\b|\btax(?:es)?\b|mwst|\bust\b|umsatzsteuer|mehrwertsteuer|versicherungs?steuer|steuer(?:basis)?betrag|\btva\b|\bbtw\b|\biva\b",
    re.IGNORECASE,
)
PER_CENT: Final = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,4})?)\s?%")
_BARE: Final = re.compile(r"(?<![\w.,/])(\d{1,2})(?![\w.,/%])")
_CURRENCY: Final = re.compile(r"\b(?:EUR|USD|GBP|CHF|RUB|RM)\b")
_HIGHEST: Final = 30
_ROUNDING: Final = Decimal("0.02")
_SURE: Final = 0.95


def proven_taxes(lines: Sequence[TextLine], *, spaced: bool) -> list[TaxAmount]:
    """One tax a row, each once. A row of an item, which may have a tax of its own, is none of them."""
    found: dict[tuple[str, str], TaxAmount] = {}
    for line in lines:
        names_tax = bool(TAX_WORDS.search(line.text))
        if not names_tax and any(letter.isalpha() for letter in _CURRENCY.sub("", line.text)):
            continue
        amounts = [one for one in amounts_in(line.text, spaced=spaced) if one.has_cents]
        for rate in _rates(line.text, names_tax=names_tax):
            tax = _proved(rate, amounts)
            if tax is not None:
                amount = plain_decimal(tax.value)
                confidence = round(_SURE * (0.5 + 0.5 * line.confidence), 2)
                said = format(rate.normalize(), "f")
                found.setdefault((said, amount), TaxAmount(said, amount, confidence, line.place(tax.start, tax.end)))
                break
    # Where something is taxed, rows without tax say nothing.
    taxed = [tax for tax in found.values() if Decimal(tax.amount)]
    return taxed or list(found.values())


def _rates(text: str, *, names_tax: bool) -> list[Decimal]:
    said = [*PER_CENT.findall(text), *(_BARE.findall(text) if names_tax else ())]
    return [rate for each in said if (rate := Decimal(each.replace(",", "."))) <= _HIGHEST]


def _proved(rate: Decimal, amounts: Sequence[FoundAmount]) -> FoundAmount | None:
    for base, tax in combinations(amounts, 2):
        if base.value and abs(base.value * rate / 100 - tax.value) <= _ROUNDING and (tax.value or not rate):
            return tax
    return None

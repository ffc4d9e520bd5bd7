"""The items of an invoice whose table has a heading: one row each, with its sum in the column that says so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Final

from core.ports.document_reader import LineItem
from ml.documents.amount_roles import TOTALS, Role, role_of
from ml.documents.parse_amount import FoundAmount, amounts_in, plain_decimal
from ml.documents.text_line import Box, TextLine, cells_of

_SUM: Final = re.compile(
    r"betrag|summe|gesamt|entgelt|nettowert|\b(?:line\s+)?(?:amount|total|netto?|brutto)\b|montant|prix\s+(?:ht|ttc)$|bedrag|prijs\s+incl",
    re.IGNORECASE,
)
_GOODS: Final = re.compile(
    r"menge|anzahl|qty|quantity|preis|price|\brate\b|beschreibung|bezeichnung|artikel|produkt|leistung|description|\bitem|product|"
    r"désignation|quantité|aantal|omschrijving|prijs",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(rf"{_GOODS.pattern}|\bpos\b|\bust\b|mwst|\bvat\b|steuer|\btax|rabatt|disc", re.IGNORECASE)
_AFTERWARDS: Final = re.compile(
    r"zahlungs(?:bedingung|information|ziel)|aufschlüsselung|(?:zu|ab)-?\s?(?:und|/)\s?(?:zu|ab)schl|basisbetrag|bemessungsgrund|"
    r"tax\s+(?:summary|breakdown)|payment\s+(?:terms|details)|belegsummen",
    re.IGNORECASE,
)
"""Another table, of taxes or discounts, or the text below the items."""
_TOTALS: Final = TOTALS | {Role.SUBTOTAL, Role.NET}
_FIGURE: Final = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d")
_LEAST_CELLS: Final = 3
_LEAST_LETTERS: Final = 3
_MOST_LETTERS: Final = 24
_ASIDE: Final = 0.03
"""Share of the page's width by which a sum may stand beside its heading."""
_HEADING_ABOVE: Final = 2
_ROUNDING: Final = Decimal("0.01")
_MOST_FIGURES: Final = 8
_MOST: Final = 500
_EDGE: Final = " \t.,:;|~_*=-–—'\"`#$€£₽"


@dataclass(frozen=True, slots=True)
class _Heading:
    text: str
    sums: Box


def table_items(lines: Sequence[TextLine]) -> list[LineItem]:
    """The items in their order; none where no heading is seen, or where the lines have no places."""
    heading: _Heading | None = None
    items: list[LineItem] = []
    for index, line in enumerate(lines):
        amounts = [one for one in amounts_in(line.text) if one.has_cents]
        if not amounts:
            found = _heading(lines, index)
            is_other = _names_columns(line) and line.text != (heading.text if heading else None)
            if heading is not None and (_AFTERWARDS.search(line.text) or (items and is_other)):
                break
            heading = found or heading
            continue
        if heading is None:
            continue
        own = _in_column(line, amounts, heading.sums)
        if role_of(line.text) in _TOTALS and (items or own is None):
            if items:
                break
            continue
        if own is not None:
            items += _item(lines, index, own)
        if len(items) >= _MOST:
            break
    return items


def _names_columns(line: TextLine) -> bool:
    cells = cells_of(line)
    return len(cells) >= _LEAST_CELLS and sum(bool(_OTHERS.search(cell.text)) for cell in cells) >= _LEAST_CELLS - 1


def _heading(lines: Sequence[TextLine], index: int) -> _Heading | None:
    """The heading in a line. The words over the sums may stand in a line above it, for they are long."""
    line = lines[index]
    if not _names_columns(line) or not any(_GOODS.search(cell.text) for cell in cells_of(line)):
        return None
    near = [one for one in lines[max(index - _HEADING_ABOVE, 0) : index + 1] if not amounts_in(one.text)]
    sums = [cell.box for one in near for cell in cells_of(one) if cell.box is not None and _SUM.search(cell.text)]
    return _Heading(line.text, max(sums, key=lambda box: box.left)) if sums else None


def _in_column(line: TextLine, amounts: Sequence[FoundAmount], column: Box) -> FoundAmount | None:
    """The amount that stands under the heading of the sums, the nearest to its right edge."""
    edge = column.left + column.width
    placed = [(abs(_right_of(line, one) - edge), one) for one in amounts]
    near = [
        (distance, one)
        for distance, one in placed
        if distance <= _ASIDE or column.left - _ASIDE <= _right_of(line, one) <= edge + _ASIDE
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _right_of(line: TextLine, amount: FoundAmount) -> float:
    """Where an amount ends, letters of a cell being taken to be of one width; nowhere for a number in a sentence."""
    for span in line.spans:
        if span.start < amount.end <= span.end and _letters(line.text[span.start : span.end]) <= _MOST_LETTERS:
            return span.box.left + span.box.width * (amount.end - span.start) / max(span.end - span.start, 1)
    return -1.0


def _item(lines: Sequence[TextLine], index: int, own: FoundAmount) -> Iterator[LineItem]:
    """The item of a row: named in it, else in the two lines below or, where its sum stands alone, in the line above."""
    line = lines[index]
    below = [_description(one) for one in lines[index + 1 : index + 3] if not amounts_in(one.text)]
    others = below if _letters(line.text) >= _LEAST_LETTERS else [_description(one) for one in lines[index - 1 : index]]
    name = next((name for name in (_description(line), *others) if name), None)
    if name:
        yield LineItem(name, _quantity(line.text[: own.start], own.value), plain_decimal(own.value), line.place())


def _description(line: TextLine) -> str:
    """The cell with the most letters, without the number of the row before it."""
    words = max((cell.text for cell in cells_of(line)), key=_letters, default="")
    cleaned = " ".join(re.sub(r"^\d{1,3}[.)]?\s+(?=[^\W\d_])", "", words.strip(_EDGE)).split())
    return cleaned if _letters(cleaned) >= _LEAST_LETTERS and not cleaned.endswith(":") else ""


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _quantity(text: str, total: Decimal) -> str | None:
    """The figure that gives the sum with another one, the price; the one that is whole, or else the first."""
    figures = [value for found in _FIGURE.finditer(text) if (value := _number(found[0]))][-_MOST_FIGURES:]
    pairs = permutations(figures, 2) if total else ()
    counts = [count for count, price in pairs if abs(count * price - total) < _ROUNDING]
    whole = [count for count in counts if count == count.to_integral_value()]
    return next((format(count.normalize(), "f") for count in (*whole, *counts)), None)


def _number(text: str) -> Decimal | None:
    """A figure with a point or a comma before its last digits, however many these are."""
    whole, _mark, cents = re.sub(r"[.,](?=\d{3}[.,])", "", text).replace(",", ".").partition(".")
    return Decimal(f"{whole}.{cents or 0}") if "." not in cents else None

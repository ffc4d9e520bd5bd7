"""The small line over the window of an envelope (DIN 5008): who sends it, and from which street and town."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ml.documents.text_line import TextLine, cells_of

_BETWEEN: Final = re.compile(r"\s*[•●·∙■▪|¦]\s*|\s+[-–—*/+]\s+|\s*,\s+")
_TOWN: Final = re.compile(
    r"(?:[A-Z]{1,3}[-\s])?\d{4,6}\s+[^\W\d_][^\d]*|[^\W\d_][^\d]*\s[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}", re.IGNORECASE
)
_STREET: Final = re.compile(
    r"[^\W\d_].*\s\d+\s?[a-z]?(?:\s?[-–/]\s?\d+\s?[a-z]?)?|\d+[a-z]?,?\s+[^\W\d_].*|postfach\s.*", re.IGNORECASE
)
_FOR_WHOM: Final = re.compile(
    r"kunde|käufer|empfänger|bill|ship|customer|client|livraison|покупател|заказчик|плательщик", re.IGNORECASE
)
_MOST_ROWS: Final = 25
_EDGE: Final = " .,:;|~_*=-–—'\"`"


@dataclass(frozen=True, slots=True)
class SenderLine:
    """Who sends a letter, and their street and town."""

    name: str
    address: str
    line: TextLine


def find_sender_line(lines: Sequence[TextLine]) -> SenderLine | None:
    """The first cell near the top that holds a name, a street with its number and a town with its postcode."""
    for above, line in pairwise([TextLine(""), *lines[:_MOST_ROWS]]):
        for cell in cells_of(line) if not _FOR_WHOM.search(above.text) else ():
            parts = [part for text in _BETWEEN.split(cell.text) if (part := text.strip(_EDGE))]
            for street, town in pairwise(parts[1:]):
                if _STREET.fullmatch(street) and _TOWN.fullmatch(town) and _is_name(parts[0]):
                    return SenderLine(parts[0], f"{street}, {town}", cell)
    return None


def _is_name(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) >= 3 and not re.search(r":|^\d|\bno\b", text, re.IGNORECASE)  # noqa: PLR2004

import re
from enum import Enum
from typing import Final

from core.adapters.statements.xlsx.cell_text import count_in
from core.adapters.statements.xlsx.workbook_parts import WorkbookParts

_DATE_FORMATS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in numbers of formats that show a day or a time."""
_NO_PATTERN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|am/pm|a/p', re.IGNORECASE)
"""What in a format is no pattern of digits or days: quoted words, escapes, colours and locales."""
_MOST_STYLES: Final = 100_000


class CellKind(Enum):
    """What a style shows a number as."""

    NUMBER = "number"
    DATE = "date"


def read_cell_styles(parts: WorkbookParts, part: str) -> tuple[CellKind, ...]:
    """What each style shows a number as, by its index."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    is_in_cell_styles = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_in_cell_styles
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            is_in_cell_styles = True
        elif tag == "xf" and is_in_cell_styles and len(formats) < _MOST_STYLES:
            formats.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal is_in_cell_styles
        if tag == "cellXfs":
            is_in_cell_styles = False

    parts.read(part, start=start, end=end)
    return tuple(CellKind.DATE if _shows_date(number, codes) else CellKind.NUMBER for number in formats)


def _shows_date(number: str, codes: dict[str, str]) -> bool:
    code = codes.get(number)
    if code is None:
        return count_in(number) in _DATE_FORMATS
    # Only the first part counts: the others are for negative numbers, zero and text.
    pattern = _NO_PATTERN.sub("", code.split(";")[0]).lower()
    return pattern != "general" and any(letter in pattern for letter in "ymdhs")

"""Texts of people and banks as the paper's font can show them."""

import re
import unicodedata
from typing import Final

FONT_HAS: Final = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x388, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x477),
    (0x48C, 0x4C4),
    (0x4D0, 0x4F9),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x2037),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2212, 0x2212),
)
"""Characters of Libertinus Serif that names are written with: PDF/A refuses a page with a sign that is not there."""
UNKNOWN: Final = "?"
LONGEST: Final = 90
_LONG_WORD: Final = re.compile(r"\S{18}(?=\S{4})")
_BREAK_HERE: Final = "\u200b"


def printable(text: str) -> str:
    """On one line, no longer than fits, breakable wherever it must be; what the font lacks is a question mark."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1].rstrip() + "…"
    shown = "".join(character if _is_there(ord(character)) else UNKNOWN for character in plain)
    return _LONG_WORD.sub(lambda found: found[0] + _BREAK_HERE, shown)


def lacks_signs(text: str) -> bool:
    """Whether a question mark stands for something in the text as it is shown."""
    return printable(text).count(UNKNOWN) > text.count(UNKNOWN)


def _is_there(point: int) -> bool:
    return any(first <= point <= last for first, last in FONT_HAS)

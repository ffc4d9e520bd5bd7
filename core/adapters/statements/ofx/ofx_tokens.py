from enum import StrEnum
from typing import Final, NamedTuple

LONGEST_VALUE: Final = 64 * 1024
"""No field of a statement is longer; without the bound one could be the whole file in memory."""


class TokenKind(StrEnum):
    """What a token is, in SGML and XML alike."""

    OPEN = "open"
    """An aggregate begins."""
    CLOSE = "close"
    """An aggregate, or in SGML perhaps a field, ends."""
    FIELD = "field"
    """A field with its value."""


class Token(NamedTuple):
    """One step through an OFX file. `tag` is in capitals; `text` is a field's value without surrounding space."""

    line: int
    kind: TokenKind
    tag: str
    text: str

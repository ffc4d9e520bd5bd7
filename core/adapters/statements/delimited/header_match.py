import re
from dataclasses import dataclass
from typing import Final

from core.adapters.statements.currencies import BY_NUMBER, read_currency
from core.adapters.statements.delimited.header_words import PHRASES, Role

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD: Final = re.compile(r"[^\w№#]+|_")
_CODES: Final = frozenset(BY_NUMBER.values()) | {"RUR", "РУБ"}
_LONGEST_HEADER: Final = 80
_LEAST_WORD: Final = 3
"""A lone "in" or "s" inside a phrase means nothing."""
_EXACT: Final = 100
_DATES: Final = frozenset({Role.OPERATION_DATE, Role.BOOKING_DATE, Role.VALUE_DATE})
_AMOUNTS: Final = frozenset({Role.AMOUNT, Role.ACCOUNT_AMOUNT, Role.OPERATION_AMOUNT, Role.DEBIT, Role.CREDIT})


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """What one header cell means. `strength` is 100 for a known phrase, less where only some of its words are known."""

    role: Role
    strength: int
    language: str
    currency: str | None


def read_header_cell(text: str) -> HeaderCell | None:
    """What a header cell means, or None for words that are not known."""
    if len(text) > _LONGEST_HEADER:
        return None
    currency = None
    words: list[str] = []
    for word in _NOT_WORD.sub(" ", _CAMEL.sub(" ", text)).split():
        if word.upper() in _CODES and (word.isupper() or word.lower() == "руб"):
            currency = read_currency(word)
        else:
            words.append(word.lower().replace("ё", "е"))
    if not words:
        return None
    exact = PHRASES.get(" ".join(words))
    if exact:
        return HeaderCell(exact[0], _EXACT, exact[1], currency)
    return _by_part(words, currency)


def _by_part(words: list[str], currency: str | None) -> HeaderCell | None:
    """The longest known phrase at the start, otherwise at the end, otherwise inside."""
    for length in range(len(words) - 1, 0, -1):
        starts = [0, len(words) - length, *range(1, len(words) - length)]
        for start in starts:
            found = PHRASES.get(" ".join(words[start : start + length]))
            if found and (length > 1 or len(words[start]) >= _LEAST_WORD):
                return HeaderCell(found[0], 50 * length // len(words) + (start == 0), found[1], currency)
    return None


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its cells by column, None for unknown ones."""

    cells: tuple[HeaderCell | None, ...]
    raw: tuple[str, ...]

    @property
    def score(self) -> int:
        """Distinct meanings, counted only when a date and an amount are among them; 0 for a row that is no header."""
        roles = {cell.role for cell in self.cells if cell}
        return len(roles) if roles & _DATES and roles & _AMOUNTS else 0

    @property
    def language(self) -> str | None:
        """The language most cells are in."""
        found = [cell.language for cell in self.cells if cell]
        return max(sorted(set(found)), key=found.count) if found else None

    def columns(self, role: Role) -> list[int]:
        """Columns with that meaning, the surest first."""
        found = [(-cell.strength, i) for i, cell in enumerate(self.cells) if cell and cell.role is role]
        return [i for _, i in sorted(found)]


def read_header(cells: list[str]) -> Header:
    """Read a row as if it were the header."""
    return Header(tuple(read_header_cell(cell) for cell in cells), tuple(cell.strip() for cell in cells))

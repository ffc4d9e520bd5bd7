import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.adapters.statements.currencies import BY_NUMBER, read_currency
from core.adapters.statements.delimited.column_role import Role
from core.adapters.statements.delimited.header_words.phrases import LANGUAGES, PHRASES

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD: Final = re.compile(r"[^\w№#]+|_")
_CODES: Final = frozenset(BY_NUMBER.values()) | {"RUR", "РУБ"}
_LONGEST_HEADER: Final = 80
_LEAST_WORD: Final = 3
"""A lone "in" or "s" inside a phrase means nothing."""
_EXACT: Final = 100
_EVERYWHERE: Final = ("ru", "en", "de")
_DATES: Final = frozenset({Role.OPERATION_DATE, Role.BOOKING_DATE, Role.VALUE_DATE})
_AMOUNTS: Final = frozenset({Role.AMOUNT, Role.ACCOUNT_AMOUNT, Role.OPERATION_AMOUNT, Role.DEBIT, Role.CREDIT})


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """What one header cell means. `strength` is 100 for a known phrase, less where only some of its words are known.

    `other_roles`: what it can mean besides, in the same language ("valuta" is a currency and a day).
    """

    role: Role
    strength: int
    language: str
    currency: str | None
    other_roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its cells by column, None for unknown ones, and the language they are read in."""

    cells: tuple[HeaderCell | None, ...]
    raw: tuple[str, ...]
    language: str | None

    @property
    def score(self) -> int:
        """Distinct meanings, counted only when a date and an amount are among them; 0 for a row that is no header."""
        roles = {cell.role for cell in self.cells if cell}
        return len(roles) if roles & _DATES and roles & _AMOUNTS else 0

    def columns(self, role: Role) -> list[int]:
        """Columns with that meaning, the surest first; those that can mean something else besides come last."""
        found = [(-cell.strength, i) for i, cell in enumerate(self.cells) if cell and cell.role is role]
        besides = [(1, i) for i, cell in enumerate(self.cells) if cell and role in cell.other_roles]
        return [i for _, i in sorted(found + besides)]


def read_header(cells: list[str]) -> Header:
    """Read a row as if it were the header: in the language that knows most of its cells."""
    found = [_words_of(cell) for cell in cells]
    votes = Counter(language for words, _ in found for language in PHRASES.get(" ".join(words), ()))
    most = max(votes.values(), default=0)
    spoken = next((language for language in LANGUAGES if most and votes[language] == most), None)
    # Exports mix their own language with these; the others are read only where they are the header's own.
    languages = tuple(dict.fromkeys((*((spoken,) if spoken else ()), *_EVERYWHERE)))
    read = tuple(_read(words, currency, languages) for words, currency in found)
    return Header(read, tuple(cell.strip() for cell in cells), spoken or _most_spoken(read))


def _words_of(text: str) -> tuple[list[str], str | None]:
    """The words of a cell in lower case, and the currency among them; none of a text too long for a head."""
    if len(text) > _LONGEST_HEADER:
        return [], None
    currency = None
    words: list[str] = []
    for word in _NOT_WORD.sub(" ", _CAMEL.sub(" ", text.lstrip("# "))).split():
        if word.upper() in _CODES and (word.isupper() or word.lower() == "руб"):
            currency = read_currency(word)
        else:
            words.append(word.lower().replace("ё", "е"))
    return words, currency


def _read(words: list[str], currency: str | None, languages: Sequence[str]) -> HeaderCell | None:
    """What the words mean in the first of the languages that knows them: all of them, or else their longest part.

    A part counts at the start before the end before the middle.
    """
    whole = _meaning(words, languages)
    if whole:
        (role, *others), language = whole
        return HeaderCell(role, _EXACT, language, currency, tuple(others))
    for length in range(len(words) - 1, 0, -1):
        for start in (0, len(words) - length, *range(1, len(words) - length)):
            part = _meaning(words[start : start + length], languages)
            if part and (length > 1 or len(words[start]) >= _LEAST_WORD):
                (role, *_), language = part
                return HeaderCell(role, 50 * length // len(words) + (start == 0), language, currency)
    return None


def _meaning(words: list[str], languages: Sequence[str]) -> tuple[tuple[Role, ...], str] | None:
    known = PHRASES.get(" ".join(words))
    return next(((known[language], language) for language in languages if language in known), None) if known else None


def _most_spoken(cells: Sequence[HeaderCell | None]) -> str | None:
    """The language of most cells of which only parts are known."""
    found = [cell.language for cell in cells if cell]
    return max(sorted(set(found)), key=found.count) if found else None

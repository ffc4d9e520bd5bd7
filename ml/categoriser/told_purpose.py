"""The curated table of phrases by which a line itself says what it is for, and the look-up of a cleaned line in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from core.taxonomy import load_taxonomy
from ml.categoriser.knowledge_files import read_knowledge
from ml.categoriser.known_merchants import UnknownCategoryError
from ml.text.fold import fold

_FILE: Final = "purposes.toml"
_DIRECTIONS: Final[Mapping[str, frozenset[int]]] = {
    "in": frozenset({1}),
    "out": frozenset({-1}),
    "both": frozenset({-1, 0, 1}),
}
_BEGINNING: Final = 4
"""Folded letters of their first word that phrases are looked up by: no first word that may go on is shorter."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A phrase: its words as they begin and whether each is whole, its category, and how people write it."""

    words: tuple[tuple[str, bool], ...]
    is_line: bool
    directions: frozenset[int]
    category: str
    written: str

    def stands_at(self, line: Sequence[str], place: int) -> bool:
        """Whether the cleaned line has the phrase there."""
        if self.is_line and len(line) != len(self.words):
            return False
        found = line[place : place + len(self.words)]
        return len(found) == len(self.words) and all(
            word == start if is_whole else word.startswith(start)
            for word, (start, is_whole) in zip(found, self.words, strict=True)
        )


class PurposeTable:
    """Finds the longest phrase that stands in a cleaned line and fits the money's direction."""

    def __init__(self, purposes: Iterable[Purpose]) -> None:
        by_beginning = defaultdict[str, list[Purpose]](list)
        for purpose in sorted(purposes, key=lambda one: -len(one.words)):
            by_beginning[purpose.words[0][0][:_BEGINNING]].append(purpose)
        self._by_beginning = dict(by_beginning)

    def find(self, key: str, sign: int) -> Purpose | None:
        """`key` is the cleaned description; `sign` is -1 for money that went out, 1 for what came in, 0 for unknown."""
        words, best = key.split(), None
        for place, word in enumerate(words):
            for purpose in self._by_beginning.get(word[:_BEGINNING], ()):
                if best is not None and len(purpose.words) <= len(best.words):
                    break
                if sign in purpose.directions and purpose.stands_at(words, place):
                    best = purpose
                    break
        return best


@cache
def load_purposes() -> PurposeTable:
    """The table. Raises UnknownCategoryError for a category that the taxonomy lacks."""
    return PurposeTable(read_purposes(read_knowledge(_FILE)))


def read_purposes(table: Mapping[str, Any]) -> list[Purpose]:
    """Every phrase of a parsed file: directions, categories, phrases."""
    known, found = load_taxonomy().by_key, list[Purpose]()
    for direction, categories in table.items():
        for category, phrases in categories.items():
            if category not in known:
                raise UnknownCategoryError(f"{_FILE}: no category {category}")
            found += [_purpose(phrase, _DIRECTIONS[direction], category) for phrase in phrases]
    return found


def _purpose(phrase: str, directions: frozenset[int], category: str) -> Purpose:
    words = phrase.removeprefix("=").split()
    written = " ".join(words).replace("*", "…")
    folded = tuple((fold(word.removesuffix("*")), not word.endswith("*")) for word in words)
    start, is_whole = folded[0]
    if len(start) < _BEGINNING and not is_whole:
        raise ValueError(f"{_FILE}: {phrase!r} begins with too little to be found by")
    return Purpose(folded, phrase.startswith("="), directions, category, written)

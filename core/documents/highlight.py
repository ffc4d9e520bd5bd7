"""Showing where a text answers a query."""

import re
from dataclasses import dataclass
from typing import Final

CONTEXT: Final = 300
"""Characters shown of a hit."""
_WORD: Final = re.compile(r"\w+")
_SHORT: Final = 4
_ENDING: Final = 2


@dataclass(frozen=True, slots=True)
class Snippet:
    """A run of text. The runs of a hit follow one another."""

    text: str
    is_highlighted: bool


def highlight(text: str, query: str) -> list[Snippet]:
    """The part of the text with the most words of the query, those words marked.

    Words fit by their beginning, so that `оплата` marks `оплату`: the endings of both languages lie at the end.
    """
    asked = {word for word in _WORD.findall(query.casefold()) if len(word) > 1}
    marks = [
        match.span()
        for match in _WORD.finditer(text)
        if any(_are_forms(match.group().casefold(), word) for word in asked)
    ]
    start = _best_window(marks)
    window = text[start : start + CONTEXT]
    runs: list[Snippet] = []
    position = 0
    for begin, end in ((a - start, b - start) for a, b in marks if a >= start and b <= start + len(window)):
        if begin > position:
            runs.append(Snippet(window[position:begin], is_highlighted=False))
        runs.append(Snippet(window[begin:end], is_highlighted=True))
        position = end
    if position < len(window):
        runs.append(Snippet(window[position:], is_highlighted=False))
    return runs


def _are_forms(one: str, other: str) -> bool:
    """Whether two words begin alike up to their last two letters; a short word must be the beginning of the other."""
    shorter = min(len(one), len(other))
    alike = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    return alike == shorter > 1 or (shorter > _SHORT and alike >= shorter - _ENDING)


def _best_window(marks: list[tuple[int, int]]) -> int:
    """Where to begin so that most marks are seen; a little before the first of them."""
    if not marks:
        return 0
    best = max(marks, key=lambda mark: sum(mark[0] <= other[0] < mark[0] + CONTEXT - 60 for other in marks))
    return max(0, best[0] - 40)

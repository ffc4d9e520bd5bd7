"""Cutting a document's pages into pieces that search can point at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TARGET = 600
"""Characters a piece: a receipt is one, a page of a contract is several."""
MAX_CHUNKS = 500


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A run of whole lines of one page; pages count from 1."""

    page: int
    text: str


def chunk_pages(pages: Sequence[str]) -> list[TextPiece]:
    """Pieces of about TARGET characters, cut between lines; a longer line is cut at TARGET."""
    pieces = [TextPiece(number, text) for number, page in enumerate(pages, start=1) for text in _pieces(page)]
    return pieces[:MAX_CHUNKS]


def _pieces(page: str) -> Iterator[str]:
    gathered: list[str] = []
    length = 0
    for line in _lines(page):
        if gathered and length + len(line) > TARGET:
            yield "\n".join(gathered)
            gathered, length = [], 0
        gathered.append(line)
        length += len(line) + 1
    if gathered:
        yield "\n".join(gathered)


def _lines(page: str) -> Iterator[str]:
    for line in page.splitlines():
        text = line.strip()
        for start in range(0, len(text), TARGET):
            yield text[start : start + TARGET]

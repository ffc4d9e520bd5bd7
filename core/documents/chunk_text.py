"""Cutting a document's pages into pieces that search can point at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.ports.search_index import Box

TARGET = 600
"""Characters a piece: a receipt is one, a page of a contract is several."""
MAX_CHUNKS = 500

Corners: TypeAlias = Sequence[float]
"""Left, top, right and bottom, as shares of the page."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A run of whole lines of one page; pages count from 1. `box` holds those of its lines whose place is known."""

    page: int
    text: str
    box: Box | None = None


def chunk_pages(pages: Sequence[str], line_boxes: Sequence[Sequence[Corners | None]] = ()) -> list[TextPiece]:
    """Pieces of about TARGET characters, cut between lines; a longer line is cut at TARGET.

    `line_boxes` has an entry for each line of each page. Boxes of another number than a page has lines are not used.
    """
    pieces = [
        TextPiece(number, text, _around(boxes))
        for number, page in enumerate(pages, start=1)
        for text, boxes in _pieces(page, line_boxes[number - 1] if number <= len(line_boxes) else ())
    ]
    return pieces[:MAX_CHUNKS]


def _pieces(page: str, boxes: Sequence[Corners | None]) -> Iterator[tuple[str, list[Corners]]]:
    gathered: list[str] = []
    places: list[Corners] = []
    length = 0
    for line, box in _lines(page, boxes):
        if gathered and length + len(line) > TARGET:
            yield "\n".join(gathered), places
            gathered, places, length = [], [], 0
        gathered.append(line)
        if box is not None:
            places.append(box)
        length += len(line) + 1
    if gathered:
        yield "\n".join(gathered), places


def _lines(page: str, boxes: Sequence[Corners | None]) -> Iterator[tuple[str, Corners | None]]:
    lines = page.splitlines()
    known = boxes if len(boxes) == len(lines) else [None] * len(lines)
    for line, box in zip(lines, known, strict=True):
        text = line.strip()
        for start in range(0, len(text), TARGET):
            yield text[start : start + TARGET], box


def _around(boxes: Sequence[Corners]) -> Box | None:
    """The smallest box around all."""
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))

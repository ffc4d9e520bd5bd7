"""What every extractor works on: the lines of a document in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from core.ports.document_reader import PageBox


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands: pixels of a picture while it is read, shares (0..1) of the upright page afterwards."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line, from one position of its text to another, and where it stands."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text. `confidence` is 0..1: the mean over its words, 1 for a PDF's own text. `page` counts from 0."""

    text: str
    confidence: float = 1.0
    page: int = 0
    box: Box | None = None
    spans: tuple[Span, ...] = ()

    def place(self, start: int | None = None, end: int | None = None) -> PageBox | None:
        """Where the text between two positions stands; the whole line without them."""
        first, last = start or 0, len(self.text) if end is None else end
        boxes = [span.box for span in self.spans if span.start < last and first < span.end]
        box = union(boxes) if boxes else self.box
        if box is None:
            return None
        left, top = _share(box.left), _share(box.top)
        width, height = _share(box.left + box.width) - left, _share(box.top + box.height) - top
        return PageBox(self.page + 1, left, top, round(width, 4), round(height, 4))


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 4)


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of these, of which there is one at least."""
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.left + box.width for box in boxes), max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def place_of(lines: Sequence[TextLine]) -> PageBox | None:
    """Where several lines stand together; the lines on another page than the first are left out."""
    places = [place for line in lines if (place := line.place()) is not None]
    if not places:
        return None
    page = places[0].page
    around = union([Box(one.x, one.y, one.w, one.h) for one in places if one.page == page])
    return PageBox(page, around.left, around.top, round(around.width, 4), round(around.height, 4))


def cells_of(line: TextLine) -> list[TextLine]:
    """The cells of a line, which tabs part, each with its own place."""
    cells, start = [], 0
    for text in line.text.split("\t"):
        end = start + len(text)
        boxes = [span.box for span in line.spans if span.start < end and start < span.end]
        cells.append(TextLine(text, line.confidence, line.page, union(boxes) if boxes else line.box))
        start = end + 1
    return cells


def joined(pieces: Sequence[tuple[str, Box]], separators: Sequence[str], confidence: float, page: int) -> TextLine:
    """One line out of pieces from left to right, `separators` standing between them (one fewer than pieces)."""
    text, spans = "", []
    for (words, box), before in zip(pieces, ["", *separators], strict=True):
        text += before
        spans.append(Span(len(text), len(text) + len(words), box))
        text += words
    return TextLine(text, confidence, page, union([box for _, box in pieces]), tuple(spans))


def lines_of(text: str, page: int = 0) -> list[TextLine]:
    """Split plain text into its non-empty lines."""
    return [TextLine(" ".join(line.split()), page=page) for line in text.splitlines() if line.strip()]


def text_of(lines: Sequence[TextLine]) -> str:
    """The lines as one text."""
    return "\n".join(line.text for line in lines)


def mean_confidence(lines: Sequence[TextLine]) -> float:
    """Mean confidence, each line weighing as much as it has letters; 0 where there is no text."""
    weighed = [line.confidence for line in lines for _ in range(len(line.text))]
    return fmean(weighed) if weighed else 0.0

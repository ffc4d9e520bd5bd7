"""What every extractor works on: the lines of a document in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on its page, in pixels of the prepared page or points of a PDF."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text. `confidence` is 0..1: the mean over its words, 1 for a PDF's own text."""

    text: str
    confidence: float = 1.0
    page: int = 0
    box: Box | None = None


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

from collections.abc import Sequence
from typing import Final, Protocol

from core.adapters.statements.delimited.header_match import read_header
from core.adapters.statements.pdf.find_columns import PageColumns, starts_movement
from core.adapters.statements.pdf.page_lines import Line

_MOST_HEADER_LINES: Final = 6


class PageLayout(Protocol):
    """How a bank sets the movements of its PDF statements."""

    def fits(self, lines: Sequence[Line]) -> bool:
        """Whether the lines of a document are set so."""
        ...

    def is_anchor(self, line: Line) -> bool:
        """Whether a movement begins in this line, or has its date in it."""
        ...

    def header(self, above: Sequence[Line], columns: PageColumns) -> tuple[list[str] | None, int]:
        """The heading of each cell that `cells` gives, and how many of the lines above the table it takes."""
        ...

    def cells(self, stacked: Sequence[Sequence[str]]) -> list[str]:
        """The cells of a movement from what each of its lines holds of each column."""
        ...


class PlainLayout:
    """A table as any bank sets it: wrapped cells are read from top to bottom."""

    def fits(self, lines: Sequence[Line]) -> bool:  # noqa: ARG002 it fits what no other layout fits
        """Any document."""
        return True

    def is_anchor(self, line: Line) -> bool:
        """A date and an amount."""
        return starts_movement(line)

    def header(self, above: Sequence[Line], columns: PageColumns) -> tuple[list[str] | None, int]:
        """The lines right above the table that together have the most known headings."""
        best: list[str] | None = None
        best_count, best_score = 0, 1
        for count in range(1, min(len(above), _MOST_HEADER_LINES) + 1):
            cells = _joined([columns.cut_headings(line) for line in above[-count:]])
            score = read_header(cells).score
            if score > best_score:
                best, best_count, best_score = cells, count, score
        return best, best_count

    def cells(self, stacked: Sequence[Sequence[str]]) -> list[str]:
        """Each column's lines, joined."""
        return _joined(stacked)


def _joined(stacked: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(filter(None, column)) for column in zip(*stacked, strict=True)]

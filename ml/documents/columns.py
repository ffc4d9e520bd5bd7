"""What stands right of a word and below it: papers label their values both ways."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ml.documents.text_line import TextLine, cells_of, union

_ASIDE: Final = 0.04
"""Share of the page's width by which the left edges of one column lie apart at most."""


class Columns:
    """The cells of a document, row by row."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.rows = [_values_joined([cell for cell in cells_of(line) if cell.text.strip()]) for line in lines]

    def right_of(self, row: int, cell: int) -> TextLine | None:
        """The next cell of the row."""
        return self.rows[row][cell + 1] if cell + 1 < len(self.rows[row]) else None

    def below(self, row: int, cell: int, reach: int) -> list[TextLine]:
        """The cells of the same column in so many rows below, on the same page."""
        return [self.rows[at][place] for at, place in self.places_below(row, cell, reach)]

    def places_below(self, row: int, cell: int, reach: int) -> list[tuple[int, int]]:
        """As `below`: the row and the place in it of each."""
        label = self.rows[row][cell]
        found = []
        for at, cells in enumerate(self.rows[row + 1 : row + 1 + reach], row + 1):
            if cells and cells[0].page != label.page:
                break
            # Without boxes the order in the row is all there is to tell a column by.
            places = [
                place for place, one in enumerate(cells) if (_is_below(one, label) if label.box else place == cell)
            ]
            found += [(at, place) for place in places[:1]]
        return found


def _values_joined(cells: Sequence[TextLine]) -> list[TextLine]:
    """Cells, a word and its value being one where the colon stands with the value: `Number    : 12`."""
    joined: list[TextLine] = []
    for cell in cells:
        if joined and cell.text.startswith(":"):
            label = joined.pop()
            boxes = [one.box for one in (label, cell) if one.box is not None]
            text = f"{label.text} {cell.text}"
            joined.append(replace(label, text=text, box=union(boxes) if boxes else None, spans=()))
        else:
            joined.append(cell)
    return joined


def _is_below(cell: TextLine, label: TextLine) -> bool:
    if cell.box is None or label.box is None:
        return False
    return (
        abs(cell.box.left - label.box.left) <= _ASIDE
        or cell.box.left <= label.box.left + label.box.width / 2 <= cell.box.left + cell.box.width
    )

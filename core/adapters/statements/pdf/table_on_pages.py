from collections.abc import Iterator, Sequence
from typing import Final

from core.adapters.statements.delimited.amount_cells import looks_like_amount
from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.delimited.header_match import read_header
from core.adapters.statements.delimited.row_source import RowBatch
from core.adapters.statements.delimited.value_words import is_totals
from core.adapters.statements.pdf.find_columns import PageColumns, find_anchors, find_columns
from core.adapters.statements.pdf.page_layout import PageLayout, PlainLayout
from core.adapters.statements.pdf.page_lines import Line
from core.adapters.statements.pdf.sber_layout import SberLayout
from core.adapters.statements.pdf.stack_rows import StackedRow, stack_rows
from core.ports.statement_parser import StatementError

_LEAST_HEADER: Final = 3
_LAYOUTS: Final[tuple[PageLayout, ...]] = (SberLayout(), PlainLayout())


class PageRows:
    """The rows of a table that runs over the pages of a document: a RowSource. Lines are counted over all pages."""

    kind = "page"
    encoding = "utf-16-le"

    def __init__(self, lines: Sequence[int], rows: list[list[str]]) -> None:
        self._lines = lines
        self._rows = rows

    def batches(self) -> Iterator[RowBatch]:
        """All rows at once: a document is small."""
        yield RowBatch(self._lines, [list(cells) for cells in self._rows])

    def is_cut(self) -> bool:
        """A page ends where it ends."""
        return False

    def under(self, dialect: Dialect | None) -> "PageRows":  # noqa: ARG002 a page has none
        """The same rows."""
        return self


def table_on_pages(lines: Sequence[Line]) -> PageRows:
    """The one table of a document: what stands above it, its heading, its movements, what stands below it.

    Raises:
        StatementError: UNKNOWN_FORMAT when there is none, BAD_DATE for a row that has an amount and no date.
    """
    layout = next(layout for layout in _LAYOUTS if layout.fits(lines))
    anchors = find_anchors(lines, layout.is_anchor)
    if not anchors:
        return _without_movements(lines)
    movements, outside = stack_rows(lines, anchors)
    inside = [line for row in movements for line in row.lines if line is not row.anchor]
    columns = find_columns([row.anchor for row in movements])
    columns = columns.widened([segment for line in inside for segment in line.segments])
    first, last = movements[0].lines[0].number, movements[-1].lines[-1].number
    above = [line for line in outside if line.number < first]
    header, header_lines = layout.header(above, columns)
    rows = [(line.number, line.texts) for line in above[: len(above) - header_lines]]
    if header is not None:
        rows.append((above[-1].number if header_lines else first - 1, header))
    rows += [(row.anchor.number, _cells(row, columns, layout)) for row in movements]
    heading = {" ".join(line.texts) for line in above}
    for line in outside:
        if first < line.number < last:
            _refuse_lost_movement(line, heading, columns, movements)
    rows += [(line.number, line.texts) for line in outside if line.number > last]
    return PageRows([number for number, _ in rows], [cells for _, cells in rows])


def _without_movements(lines: Sequence[Line]) -> PageRows:
    """A statement of a time in which nothing moved still has its headings."""
    if max((read_header(line.texts).score for line in lines), default=0) < _LEAST_HEADER:
        raise StatementError("UNKNOWN_FORMAT", "The document has no table with dates and amounts.")
    return PageRows([line.number for line in lines], [line.texts for line in lines])


def _cells(row: StackedRow, columns: PageColumns, layout: PageLayout) -> list[str]:
    return layout.cells([columns.cut(line) for line in row.lines])


def _refuse_lost_movement(line: Line, heading: set[str], columns: PageColumns, movements: Sequence[StackedRow]) -> None:
    """Between the movements only headings, page numbers, small print and totals may be left out."""
    texts = line.texts
    if " ".join(texts) in heading or any(map(is_totals, texts)):
        return
    money = {
        columns.at(segment.words[0].middle)
        for row in movements[:20]
        for segment in row.anchor.segments
        if _is_money(segment.text)
    }
    for segment in line.segments:
        if _is_money(segment.text) and columns.at(segment.words[0].middle) in money:
            raise StatementError(
                "BAD_DATE", f"{segment.text[:40]!r} is an amount in a row without a date.", line=line.number
            )


def _is_money(text: str) -> bool:
    """An amount with decimals: a page's number has none."""
    return looks_like_amount(text) and ("," in text or "." in text)

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from core.adapters.statements.delimited.amount_cells import AmountEvidence
from core.adapters.statements.delimited.date_cells import DateEvidence
from core.adapters.statements.delimited.find_dialect import is_data_row
from core.adapters.statements.delimited.header_match import Header, read_header
from core.adapters.statements.delimited.labelled_facts import LabelledFacts
from core.adapters.statements.delimited.row_source import Row, RowSource, rows_of

_SAMPLE_ROWS: Final = 2000
_PREAMBLE_ROWS: Final = 100


@dataclass(slots=True)
class TableSample:
    """The head of a file: what stands before the table, its header, and up to 2,000 rows that look like movements."""

    preamble: list[Row]
    header: Header | None
    header_line: int | None
    rows: list[Row]
    width: int
    is_whole_file: bool
    _dates: dict[int, DateEvidence] = field(default_factory=dict)
    _amounts: dict[int, AmountEvidence] = field(default_factory=dict)

    def cells(self, column: int) -> list[str]:
        """A column's cells; a short row has blank ones."""
        return [cells[column].strip() if column < len(cells) else "" for _, cells in self.rows]

    def dates(self, column: int) -> DateEvidence:
        """What a column tells as dates."""
        evidence = self._dates.get(column)
        if evidence is None:
            evidence = self._dates[column] = DateEvidence()
            for cell in self.cells(column):
                evidence.add(cell)
        return evidence

    def amounts(self, column: int) -> AmountEvidence:
        """What a column tells as amounts."""
        evidence = self._amounts.get(column)
        if evidence is None:
            evidence = self._amounts[column] = AmountEvidence()
            for cell in self.cells(column):
                evidence.add(cell)
        return evidence

    def facts(self) -> LabelledFacts:
        """What the preamble tells."""
        facts = LabelledFacts()
        for _, cells in self.preamble:
            facts.read(cells)
        return facts


def take_sample(source: RowSource, *, header_line: int | None = None) -> TableSample:
    """Read the head of the table and part it into preamble, header and movements; the header is where it is said to be.

    Below a header that a person pointed at every filled row counts where none looks like a movement.
    """
    rows = list(islice(rows_of(source), _SAMPLE_ROWS + 1))
    is_whole_file = len(rows) <= _SAMPLE_ROWS
    rows = rows[:_SAMPLE_ROWS]
    best, start = _find_header(rows) if header_line is None else _said_header(rows, header_line)
    if best is None:
        start = next((i for i, (_, cells) in enumerate(rows) if is_data_row(cells)), len(rows))
    data = [row for row in rows[start:] if is_data_row(row[1])]
    if not data and header_line is not None:
        data = [row for row in rows[start:] if any(map(str.strip, row[1]))]
    widths = Counter(len(cells) for _, cells in data)
    usual = widths.most_common(1)[0][0] if widths else 0
    width = max(usual, len(best.cells) if best else 0)
    line = rows[start - 1][0] if best else None
    preamble = rows[: start - 1] if best else rows[:start]
    return TableSample(preamble[:_PREAMBLE_ROWS], best, line, data, width, is_whole_file)


def _said_header(rows: list[Row], line: int) -> tuple[Header | None, int]:
    for i, (number, cells) in enumerate(rows):
        if number == line:
            return read_header(cells), i + 1
    return None, 0


def _find_header(rows: list[Row]) -> tuple[Header | None, int]:
    """The row with the most known headings among the first hundred, and the index of the row after it."""
    best: Header | None = None
    start = 0
    for i, (_, cells) in enumerate(rows[:_PREAMBLE_ROWS]):
        if is_data_row(cells):
            # A movement can't stand before the header, but an opening balance with its date can.
            if best is not None:
                break
            continue
        header = read_header(cells)
        if header.score and header.score > (best.score if best else 1):
            best, start = header, i + 1
    return best, start

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.text_lines import read_lines
from core.ports.statement_parser import StatementError

Row = tuple[int, list[str]]
"""The 1-based line a row starts in, and its cells."""
_LEAST_SWALLOWED_MARKS: Final = 2


def read_rows(source: BinaryIO, dialect: Dialect) -> Iterator[Row]:
    """The rows of the file, blank ones included, one at a time.

    Raises:
        StatementError: TRUNCATED for a quotation that never ends, BAD_QUOTING for one that swallowed rows,
            and what `read_lines` raises.
    """
    is_exhausted = False

    def feed() -> Iterator[str]:
        nonlocal is_exhausted
        yield from read_lines(source, dialect.codec)
        is_exhausted = True

    reader = csv.reader(
        feed(),
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE,
    )
    start = 1
    try:
        for cells in reader:
            # The reader asks for another line only inside a quotation: a row that ends after the last line is cut off.
            if is_exhausted:
                raise StatementError("TRUNCATED", "The file ends inside a quotation.", line=start)
            if reader.line_num > start:
                _refuse_swallowed_rows(cells, dialect.delimiter, start)
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise StatementError("BAD_QUOTING", f"The row can't be cut into cells: {error}.", line=start) from None


def _refuse_swallowed_rows(cells: list[str], delimiter: str, line: int) -> None:
    """A stray quotation mark glues following rows into one cell; a real line break in a text has no row after it."""
    marks = max(_LEAST_SWALLOWED_MARKS, len(cells) - 1)
    for cell in cells:
        if any(part.count(delimiter) >= marks for part in cell.splitlines()[1:]):
            raise StatementError("BAD_QUOTING", "A quotation that starts here swallows whole rows.", line=line)

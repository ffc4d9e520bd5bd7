import csv
import io
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import BinaryIO, Final, NamedTuple, Protocol

from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.delimited.text_pieces import TextPiece, count_line_ends, read_pieces
from core.adapters.statements.text_lines import MAX_LINE_CHARACTERS
from core.ports.statement_parser import StatementError

Row = tuple[int, list[str]]
"""The 1-based line a row starts in, and its cells."""
MOST_COLUMNS: Final = 1000
"""A wider row is no statement; without the bound one row could be the whole file as a million cells."""
_LEAST_SWALLOWED_MARKS: Final = 2
_END: Final = "\ue000 end of the statement's text \ue000"
"""Added behind the last line: it comes back as a row of two cells, unless a quotation is still open."""


class RowBatch(NamedTuple):
    """Rows that follow each other, blank ones included, and the 1-based line each starts in."""

    lines: Sequence[int]
    rows: list[list[str]]


class RowSource(Protocol):
    """Where a table's rows come from: a text, a sheet, the pages of a document."""

    kind: str
    """text, sheet or page: the same columns in another kind of file are written in another way."""
    encoding: str

    def batches(self) -> Iterator[RowBatch]:
        """All rows from the first one, each time it is called, in bounded memory. Raises StatementError."""
        ...

    def is_cut(self) -> bool:
        """Whether the last row has no end, so that its missing cells can have been lost."""
        ...

    def under(self, dialect: Dialect | None) -> "RowSource":
        """The same rows cut into cells in another way, where they are a text."""
        ...


def rows_of(source: RowSource) -> Iterator[Row]:
    """The rows one by one."""
    for batch in source.batches():
        yield from zip(batch.lines, batch.rows, strict=True)


class DelimitedRows:
    """The rows of a text under a dialect: a RowSource."""

    kind = "text"

    def __init__(self, source: BinaryIO, dialect: Dialect) -> None:
        self.encoding = dialect.codec
        self._source = source
        self._dialect = dialect

    def batches(self) -> Iterator[RowBatch]:
        """Cut the text piece by piece; a row that a piece ends inside of is read again with the next one.

        Raises:
            StatementError: TRUNCATED for a quotation that never ends, BAD_QUOTING for one that swallowed rows,
                TOO_MANY_COLUMNS, and what `read_pieces` raises.
        """
        rest = TextPiece(1, "")
        for piece in read_pieces(self._source, self._dialect.codec):
            whole = TextPiece(rest.first_line, rest.text + piece.text) if rest.text else piece
            batch, rest, refusal = self._cut(whole)
            if batch.rows:
                yield batch
            if refusal is not None:
                raise refusal
        if rest.text:
            raise StatementError("TRUNCATED", "The file ends inside a quotation.", line=rest.first_line)

    def is_cut(self) -> bool:
        """Whether the text ends without a line end."""
        self._source.seek(-4, io.SEEK_END)
        return not self._source.read(4).rstrip(b"\x00").endswith((b"\n", b"\r"))

    def under(self, dialect: Dialect | None) -> "DelimitedRows":
        """The same text under another dialect."""
        return DelimitedRows(self._source, dialect or self._dialect)

    def _cut(self, piece: TextPiece) -> tuple[RowBatch, TextPiece, StatementError | None]:
        """The whole rows, the text of a row that is not whole yet, and what is wrong behind the rows."""
        lines = list(io.StringIO(piece.text, newline=""))
        reader = csv.reader(
            [*lines, _END + self._dialect.delimiter],
            delimiter=self._dialect.delimiter,
            quoting=csv.QUOTE_MINIMAL if self._dialect.quoted else csv.QUOTE_NONE,
        )
        rows: list[list[str]] = []
        refusal: StatementError | None = None
        is_whole = False
        try:
            rows.extend(reader)  # keeps what was read before an error
            is_whole = rows.pop() == [_END, ""]
        except csv.Error as error:
            refusal = StatementError("BAD_QUOTING", f"The row can't be cut into cells: {error}.")
        starts, after = _line_numbers(rows, piece.first_line, len(lines))
        if refusal is not None:
            refusal.line = after
        if len(rows) != len(lines):
            refusal = self._refuse_swallowed_rows(rows, starts) or refusal
        refusal = _refuse_wide_row(rows, starts) or refusal
        rest = "" if is_whole or refusal else "".join(lines[after - piece.first_line :])
        if len(rest) > MAX_LINE_CHARACTERS:
            refusal = StatementError("BAD_QUOTING", "A quotation that starts here never ends.", line=after)
        return RowBatch(starts[: len(rows)], rows), TextPiece(after, rest), refusal

    def _refuse_swallowed_rows(self, rows: list[list[str]], starts: Sequence[int]) -> StatementError | None:
        """A stray quotation mark glues following rows into one cell; a real line break in it has no row after it."""
        delimiter = self._dialect.delimiter
        for i, cells in enumerate(rows):
            marks = max(_LEAST_SWALLOWED_MARKS, len(cells) - 1)
            for cell in cells:
                if ("\n" in cell or "\r" in cell) and any(
                    part.count(delimiter) >= marks for part in cell.splitlines()[1:]
                ):
                    del rows[i:]
                    return StatementError(
                        "BAD_QUOTING", "A quotation that starts here swallows whole rows.", line=starts[i]
                    )
        return None


def _line_numbers(rows: list[list[str]], first: int, lines: int) -> tuple[Sequence[int], int]:
    """The line each row starts in, and the line after the last of them."""
    if len(rows) == lines:
        return range(first, first + lines), first + lines
    starts = list(accumulate((1 + sum(map(count_line_ends, cells)) for cells in rows), initial=first))
    return starts[:-1], starts[-1]


def _refuse_wide_row(rows: list[list[str]], starts: Sequence[int]) -> StatementError | None:
    if not rows or max(map(len, rows)) <= MOST_COLUMNS:
        return None
    i = next(i for i, cells in enumerate(rows) if len(cells) > MOST_COLUMNS)
    width = len(rows[i])
    del rows[i:]
    return StatementError("TOO_MANY_COLUMNS", f"The row has {width} cells; {MOST_COLUMNS} is the most.", line=starts[i])

from collections.abc import Iterator
from typing import Final

from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.delimited.row_source import MOST_COLUMNS, RowBatch
from core.adapters.statements.xlsx.cell_styles import CellKind
from core.adapters.statements.xlsx.cell_text import count_in, date_text, number_text
from core.adapters.statements.xlsx.read_workbook import Workbook
from core.adapters.statements.xlsx.shared_strings import TextCollector, unescaped
from core.ports.statement_parser import StatementError

_MOST_ROWS: Final = 1_048_576
_MOST_CHARACTERS: Final = 32_767
"""More a cell can't hold."""
_LETTERS: Final = 26
_MOST_TEXT: Final = 512 * 1024 * 1024
"""One long text can be referred to by a million cells: what they add up to is bounded, not only the archive."""


class SheetRows:
    """The filled rows of a sheet as texts, as a person sees them: a RowSource. Row numbers are the sheet's own."""

    kind = "sheet"
    encoding = "utf-8"

    def __init__(self, workbook: Workbook, part: str) -> None:
        self._workbook = workbook
        self._part = part

    def batches(self) -> Iterator[RowBatch]:
        """All rows, some thousands at a time. Raises StatementError BAD_WORKBOOK or TOO_MANY_COLUMNS."""
        reader = _SheetReader(self._workbook)
        for _ in self._workbook.parts.walk(self._part, start=reader.start, end=reader.end, text=reader.text):
            if reader.rows:
                yield RowBatch(reader.lines, reader.rows)
                reader.lines, reader.rows = [], []

    def is_cut(self) -> bool:
        """A sheet ends where it ends."""
        return False

    def under(self, dialect: Dialect | None) -> "SheetRows":  # noqa: ARG002 a sheet has none
        """The same rows."""
        return self


class _SheetReader:
    """Takes the tags of a sheet and collects its rows."""

    def __init__(self, workbook: Workbook) -> None:
        self.lines: list[int] = []
        self.rows: list[list[str]] = []
        self._strings = workbook.strings
        self._are_dates = [kind is CellKind.DATE for kind in workbook.kinds]
        self._counts_from_1904 = workbook.counts_from_1904
        self._columns: dict[str, int] = {}
        self._line = 0
        self._cells: list[str] = []
        self._column = -1
        self._type = ""
        self._style = ""
        self._is_value = False
        self._pieces: list[str] = []
        self._inline: TextCollector | None = None
        self._days: dict[str, str] = {}
        self._characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._is_value = True
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "is":
            self._inline = TextCollector()
        elif self._inline is not None:
            self._inline.start(tag)

    def text(self, text: str) -> None:
        if self._is_value:
            self._pieces.append(text)
        elif self._inline is not None:
            self._inline.text(text)

    def end(self, tag: str) -> None:
        if tag == "v":
            self._is_value = False
            self._take(self._value("".join(self._pieces)))
            self._pieces.clear()
        elif tag == "row":
            if any(self._cells):
                self.lines.append(self._line)
                self.rows.append(self._cells)
            self._cells = []
        elif self._inline is not None:
            if tag == "is":
                self._take(self._inline.take())
                self._inline = None
            else:
                self._inline.end(tag)

    def _start_row(self, number: str | None) -> None:
        stated = count_in(number or "")
        self._line = self._line + 1 if stated is None else stated
        if self._line > _MOST_ROWS:
            raise StatementError("BAD_WORKBOOK", "The sheet has more rows than a sheet can have.")
        self._cells = []
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._column = self._column + 1 if place is None else self._column_of(place)
        if self._column >= MOST_COLUMNS:
            raise StatementError(
                "TOO_MANY_COLUMNS", f"The row has more than {MOST_COLUMNS} columns.", line=self._line or None
            )
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")

    def _column_of(self, place: str) -> int:
        """AB12 is column 27."""
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not letters.isascii() or not letters.isalpha() or len(letters) > len("XFD"):
                raise StatementError("BAD_WORKBOOK", f"{place[:20]!r} is no place of a cell.", line=self._line or None)
            column = 0
            for letter in letters.upper():
                column = column * _LETTERS + ord(letter) - ord("A") + 1
            column -= 1
            self._columns[letters] = column
        return column

    def _take(self, text: str) -> None:
        if self._column < 0:
            raise StatementError("BAD_WORKBOOK", "A text stands outside of any cell.", line=self._line or None)
        if len(text) > _MOST_CHARACTERS:
            raise StatementError("BAD_WORKBOOK", "A cell has more text than a cell can have.", line=self._line or None)
        self._characters += len(text)
        if self._characters > _MOST_TEXT:
            raise StatementError("TOO_LARGE", "The sheet has more text than any statement.", line=self._line or None)
        cells = self._cells
        if len(cells) == self._column:
            cells.append(text)
            return
        if len(cells) < self._column:
            cells.extend([""] * (self._column - len(cells)))
            cells.append(text)
        else:
            cells[self._column] = text

    def _value(self, raw: str) -> str:
        kind = self._type
        if kind == "s":
            place = count_in(raw)
            if place is None or place >= len(self._strings):
                raise StatementError(
                    "BAD_WORKBOOK", "A cell refers to a text that is missing.", line=self._line or None
                )
            return self._strings[place]
        if kind == "n":
            return self._number(raw.strip())
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return unescaped(raw)  # text of a formula, an ISO date, an error's name

    def _number(self, raw: str) -> str:
        style = count_in(self._style)
        if style is not None and style < len(self._are_dates) and self._are_dates[style]:
            text = self._days.get(raw)
            if text is None:
                text = date_text(raw, counts_from_1904=self._counts_from_1904)
                if len(self._days) < _MOST_CHARACTERS:
                    self._days[raw] = text
            return text
        return number_text(raw)

"""Reading a CSV with a header of known columns; every refusal says in which line."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from core.errors import DomainError

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS: Final = ",;\t"
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f")
_MOST_DIGITS: Final = 18
_USUAL_AMOUNT: Final = re.compile(r"(-?[0-9]{1,15})\.([0-9]+)")
"""What nearly every program writes: read in a third of the time of the rest."""
_NOISE: Final = Decimal("0.0001")
"""Of a minor unit: what a program that calculated with binary floats leaves behind."""


class CsvError(DomainError):
    """The file is not the CSV that is wanted. `line` is 1-based."""

    code = "BAD_CSV"

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(f"line {line}: {message}" if line is not None else message)
        self.line = line


@dataclass(frozen=True, slots=True)
class CsvTable:
    """An open table. `header` is as the file has it; `places` finds a column by its name in lower case."""

    header: Sequence[str]
    places: Mapping[str, int]
    rows: Iterator[tuple[int, list[str]]]
    """Line number and cells, as many as the header has."""

    def value(self, row: Sequence[str], column: str) -> str:
        """A cell without surrounding space; empty where the file has no such column."""
        place = self.places.get(column)
        return row[place].strip() if place is not None else ""

    def values(self, row: Sequence[str], columns: Sequence[str]) -> list[str]:
        """As `value`, of several columns."""
        places = self.places
        return [row[places[column]].strip() if column in places else "" for column in columns]


@contextmanager
def open_csv(path: Path, required: Sequence[str]) -> Iterator[CsvTable]:
    """Open a UTF-8 CSV (comma, semicolon or tab). Raises CsvError, also while rows are read."""
    with _open(path) as file:
        try:
            yield _table(path, file, required)
        except UnicodeDecodeError as error:
            raise CsvError(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}.") from None


def _open(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except FileNotFoundError:
        raise CsvError(f"There is no file {path}.") from None
    except OSError as error:
        raise CsvError(f"{path} can't be read: {error.strerror}.") from None


def _table(path: Path, file: TextIO, required: Sequence[str]) -> CsvTable:
    first = file.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(chain([first], file), delimiter=delimiter, strict=True)  # a pipe can't be rewound
    rows = _rows(path, reader)
    _, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    missing = [column for column in required if column not in names]
    if missing:
        found = ", ".join(names) or "none: the file is empty"
        raise CsvError(f"{path} has no column {' or '.join(missing)}. Its columns: {found}.", line=1)
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise CsvError(f"{path} has two columns {twice}.", line=1)
    return CsvTable(header, {name: place for place, name in enumerate(names)}, _squared(path, rows, len(header)))


def _rows(path: Path, reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line they end in."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CsvError(f"{path}: {error}.", line=reader.line_num) from None
        if "".join(row).strip():
            yield reader.line_num, row


def _squared(path: Path, rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    for line, row in rows:
        if len(row) == width:
            yield line, row
            continue
        if "".join(row[width:]).strip():
            raise CsvError(f"{path} has {len(row)} cells here and {width} columns.", line=line)
        yield line, row[:width] + [""] * (width - len(row))


def read_day(text: str, line: int) -> date:
    """An ISO date, also with a time behind it. Raises CsvError."""
    try:
        return date.fromisoformat(text[:10] if text[10:11] in {"T", " "} else text)
    except ValueError:
        raise CsvError(f"{text!r} is no date such as 2026-03-31.", line=line) from None


def read_minor(text: str, digits: int, line: int) -> int:
    """An amount in major units, as minor units of a currency with so many digits. Raises CsvError.

    Takes a decimal comma and grouping spaces; refuses what is not a finite number and what has more digits than the
    currency, unless that is a binary float's noise.
    """
    if (usual := _USUAL_AMOUNT.fullmatch(text)) is not None and digits == len(usual[2]):
        return int(usual[1] + usual[2])
    plain = text.translate(_SPACES).replace("\u2212", "-")
    if "," in plain and "." not in plain and plain.count(",") == 1:
        plain = plain.replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise CsvError(f"{text!r} is no amount such as -1234.50.", line=line)
    if amount.adjusted() > _MOST_DIGITS - digits:
        raise CsvError(f"{text} is too large an amount.", line=line)
    scaled = amount.scaleb(digits)
    whole = scaled.to_integral_value()
    if abs(scaled - whole) > _NOISE:
        raise CsvError(f"{text} has more than {digits} digits after the point.", line=line)
    return int(whole)

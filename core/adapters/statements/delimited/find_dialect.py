import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from core.adapters.statements.delimited.amount_cells import looks_like_amount
from core.adapters.statements.delimited.column_mapping import Dialect
from core.adapters.statements.delimited.date_cells import looks_like_date
from core.adapters.statements.delimited.header_match import read_header
from core.adapters.statements.text_lines import read_lines
from core.ports.statement_parser import StatementError

_DELIMITERS: Final = (";", ",", "\t", "|")
_SAMPLE_LINES: Final = 300
_SAMPLE_CHARACTERS: Final = 512 * 1024
_HEADER_ROWS: Final = 60
_LEAST_HEADER: Final = 3
_SHORTEST_DATE: Final = 6
_LONGEST_CELL: Final = 40

Score = tuple[int, int, bool, float, int]


def find_dialect(source: BinaryIO, codec: str) -> Dialect:
    """How the file is cut into cells: the way under which most rows have a date cell and an amount cell.

    Raises:
        StatementError: UNKNOWN_FORMAT when no way gives such rows or a known header.
    """
    sample: list[str] = []
    characters = 0
    for line in islice(read_lines(source, codec), _SAMPLE_LINES):
        # Lines of a million characters each must not fill the memory with cells.
        characters += len(line)
        if sample and characters > _SAMPLE_CHARACTERS:
            break
        sample.append(line)
    dialect, score = _best(sample, codec)
    if not score[0] and score[1] < _LEAST_HEADER:
        raise StatementError("UNKNOWN_FORMAT", "No table with dates and amounts is found in the file.")
    return dialect


def table_share(lines: Sequence[str], codec: str) -> float:
    """Share of the lines that are rows with a date and an amount; 0.3 at least for a known header."""
    if not lines:
        return 0.0
    _, score = _best(lines, codec)
    return max(score[0] / len(lines), 0.3 if score[1] >= _LEAST_HEADER else 0.0)


def _best(lines: Sequence[str], codec: str) -> tuple[Dialect, Score]:
    scored = [
        (Dialect(codec, delimiter, quoted), _score(lines, delimiter, quoted=quoted))
        for delimiter in _DELIMITERS
        for quoted in ((True, False) if _has_only_stray_quotes(lines, delimiter) else (True,))
    ]
    return max(scored, key=lambda pair: pair[1])


def _score(lines: Iterable[str], delimiter: str, *, quoted: bool) -> Score:
    """Rows with a date and an amount, size of the best header, quotation, share of the usual width, that width."""
    try:
        rows = [row for row in _reader(lines, delimiter, quoted=quoted) if row]
    except csv.Error:
        return (0, 0, quoted, 0.0, 0)
    if not rows:
        return (0, 0, quoted, 0.0, 0)
    hits = sum(map(is_data_row, rows))
    header = max(read_header(row).score for row in rows[:_HEADER_ROWS])
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return (hits, header, quoted, count / len(rows), width)


def _has_only_stray_quotes(lines: Sequence[str], delimiter: str) -> bool:
    """Whether quotation marks are in the text but never around a cell: then they are ordinary characters."""
    with_marks = [line for line in lines if '"' in line]
    around = re.compile(rf'(?:^|{re.escape(delimiter)})"[^"\r\n]*"(?:{re.escape(delimiter)}|\s*$)')
    return bool(with_marks) and not any(around.search(line) for line in with_marks)


def _reader(lines: Iterable[str], delimiter: str, *, quoted: bool) -> Iterator[list[str]]:
    if quoted:
        return csv.reader(lines, delimiter=delimiter)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)


def is_data_row(cells: Sequence[str]) -> bool:
    """Whether a row has a date cell and another cell with an amount."""
    has_date = has_amount = False
    for cell in cells:
        if not cell or len(cell) > _LONGEST_CELL:
            continue
        if not has_date and len(cell) >= _SHORTEST_DATE and looks_like_date(cell):
            has_date = True
        elif not has_amount and looks_like_amount(cell):
            has_amount = True
    return has_date and has_amount

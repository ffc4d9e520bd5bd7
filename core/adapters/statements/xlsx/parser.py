import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import HEAD_BYTES
from core.adapters.statements.delimited.find_dialect import is_data_row
from core.adapters.statements.delimited.open_table import Corrections, OpenedTable, open_table
from core.adapters.statements.delimited.table_sample import TableSample, take_sample
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog, collect
from core.adapters.statements.xlsx.read_workbook import Sheet, read_workbook
from core.adapters.statements.xlsx.sheet_rows import SheetRows
from core.adapters.statements.xlsx.workbook_parts import WorkbookParts
from core.ports.statement_parser import ParsedStatements, StatementError, StatementFormat, StatementLine

_WORKBOOK_PART: Final = re.compile(rb"PK\x03\x04.{26}/?xl/", re.DOTALL | re.IGNORECASE)
_LEAST_HEADER: Final = 3
Table = tuple[Sheet, OpenedTable]


class WorkbookReading:
    """The tables of a workbook being read one after the other: a StatementReading.

    Two sheets of one account, as a sheet for each month, stay two statements.
    """

    encoding = "utf-8"

    def __init__(self, tables: list[Table], warnings: WarningLog) -> None:
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = warnings
        self._tables = tables

    def __iter__(self) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Each movement, sheet by sheet."""
        taken: set[StatementKey] = set()
        for sheet, table in self._tables:
            keys: dict[StatementKey, StatementKey] = {}
            for key, line in table.reading:
                own = keys.get(key)
                if own is None:
                    own = keys[key] = _free_key(key, taken)
                yield own, line
            for key, facts in table.reading.facts.items():
                own = keys.get(key) or _free_key(key, taken)
                keys[key] = own
                if len(self._tables) > 1 and key.account is None and facts.account_name is None:
                    facts.account_name = sheet.name.strip() or None
                self.facts[own] = facts
            taken.update(keys.values())


class XlsxParser:
    """Reads workbooks (.xlsx, .xlsm) of any bank: every sheet that people can see and that holds a table."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """XLSX, with macros or without."""
        return StatementFormat.XLSX

    def recognises(self, head: bytes) -> float:
        """An archive of which one of the first parts lies in the folder of a workbook's parts."""
        return 1.0 if head.startswith(b"PK\x03\x04") and _WORKBOOK_PART.search(head) else 0.0

    def recognises_file(self, source: BinaryIO) -> bool:
        """As `recognises`. The source is left at its start."""
        source.seek(0)
        head = source.read(HEAD_BYTES)
        source.seek(0)
        return self.recognises(head) > 0

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        return self.parse_as(source, {})

    def parse_as(self, source: BinaryIO, corrections: Corrections) -> ParsedStatements:
        """As `parse`, a table that a person has said something about is read so."""
        workbook = read_workbook(WorkbookParts(source))
        warnings = WarningLog()
        tables: list[Table] = []
        for sheet in workbook.sheets:
            rows = SheetRows(workbook, sheet.part)
            if _holds_table(take_sample(rows)):
                opened = open_table(
                    rows, None, corrections, fallback_currency=self._fallback_currency, warnings=warnings
                )
                tables.append((sheet, opened))
        if not tables:
            raise StatementError("UNKNOWN_FORMAT", "No sheet holds a table with dates and amounts.")
        parsed = collect(self.format, WorkbookReading(tables, warnings))
        return replace(parsed, tables=tuple(table.found for _, table in tables))


def _free_key(key: StatementKey, taken: set[StatementKey]) -> StatementKey:
    while key in taken:
        key = key._replace(ordinal=key.ordinal + 1)
    return key


def _holds_table(sample: TableSample) -> bool:
    has_header = sample.header is not None and sample.header.score >= _LEAST_HEADER
    return has_header or any(is_data_row(cells) for _, cells in sample.rows)

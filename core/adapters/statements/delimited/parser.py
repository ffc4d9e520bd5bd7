import io
from dataclasses import replace
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, refuse_binary, seekable
from core.adapters.statements.delimited.find_dialect import find_dialect, table_share
from core.adapters.statements.delimited.open_table import Corrections, OpenedTable, open_table
from core.adapters.statements.delimited.read_table import TableReading
from core.adapters.statements.delimited.row_source import DelimitedRows
from core.adapters.statements.statement_reading import WarningLog, collect
from core.adapters.statements.text_encoding import find_encoding
from core.ports.statement_parser import ParsedStatements, StatementError, StatementFormat

_MOST_SURE: Final = 0.9
"""A table is recognised by its look; a format with a signature must win."""
_RECOGNISED_LINES: Final = 100


class DelimitedParser:
    """Reads CSV and TSV of any bank.

    `fallback_currency` is used, with a warning, where neither the file nor its language tells the currency.
    """

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """CSV, whatever the delimiter is."""
        return StatementFormat.CSV

    def recognises(self, head: bytes) -> float:
        """By the share of lines with a date and an amount."""
        try:
            refuse_binary(head)
        except StatementError:
            return 0.0
        # The last line of the head may be cut in the middle of a character.
        whole = head[: head.rfind(b"\n") + 1] if b"\n" in head and b"\x00" not in head else head[: len(head) // 2 * 2]
        try:
            codec = find_encoding(io.BytesIO(whole))
        except StatementError:
            codec = "utf-8"  # broken somewhere, which reading will report with the line
        lines = [line for line in whole.decode(codec, errors="replace").splitlines(keepends=True) if line.strip()]
        return min(_MOST_SURE, table_share(lines[:_RECOGNISED_LINES], codec))

    def open_as(self, source: BinaryIO, corrections: Corrections) -> OpenedTable:
        """Begin to read: encoding, delimiter and columns are found, or taken from a person's word.

        The source must be seekable. Raises StatementError.
        """
        read_head(source)
        dialect = find_dialect(source, find_encoding(source))
        rows = DelimitedRows(source, dialect)
        return open_table(rows, dialect, corrections, fallback_currency=self._fallback_currency, warnings=WarningLog())

    def open(self, source: BinaryIO) -> TableReading:
        """As `open_as`, where nobody said anything."""
        return self.open_as(source, {}).reading

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        return self.parse_as(source, {})

    def parse_as(self, source: BinaryIO, corrections: Corrections) -> ParsedStatements:
        """As `parse`, a table that a person has said something about is read so."""
        with seekable(source) as file:
            reading, table = self.open_as(file, corrections)
            return replace(collect(self.format, reading), tables=(table,))

import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, refuse_binary, seekable
from core.adapters.statements.delimited.column_mapping import ColumnMapping
from core.adapters.statements.delimited.find_dialect import find_dialect, table_share
from core.adapters.statements.delimited.find_mapping import find_mapping
from core.adapters.statements.delimited.read_table import TableReading
from core.adapters.statements.delimited.table_sample import take_sample
from core.adapters.statements.statement_reading import StatementKey, WarningLog, collect
from core.adapters.statements.text_encoding import find_encoding
from core.ports.statement_parser import ParsedStatements, StatementError, StatementFormat, StatementLine

_MOST_SURE: Final = 0.9
"""A table is recognised by its look; a format with a signature must win."""
_RECOGNISED_LINES: Final = 100


class DelimitedParser:
    """Reads CSV and TSV of any bank.

    `mapping` is a mapping that a person has corrected; without it one is found. `fallback_currency` is used, with a
    warning, where neither the file nor its language tells the currency.
    """

    def __init__(self, mapping: ColumnMapping | None = None, fallback_currency: str = "RUB") -> None:
        self._mapping = mapping
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

    def open(self, source: BinaryIO) -> TableReading:
        """Begin to read: encoding, delimiter and columns are found, no movement is read yet.

        The source must be seekable. Raises StatementError.
        """
        read_head(source)
        warnings = WarningLog()
        dialect = self._mapping.dialect if self._mapping else find_dialect(source, find_encoding(source))
        sample = take_sample(source, dialect)
        mapping = self._mapping or find_mapping(
            source, dialect, sample, warnings, fallback_currency=self._fallback_currency
        )
        if not sample.rows:
            warnings.add("NO_MOVEMENTS", "The table has a header and no movements.")
        return TableReading(source, mapping, sample, warnings)

    def iterate(self, source: BinaryIO) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO, Final

from core.adapters.statements.delimited.labelled_facts import LabelledFacts
from core.adapters.statements.delimited.open_table import Corrections, open_table
from core.adapters.statements.pdf.read_pages import read_pages
from core.adapters.statements.pdf.table_on_pages import table_on_pages
from core.adapters.statements.statement_reading import WarningLog, collect
from core.ports.statement_parser import BookingStatus, ParsedStatements, Statement, StatementFormat

_SIGNATURE: Final = b"%PDF-"
_SIGNATURE_BYTES: Final = 1024
"""Readers of PDF look so far for its signature: some programs put something before it."""


class PdfParser:
    """Reads PDF statements that have a text layer: a table with dates and amounts, in any bank's layout."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """PDF."""
        return StatementFormat.PDF

    def recognises(self, head: bytes) -> float:
        """By its signature."""
        return 1.0 if _SIGNATURE in head[:_SIGNATURE_BYTES] else 0.0

    def recognises_file(self, source: BinaryIO) -> bool:
        """As `recognises`. The source is left at its start."""
        source.seek(0)
        head = source.read(_SIGNATURE_BYTES)
        source.seek(0)
        return self.recognises(head) > 0

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        return self.parse_as(source, {})

    def parse_as(self, source: BinaryIO, corrections: Corrections) -> ParsedStatements:
        """As `parse`, a table that a person has said something about is read so."""
        rows = table_on_pages(read_pages(source))
        warnings = WarningLog()
        opened = open_table(rows, None, corrections, fallback_currency=self._fallback_currency, warnings=warnings)
        parsed = collect(self.format, opened.reading)
        if len(parsed.statements) == 1:
            _check_totals(parsed.statements[0], opened.reading.labelled, warnings)
        return replace(parsed, tables=(opened.found,), warnings=warnings.finished())


def _check_totals(statement: Statement, labelled: LabelledFacts, warnings: WarningLog) -> None:
    """Warn when the movements don't make the totals that the document tells: a page may be missing."""
    amounts = [line.amount for line in statement.transactions if line.status is BookingStatus.BOOKED]
    for told, total, name in (
        (labelled.money_in, sum((amount for amount in amounts if amount > 0), Decimal(0)), "in"),
        (labelled.money_out, -sum((amount for amount in amounts if amount < 0), Decimal(0)), "out"),
    ):
        if told is not None and abs(told) != total:
            warnings.add(
                "TOTALS_MISMATCH", f"The movements make {total} of money {name}, but the document tells {abs(told)}."
            )

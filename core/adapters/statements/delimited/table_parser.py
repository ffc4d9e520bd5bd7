from typing import BinaryIO, Protocol, runtime_checkable

from core.adapters.statements.delimited.open_table import Corrections
from core.ports.statement_parser import ParsedStatements


@runtime_checkable
class TableParser(Protocol):
    """Reads a format whose columns a person can tell the meaning of."""

    def parse_as(self, source: BinaryIO, corrections: Corrections) -> ParsedStatements:
        """Read the whole file, tables that something was said about as it was said, or raise StatementError."""
        ...

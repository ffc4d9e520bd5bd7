import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.one_c.read_one_c import OneCReading
from core.adapters.statements.statement_reading import StatementKey, collect
from core.adapters.statements.text_encoding import find_encoding, text_of_head
from core.ports.statement_parser import ParsedStatements, StatementFormat, StatementLine

_SIGNATURE: Final = re.compile(r"[\s\ufeff]*1CClientBankExchange\b")


class OneCParser:
    """Reads the exchange files of Russian banks for 1C, `1CClientBankExchange`."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """1C."""
        return StatementFormat.ONE_C

    def recognises(self, head: bytes) -> float:
        """By the signature in the first line."""
        return 1.0 if _SIGNATURE.match(text_of_head(head)) else 0.0

    def open(self, source: BinaryIO) -> OneCReading:
        """Begin to read; the encoding is what the bytes are, whatever the header says.

        The source must be seekable. Raises StatementError.
        """
        read_head(source)
        return OneCReading(source, find_encoding(source), self._fallback_currency)

    def iterate(self, source: BinaryIO) -> Iterator[tuple[StatementKey, StatementLine]]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.qif.read_qif import Movement, QifReading
from core.adapters.statements.qif.survey_qif import survey_qif
from core.adapters.statements.statement_reading import collect
from core.adapters.statements.text_encoding import find_encoding, text_of_head
from core.ports.statement_parser import ParsedStatements, StatementFormat

_HEADER: Final = re.compile(r"^[ \t]*!\s?(?:type\s?:|account\b|option\s?:|clear\s?:)", re.IGNORECASE | re.MULTILINE)
_MARKS: Final = " \t\r\n\ufeff\u00ef\u00bb\u00bf"
"""What may stand before the first header: blanks and a byte order mark, decoded or not."""


class QifParser:
    """Reads QIF, the exchange format of Quicken and of whatever imitates it."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """QIF."""
        return StatementFormat.QIF

    def recognises(self, head: bytes) -> float:
        """By a header such as `!Type:Bank` at the beginning of a line; surest in the first one."""
        match = _HEADER.search(text_of_head(head).lstrip(_MARKS))
        if match is None:
            return 0.0
        return 1.0 if match.start() == 0 else 0.95

    def open(self, source: BinaryIO) -> QifReading:
        """Begin to read: how dates and amounts are written is found, no movement is read yet.

        The source must be seekable. Raises StatementError.
        """
        read_head(source)
        codec = find_encoding(source)
        return QifReading(source, codec, survey_qif(source, codec), self._fallback_currency)

    def iterate(self, source: BinaryIO) -> Iterator[Movement]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

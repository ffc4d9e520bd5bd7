import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.camt.camt_elements import CamtElements
from core.adapters.statements.camt.read_camt import CamtReading, Movement
from core.adapters.statements.statement_reading import WarningLog, collect
from core.adapters.statements.text_encoding import find_encoding, find_named_encoding, text_of_head
from core.ports.statement_parser import ParsedStatements, StatementFormat

_ROOT: Final = re.compile(r"camt\.05[234]\.\d{3}|<(?:\w{1,40}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)[\s>/]")
_ENCODING: Final = re.compile(r"encoding\s{0,9}=\s{0,9}[\"']([\w-]{1,40})[\"']")


class CamtParser:
    """Reads camt.052, camt.053 and camt.054 of any version and namespace, or with none."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """CAMT, whichever of the three messages it is."""
        return StatementFormat.CAMT

    def recognises(self, head: bytes) -> float:
        """By the namespace or the message's element."""
        text = text_of_head(head)
        return 1.0 if "<" in text and _ROOT.search(text) else 0.0

    def open(self, source: BinaryIO, warnings: WarningLog | None = None, first_ordinal: int = 0) -> CamtReading:
        """Begin to read; no movement is read yet. Raises StatementError. The source must be seekable."""
        text = text_of_head(read_head(source))
        named = _ENCODING.search(text[:400])
        codec = find_named_encoding(source, named[1]) if named else find_encoding(source)
        return CamtReading(CamtElements(source, codec), codec, self._fallback_currency, warnings, first_ordinal)

    def iterate(self, source: BinaryIO) -> Iterator[Movement]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

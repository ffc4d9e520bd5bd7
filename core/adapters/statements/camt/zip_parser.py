from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import HEAD_BYTES, seekable
from core.adapters.statements.camt.parser import CamtParser
from core.adapters.statements.camt.read_camt import Movement
from core.adapters.statements.camt.zip_entries import ZipEntries
from core.adapters.statements.statement_reading import StatementFacts, StatementKey, WarningLog, collect
from core.ports.statement_parser import ParsedStatements, StatementError, StatementFormat

_SIGNATURE: Final = b"PK\x03\x04"
_OFFICE: Final = (b"[Content_Types].xml", b"xl/", b"word/", b"ppt/", b"mimetypeapplication/")
_SURE: Final = 0.9
"""An office document says more surely that it is one."""


class CamtZipReading:
    """All CAMT files of one archive: a StatementReading. Other files in it are named in warnings."""

    def __init__(self, entries: ZipEntries, parser: CamtParser) -> None:
        self.encoding = "utf-8"
        self.facts: dict[StatementKey, StatementFacts] = {}
        self.warnings = WarningLog()
        self._entries = entries
        self._parser = parser

    def __iter__(self) -> Iterator[Movement]:
        """Each movement, file after file.

        Raises:
            StatementError: NOT_TEXT when no file is CAMT; what the archive or a file in it is refused for.
        """
        ordinal = 0
        is_first = True
        for entry in self._entries.names():
            with self._entries.open(entry) as file:
                head = file.read(HEAD_BYTES)
                file.seek(0)
                if not self._parser.recognises(head):
                    self.warnings.add("FILE_SKIPPED", f"{entry.filename[:80]!r} in the archive is not CAMT.")
                    continue
                try:
                    reading = self._parser.open(file, self.warnings, ordinal)
                    yield from reading
                except StatementError as error:
                    name = entry.filename[:80]
                    raise StatementError(error.reason, f"{name}: {error.message}", line=error.line) from None
                ordinal = reading.next_ordinal
                self.facts |= reading.facts
                if is_first:
                    self.encoding, is_first = reading.encoding, False
        if is_first:
            raise StatementError("NOT_TEXT", "This is a ZIP archive without a CAMT file.")


class CamtZipParser:
    """Reads archives of CAMT files, as banks give them for several days or accounts."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._parser = CamtParser(fallback_currency)

    @property
    def format(self) -> StatementFormat:
        """CAMT: the archive is only its wrapping."""
        return StatementFormat.CAMT

    def recognises(self, head: bytes) -> float:
        """By the archive's signature, unless it is an office document."""
        return _SURE if head.startswith(_SIGNATURE) and not any(mark in head for mark in _OFFICE) else 0.0

    def recognises_file(self, source: BinaryIO) -> bool:
        """As `recognises`, from the file's first 64 KiB."""
        head = source.read(HEAD_BYTES)
        source.seek(0)
        return self.recognises(head) > 0

    def open(self, source: BinaryIO) -> CamtZipReading:
        """Begin to read; no file is inflated yet. Raises StatementError. The source must be seekable."""
        return CamtZipReading(ZipEntries(source), self._parser)

    def iterate(self, source: BinaryIO) -> Iterator[Movement]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole archive or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

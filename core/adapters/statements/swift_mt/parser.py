import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.statement_reading import collect
from core.adapters.statements.swift_mt.read_swift_mt import Movement, SwiftReading
from core.adapters.statements.swift_mt.rur6 import is_rur6
from core.adapters.statements.swift_mt.swift_fields import swift_fields
from core.adapters.statements.text_encoding import find_encoding, text_of_head
from core.ports.statement_parser import ParsedStatements, StatementFormat

_OPENING: Final = re.compile(r"^:60[FM]:\s?[CD]\s?\d{6}", re.MULTILINE)
_ENTRY: Final = re.compile(r"^:61:\s?\d{6}", re.MULTILINE)
_HEADER: Final = re.compile(r"^(?::20:|:25:|:28C?:)", re.MULTILINE)
_INTERIM: Final = re.compile(r"^(?::34F:|:13D:)", re.MULTILINE)
_BLOCKS: Final = re.compile(r"\{2:[IO](94[0-2])|\A\s*942\b")
_SURE, _LIKELY = 1.0, 0.95


class SwiftMtParser:
    """Reads MT940 or MT942; a file may mix both, and its format is that of its first messages.

    MT942 reports during the day what stands in the MT940 of its end. The programs of the field keep such entries as
    noted, not as booked, until the statement brings them, because a bank may still change or drop them. So they are
    pending here, as are the expected entries EC and ED of either message, and the statement's entry takes their place.
    """

    def __init__(self, format_: StatementFormat = StatementFormat.MT940, fallback_currency: str = "RUB") -> None:
        self._format = format_
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """MT940 or MT942."""
        return self._format

    def recognises(self, head: bytes) -> float:
        """By fields at the beginning of lines; the opening balance or the floor limit tells MT940 from MT942."""
        text = text_of_head(head).replace("{4::", "{4:\n:")
        blocks = _BLOCKS.search(text)
        opening, interim = _OPENING.search(text), _INTERIM.search(text)
        if not (_HEADER.search(text) and (opening or interim or _ENTRY.search(text) or blocks)) and not opening:
            return 0.0
        first_interim = interim.start() if interim else len(text)
        is_interim = first_interim < (opening.start() if opening else len(text))
        if blocks and not opening and not interim:
            is_interim = (blocks[1] or "942") == "942"
        wanted = is_interim == (self._format is StatementFormat.MT942)
        return _SURE if wanted else 0.0 if opening or interim or blocks else _LIKELY

    def open(self, source: BinaryIO) -> SwiftReading:
        """Begin to read; no movement is read yet. Raises StatementError. The source must be seekable."""
        head = read_head(source)
        codec = find_encoding(source)
        sample = head.decode(codec, errors="ignore")
        return SwiftReading(swift_fields(source, codec), codec, self._fallback_currency, is_rur6=is_rur6(sample))

    def iterate(self, source: BinaryIO) -> Iterator[Movement]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

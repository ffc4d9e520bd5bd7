import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.binary_source import read_head, seekable
from core.adapters.statements.ofx.read_ofx import Movement, OfxReading
from core.adapters.statements.ofx.sgml_tokens import sgml_tokens
from core.adapters.statements.ofx.xml_tokens import xml_tokens
from core.adapters.statements.statement_reading import collect
from core.adapters.statements.text_encoding import find_encoding, find_named_encoding, text_of_head
from core.ports.statement_parser import ParsedStatements, StatementFormat

_SGML_HEADER: Final = re.compile(r"OFXHEADER\s*:\s*\d+", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:\w+:)?OFX\b[^>]*>|<\?OFX\b", re.IGNORECASE)
_XML: Final = re.compile(r"\s*<\?(?:xml|OFX)\b", re.IGNORECASE)
_UNCLOSED: Final = re.compile(r"<(\w+)>[^<>\s][^<>]*<(?!/\1>)")
"""A value without its end, as SGML has them: some banks write such a body below the header of OFX 2."""
_CHARSET: Final = re.compile(r"CHARSET\s*:\s*([\w-]+)|encoding\s*=\s*[\"']([\w-]+)[\"']", re.IGNORECASE)


class OfxParser:
    """Reads OFX 1 (SGML), OFX 2 (XML) and QFX, which is either with more fields."""

    def __init__(self, fallback_currency: str = "RUB") -> None:
        self._fallback_currency = fallback_currency

    @property
    def format(self) -> StatementFormat:
        """OFX of either version."""
        return StatementFormat.OFX

    def recognises(self, head: bytes) -> float:
        """By the header or the root tag."""
        text = text_of_head(head)
        return 1.0 if _ROOT.search(text) or _SGML_HEADER.search(text[:1000]) else 0.0

    def open(self, source: BinaryIO) -> OfxReading:
        """Begin to read; no movement is read yet. Raises StatementError. The source must be seekable."""
        text = text_of_head(read_head(source))
        named = _CHARSET.search(text[:2000])
        codec = find_named_encoding(source, named[1] or named[2]) if named else find_encoding(source)
        tokens = xml_tokens if _XML.match(text) and not _UNCLOSED.search(text) else sgml_tokens
        return OfxReading(tokens(source, codec), codec, self._fallback_currency)

    def iterate(self, source: BinaryIO) -> Iterator[Movement]:
        """Movements one by one in bounded memory. Raises StatementError at any of them: the consumer rolls back."""
        with seekable(source) as file:
            yield from self.open(file)

    def parse(self, source: BinaryIO) -> ParsedStatements:
        """The whole file or StatementError."""
        with seekable(source) as file:
            return collect(self.format, self.open(file))

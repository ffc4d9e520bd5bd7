import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from core.adapters.statements.ofx.ofx_tokens import LONGEST_VALUE, Token, TokenKind
from core.adapters.statements.text_lines import read_text
from core.ports.statement_parser import StatementError

_ENDED_TOO_EARLY: Final = frozenset({3, 5, 6})
"""Expat: no element found, unclosed token, partial character."""


class _TokenTarget:
    """Turns XML events into tokens: no tree is built, so memory stays small."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.expat: Any = None
        self._waiting: tuple[int, str] | None = None
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins: the one before it, not yet ended, is an aggregate."""
        if self._waiting:
            self.tokens.append(Token(self._waiting[0], TokenKind.OPEN, self._waiting[1], ""))
        self._waiting = (self._line(), tag.rpartition("}")[2].upper())
        self._text.clear()
        self._length = 0

    def data(self, text: str) -> None:
        """Text of an element, perhaps a part of it."""
        self._length += len(text)
        if self._length > LONGEST_VALUE:
            raise StatementError("FIELD_TOO_LONG", "A field never ends.", line=self._line())
        self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends: without others in it, it is a field."""
        if self._waiting:
            line, name = self._waiting
            self.tokens.append(Token(line, TokenKind.FIELD, name, "".join(self._text).strip()))
            self._waiting = None
        else:
            self.tokens.append(Token(self._line(), TokenKind.CLOSE, tag.rpartition("}")[2].upper(), ""))
        self._text.clear()
        self._length = 0

    def close(self) -> None:
        """The document ends."""

    def _line(self) -> int:
        return int(self.expat.CurrentLineNumber)


def xml_tokens(source: BinaryIO, codec: str) -> Iterator[Token]:
    """The tokens of an OFX 2 file.

    Raises:
        StatementError: XML_BOMB for entity declarations, TRUNCATED, BAD_XML with the line.
    """
    target = _TokenTarget()
    # The text is decoded by what it is, not by what its declaration says, and handed over as UTF-8.
    parser = DefusedXMLParser(target=target, encoding="utf-8")
    target.expat = parser.parser
    try:
        for chunk in read_text(source, codec):
            parser.feed(chunk.encode("utf-8", errors="surrogatepass"))
            yield from target.tokens
            target.tokens.clear()
        parser.close()
    except ParseError as error:
        reason = "TRUNCATED" if error.code in _ENDED_TOO_EARLY else "BAD_XML"
        raise StatementError(reason, f"The XML is broken: {_plain(error)}.", line=error.position[0]) from None
    except DefusedXmlException:
        raise StatementError(
            "XML_BOMB", "The file declares XML entities, which no bank does.", line=target.expat.CurrentLineNumber
        ) from None
    yield from target.tokens


def _plain(error: ParseError) -> str:
    return re.sub(r": line \d+, column \d+$", "", str(error))

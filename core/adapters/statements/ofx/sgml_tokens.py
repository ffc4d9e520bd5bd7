import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.adapters.statements.ofx.ofx_tokens import LONGEST_VALUE, Token, TokenKind
from core.adapters.statements.text_lines import read_text
from core.ports.statement_parser import StatementError

# Our own tokenizer, because OFX 1 in the wild is not the SGML its document type describes: fields with and without
# end tags in one file, stray ampersands and angle brackets, no line ends at all. General SGML and HTML parsers repair
# such input by guessing a tree and hold it whole; reading tags in a row needs neither guess nor tree.
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._-]*)[^<>]*>((?:[^<]|<(?![/A-Za-z!?]))*)")
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|apos|nbsp);|&#(\d{1,6});", re.IGNORECASE)
_ENTITIES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_LAST_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


def sgml_tokens(source: BinaryIO, codec: str) -> Iterator[Token]:
    """The tokens of an OFX 1 file, in memory bounded by its longest field. Raises StatementError."""
    line = 1
    rest = ""
    for chunk in read_text(source, codec):
        text = rest + chunk
        # The last tag may go on in the next chunk.
        cut = text.rfind("<")
        if cut < 0:
            cut = len(text)
        if len(text) - cut > LONGEST_VALUE:
            raise StatementError("FIELD_TOO_LONG", "A field never ends.", line=line)
        yield from _tokens(text[:cut], line)
        line += text.count("\n", 0, cut)
        rest = text[cut:]
    yield from _tokens(rest, line)


def _tokens(text: str, line: int) -> Iterator[Token]:
    counted = 0
    for match in _TAG.finditer(text):
        start = match.start()
        line += text.count("\n", counted, start)
        counted = start
        end_mark, tag, value = match.groups()
        value = value.strip()
        if end_mark:
            yield Token(line, TokenKind.CLOSE, tag.upper(), "")
        elif value:
            yield Token(line, TokenKind.FIELD, tag.upper(), _ENTITY.sub(_character, value) if "&" in value else value)
        else:
            yield Token(line, TokenKind.OPEN, tag.upper(), "")


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _ENTITIES[match[1].lower()]
    code = int(match[2])
    # Half of a surrogate pair is no character either: no output and no database takes it.
    return chr(code) if 0 < code <= _LAST_CODE_POINT and code not in _SURROGATES else ""

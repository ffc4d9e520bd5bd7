import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from core.adapters.statements.text_lines import MAX_LINE_CHARACTERS
from core.ports.statement_parser import StatementError

_PIECE_BYTES: Final = 128 * 1024


class TextPiece(NamedTuple):
    """Whole lines of a text with their ends, and the 1-based number of the first."""

    first_line: int
    text: str


def read_pieces(source: BinaryIO, codec: str) -> Iterator[TextPiece]:
    """The text of the source from its start, cut behind line ends; the last piece can end without one.

    Raises:
        StatementError: BAD_ENCODING, NOT_TEXT or LINE_TOO_LONG with the line.
    """
    source.seek(0)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    line, rest = 1, ""
    while True:
        chunk = source.read(_PIECE_BYTES)
        try:
            text = rest + decoder.decode(chunk, final=not chunk)
        except UnicodeError as error:
            raise StatementError(
                "BAD_ENCODING",
                f"The text is not {codec} here.",
                line=line + count_line_ends(rest + _before(error, codec)),
            ) from None
        if "\x00" in text:
            at = line + count_line_ends(text[: text.index("\x00")])
            raise StatementError("NOT_TEXT", "The text has NUL characters.", line=at)
        if not chunk:
            break
        # A lone \r at the end may be half of a line end.
        cut = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
        rest = text[cut:]
        if len(rest) > MAX_LINE_CHARACTERS:
            at = line + count_line_ends(text[:cut])
            raise StatementError("LINE_TOO_LONG", "The line is longer than a million characters.", line=at)
        if cut:
            yield TextPiece(line, text[:cut])
            line += count_line_ends(text[:cut])
    if text:
        yield TextPiece(line, text)


def count_line_ends(text: str) -> int:
    """Line ends of any kind."""
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _before(error: UnicodeError, codec: str) -> str:
    """What the decoder read before it stumbled."""
    if not isinstance(error, UnicodeDecodeError):
        return ""
    return error.object[: error.start].decode(codec, errors="replace")

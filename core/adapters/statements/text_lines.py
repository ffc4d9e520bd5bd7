import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from core.ports.statement_parser import StatementError

_BUFFER_BYTES: Final = 256 * 1024
_PIECE_CHARACTERS: Final = 64 * 1024
MAX_LINE_CHARACTERS: Final = 1024 * 1024
"""A longer line is no statement; without the bound one line could be the whole file in memory."""


class _CheckedBytes(io.RawIOBase):
    """Reads through to the source, refuses NUL bytes, and never closes the source."""

    def __init__(self, source: BinaryIO, *, allow_nul: bool) -> None:
        self._source = source
        self._allow_nul = allow_nul

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is not importable at run time
        chunk = self._source.read(len(buffer))
        if not self._allow_nul and b"\x00" in chunk:
            raise StatementError("NOT_TEXT", "The file has NUL bytes: it is damaged or not text.")
        buffer[: len(chunk)] = chunk
        return len(chunk)


def open_text(source: BinaryIO, codec: str) -> io.TextIOWrapper:
    """The source from its start as strict text with its own line ends. Closing it leaves the source open."""
    source.seek(0)
    checked = _CheckedBytes(source, allow_nul=codec.startswith("utf-16"))
    return io.TextIOWrapper(io.BufferedReader(checked, _BUFFER_BYTES), encoding=codec, errors="strict", newline="")


def read_text(source: BinaryIO, codec: str) -> Iterator[str]:
    """The text of the source in pieces, for formats in which a line can be the whole file.

    Raises:
        StatementError: BAD_ENCODING or NOT_TEXT with the line.
    """
    text = open_text(source, codec)
    line = 1
    try:
        while piece := text.read(_PIECE_CHARACTERS):
            _refuse_nul(piece, line)
            yield piece
            line += piece.count("\n")
    except UnicodeError:
        raise StatementError("BAD_ENCODING", f"The text is not {codec} after this line.", line=line) from None
    except StatementError as error:
        raise error if error.line else StatementError(error.reason, error.message, line=line) from None


def read_lines(source: BinaryIO, codec: str) -> Iterator[str]:
    """The lines of the source with their ends.

    Raises:
        StatementError: BAD_ENCODING, NOT_TEXT or LINE_TOO_LONG with the line.
    """
    text = open_text(source, codec)
    number = 0
    # The bound is passed to readline because iterating would read an endless line whole.
    read_line = text.readline
    try:
        while line := read_line(MAX_LINE_CHARACTERS):
            number += 1
            if len(line) == MAX_LINE_CHARACTERS or "\x00" in line:
                _refuse_line(line, number)
            yield line
    except UnicodeError:
        raise StatementError("BAD_ENCODING", f"The text is not {codec} here.", line=number + 1) from None
    except StatementError as error:
        if error.line is None:
            raise StatementError(error.reason, error.message, line=number + 1) from None
        raise


def _refuse_nul(piece: str, line: int) -> None:
    if "\x00" in piece:
        at = line + piece.count("\n", 0, piece.index("\x00"))
        raise StatementError("NOT_TEXT", "The text has NUL characters.", line=at)


def _refuse_line(line: str, number: int) -> None:
    _refuse_nul(line, number)
    raise StatementError("LINE_TOO_LONG", "The line is longer than a million characters.", line=number)

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, Protocol, cast

from core.ports.statement_parser import StatementError, StatementParser

MAX_BYTES: Final = 512 * 1024 * 1024
"""No statement is larger. 2,000,000 card lines are about 200 MB."""
HEAD_BYTES: Final = 64 * 1024
_CHUNK_BYTES: Final = 1024 * 1024
_SPOOL_BYTES: Final = 8 * 1024 * 1024
_SHOWS_CONTROL_SHARE: Final = 0.02
_LEAST_PAIRS: Final = 16
"""Fewer pairs of bytes prove nothing."""
_HIGH_BYTE_SHARE: Final = 0.9
"""Real UTF-16 is above 0.99."""

_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive, or an office document other than .xlsx"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old office document, or a workbook with a password (save it as .xlsx without one)",
    ),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a rich-text document"),
)
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r\f\x1a\x1b")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class FileParser(StatementParser, Protocol):
    """Reads a format that is no text."""

    def recognises_file(self, source: BinaryIO) -> bool:
        """Whether the file is of this format. The source can seek, and is left at its start."""
        ...


@contextmanager
def seekable(source: BinaryIO) -> Iterator[BinaryIO]:
    """The source itself if it can seek, otherwise a copy that can, on disk above 8 MiB and gone afterwards.

    Raises:
        StatementError: TOO_LARGE.
    """
    if source.seekable():
        yield source
        return
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as copy:
        written = 0
        while chunk := source.read(_CHUNK_BYTES):
            written += len(chunk)
            if written > MAX_BYTES:
                raise _too_large()
            copy.write(chunk)
        copy.seek(0)
        yield cast("BinaryIO", copy)  # typeshed calls it IO[bytes], which BinaryIO only extends by name


def refuse_large(source: BinaryIO) -> None:
    """Raise StatementError TOO_LARGE for a file larger than any statement; the source is left at its start."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if size > MAX_BYTES:
        raise _too_large()


def read_head(source: BinaryIO) -> bytes:
    """The first 64 KiB of a text file; the source is left at its start.

    Raises:
        StatementError: EMPTY_FILE, TOO_LARGE or NOT_TEXT.
    """
    refuse_large(source)
    head = source.read(HEAD_BYTES)
    source.seek(0)
    refuse_binary(head)
    is_blank = not head.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf\x1a")
    if is_blank and len(head) < HEAD_BYTES:
        raise StatementError("EMPTY_FILE", "The file is empty.")
    return head


def refuse_binary(head: bytes) -> None:
    """Raise StatementError NOT_TEXT when the bytes are a known binary format or no text at all."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            raise StatementError("NOT_TEXT", f"This is {name}, not a statement in a text format.")
    if head.startswith(_UTF16_MARKS) or utf16_without_mark(head):
        return
    if b"\x00" in head:
        line = head.count(b"\n", 0, head.index(b"\x00")) + 1
        raise StatementError("NOT_TEXT", "The file has NUL bytes: it is not text.", line=line)
    controls = sum(1 for byte in head if byte < ord(" ") and byte not in _TEXT_CONTROLS)
    if controls > len(head) * _SHOWS_CONTROL_SHARE:
        raise StatementError("NOT_TEXT", "The file is full of control characters: it is not text.")


def utf16_without_mark(head: bytes) -> str | None:
    """The codec of UTF-16 text that has no byte order mark, judged by which byte of each pair is almost always 0 or 4.

    Latin letters, digits and delimiters have a zero high byte; Cyrillic has 4.
    """
    even, odd = head[0::2], head[1::2]
    if len(odd) < _LEAST_PAIRS:
        return None
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        high_share = (high.count(0) + high.count(4)) / len(high)
        if high.count(0) and high_share > _HIGH_BYTE_SHARE and low.count(0) == 0:
            return codec
    return None


def _too_large() -> StatementError:
    return StatementError("TOO_LARGE", f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB.")

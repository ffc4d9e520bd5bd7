"""PDF files that unpack to far more than they are: known by unpacking them ourselves, a piece at a time, to nowhere.

PDFium unpacks a stream whole, and asks the size of an attachment by unpacking it: a megabyte made three gigabytes.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

MOST_OF_A_STREAM: Final = 128 * 1024 * 1024
"""A page scanned in colour at 600 dpi and packed without loss is 104 MB."""
MOST_IN_ALL: Final = 2 * 1024 * 1024 * 1024
_LAYERS: Final = 3
_PIECE: Final = 1024 * 1024
_STREAM: Final = re.compile(rb"stream\r?\n")
_WORDS_BEFORE: Final = 2048
_ODD_FILTERS: Final = re.compile(rb"LZW|/[A-Za-z0-9]*#[0-9A-Fa-f]{2}")
"""A filter that we do not unpack, or a name that may hide one: no program of today writes either."""


class PdfBombError(ValueError):
    """The file unpacks to more than any document does, or hides what it unpacks to."""


def refuse_pdf_bombs(content: bytes) -> None:
    """Raise PdfBombError for a file that should not be opened. Takes as long as unpacking its streams once."""
    in_all, after = 0, 0
    for found in _STREAM.finditer(content):
        words = content[max(after, found.start() - _WORDS_BEFORE) : found.start()]
        words = words[words.rfind(b"obj") + 3 :] if b"obj" in words else words
        after = found.end()
        if b"<<" in words and _ODD_FILTERS.search(words):
            raise PdfBombError("The PDF hides how it is packed.")
        in_all += _unpacked(content, found.end())
        if in_all > MOST_IN_ALL:
            raise PdfBombError("The PDF unpacks to more than any document.")


def _unpacked(content: bytes, start: int) -> int:
    """How much a stream unpacks to, at whatever layer it is the most. Raises PdfBombError above the bound."""
    view, size = memoryview(content)[start:], 0
    pieces: Iterator[bytes] = (bytes(view[at : at + _PIECE]) for at in range(0, len(view), _PIECE))
    for _ in range(_LAYERS):
        first = next(pieces, b"")
        if not _is_packed(first):
            break
        pieces = _inflated(first, pieces)
        # What is packed once more is looked at as well: kept only while it is as small as a file may be.
        kept, layer = bytearray(), 0
        for piece in pieces:
            layer += len(piece)
            if layer > MOST_OF_A_STREAM:
                raise PdfBombError("The PDF unpacks to more than any document.")
            if len(kept) < 4 * _PIECE:
                kept += piece
        size = max(size, layer)
        pieces = iter((bytes(kept),))
    return size


def _is_packed(first: bytes) -> bool:
    """Whether it begins as deflated data does (RFC 1950)."""
    return len(first) > 1 and first[0] & 0x0F == zlib.DEFLATED and (first[0] << 8 | first[1]) % 31 == 0


def _inflated(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """What it unpacks to, a piece at a time, as far as it can be unpacked."""
    unpack = zlib.decompressobj()
    piece = first
    try:
        while piece and not unpack.eof:
            out = unpack.decompress(piece, _PIECE)
            while out:
                yield out
                out = unpack.decompress(unpack.unconsumed_tail, _PIECE) if unpack.unconsumed_tail else b""
            piece = next(rest, b"")
    except zlib.error:
        return

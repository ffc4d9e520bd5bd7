import base64
import re
import zlib
from typing import Final

from core.ports.statement_parser import StatementError

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_FILTER: Final = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME: Final = re.compile(rb"/(\w+)")
_DEFLATE: Final = frozenset({b"FlateDecode", b"Fl"})
_ASCII_85: Final = frozenset({b"ASCII85Decode", b"A85"})
_HEAD_BYTES: Final = 4096
"""The dictionary in front of a stream is shorter."""
_PIECE_BYTES: Final = 1024 * 1024
_MOST_UNPACKED: Final = 512 * 1024 * 1024


def check_streams(content: bytes) -> None:
    """Unpack every deflated stream of a PDF and drop it again.

    PDFium shows what it can of a damaged page and says nothing, and unpacks bombs: half a statement would look like a
    whole one. Streams of encrypted files and in other packings are not looked into.

    Raises:
        StatementError: BAD_PDF for a stream that does not unpack, TOO_LARGE for more than any statement has.
    """
    if b"/Encrypt" in content:
        return
    left = _MOST_UNPACKED
    for start in _STREAM.finditer(content):
        packings = _packings(content[max(0, start.start() - _HEAD_BYTES) : start.start()])
        if sum(name in _DEFLATE for name in packings) > 1:
            raise StatementError("TOO_LARGE", "The PDF is packed twice over, as no statement is.")
        if not packings or packings[-1] not in _DEFLATE:
            continue
        end = content.find(b"endstream", start.end())
        data = content[start.end() : end if end >= 0 else len(content)]
        if len(packings) > 1:
            if packings[:-1] != [packings[0]] or packings[0] not in _ASCII_85:
                continue
            data = _from_ascii_85(data)
        left -= _unpacked_bytes(data, left)


def _packings(head: bytes) -> list[bytes]:
    """How a stream is packed, outermost first, by the dictionary that ends here."""
    found = _FILTER.search(head, max(0, head.rfind(b" obj")))
    return _NAME.findall(found[1] or found[2]) if found else []


def _from_ascii_85(data: bytes) -> bytes:
    try:
        return base64.a85decode(data.partition(b"~>")[0])
    except ValueError:
        raise _damaged() from None


def _unpacked_bytes(data: bytes, most: int) -> int:
    unpacker = zlib.decompressobj()
    size = 0
    try:
        while data and not unpacker.eof:
            size += len(unpacker.decompress(data, _PIECE_BYTES))
            data = unpacker.unconsumed_tail
            if size > most:
                raise StatementError("TOO_LARGE", "The PDF unpacks to more than any statement has.")
        size += len(unpacker.flush())
    except zlib.error:
        raise _damaged() from None
    if not unpacker.eof:
        raise _damaged()
    return size


def _damaged() -> StatementError:
    return StatementError("BAD_PDF", "The PDF is damaged inside. Get it from the bank again.")

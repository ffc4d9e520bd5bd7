"""PDF files that unpack to far more than they are: known by unpacking them ourselves, a piece at a time, to nowhere.

PDFium unpacks a stream whole, and asks the size of an attachment by unpacking it: a megabyte made three gigabytes.
"""

import re
from itertools import chain
from typing import Final

from ml.documents.pdf_layers import PIECE, Pieces, from_lzw, inflated, layer_over

MOST_OF_A_STREAM: Final = 128 * 1024 * 1024
"""A page scanned in colour at 600 dpi and packed without loss is 104 MB."""
MOST_IN_ALL: Final = 2 * 1024 * 1024 * 1024
_MOST_OF_LZW: Final = 64 * 1024 * 1024
"""In all: it is unpacked in Python, some megabytes a second, and programs of the last twenty years do not write it."""
_MOST_STREAMS: Final = 100_000
_LAYERS: Final = 8
_STREAM: Final = re.compile(rb"stream\r?\n")
_WORDS_BEFORE: Final = 2048
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A letter of a name, written so that nobody finds it or because it must be: `/text#2Fxml` is in each e-invoice."""
_TOO_MUCH: Final = "The PDF unpacks to more than any document."


class PdfBombError(ValueError):
    """The file unpacks to more than any document does."""


def refuse_pdf_bombs(content: bytes) -> None:
    """Raise PdfBombError for a file that should not be opened. Takes as long as unpacking its streams once."""
    in_all, of_lzw, after = 0, 0, 0
    for number, found in enumerate(_STREAM.finditer(content)):
        if number >= _MOST_STREAMS:
            raise PdfBombError("The PDF has more parts than any document.")
        words = content[max(after, found.start() - _WORDS_BEFORE) : found.start()]
        words = words[words.rfind(b"obj") + 3 :] if b"obj" in words else words
        after = found.end()
        pieces, is_lzw = _in_pieces(memoryview(content)[after:]), _names_lzw(words)
        size = _unpacked(pieces, is_lzw=is_lzw, most=_MOST_OF_LZW - of_lzw if is_lzw else MOST_OF_A_STREAM)
        in_all, of_lzw = in_all + size, of_lzw + size * is_lzw
        if in_all > MOST_IN_ALL:
            raise PdfBombError(_TOO_MUCH)


def _names_lzw(words: bytes) -> bool:
    return b"<<" in words and b"LZW" in _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), words)


def _in_pieces(packed: memoryview) -> Pieces:
    return (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))


def _unpacked(pieces: Pieces, *, is_lzw: bool, most: int) -> int:
    """How much a stream unpacks to, at whatever layer it is the most. Raises PdfBombError above the bound."""
    layers: list[_Layer] = []
    for _ in range(_LAYERS):
        first = next(pieces, b"")
        pieces = chain((first,), pieces)
        take_off = layer_over(first, may_be_lzw=is_lzw)
        if take_off is None:
            break
        is_lzw = is_lzw and take_off is not from_lzw
        layers.append(_Layer(take_off(pieces), most, grows=take_off in {inflated, from_lzw}))
        pieces = iter(layers[-1])
    # What stands behind the end of an inner layer counts as well; text only shrinks.
    for layer in reversed(layers):
        for _ in layer if layer.grows else ():
            pass
    return max((layer.size for layer in layers), default=0)


class _Layer:
    """The pieces of a layer, counted as they pass. Raises PdfBombError above `most` bytes."""

    def __init__(self, pieces: Pieces, most: int, *, grows: bool) -> None:
        self._pieces = pieces
        self._most = most
        self.grows = grows
        self.size = 0

    def __iter__(self) -> Pieces:
        for piece in self._pieces:
            self.size += len(piece)
            if self.size > self._most:
                raise PdfBombError(_TOO_MUCH)
            yield piece

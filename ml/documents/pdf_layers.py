"""The layers in which a PDF packs a stream (ISO 32000-1, 7.4), taken off a piece at a time.

They are told by what the bytes look like and not by the names in the file, which may lie elsewhere in it or be written
so that nobody finds them.
"""

import re
import string
import zlib
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

Pieces = Iterator[bytes]

PIECE: Final = 64 * 1024
"""Each stream costs one at least, and a file may claim to have a hundred thousand."""
_HEX: Final = re.compile(rb"[\s0-9A-Fa-f]{8}")
_ASCII85: Final = re.compile(rb"(?:<~)?[\s!-uz]{8}")
_NO_HEX: Final = bytes(set(range(256)) - set(string.hexdigits.encode()))
_NO_ASCII85: Final = bytes(set(range(256)) - set(range(ord("!"), ord("u") + 1)))
_POWERS_OF_85: Final = np.array([85**4, 85**3, 85**2, 85, 1], dtype=np.uint32)
_LOOKED_AT: Final = 256
_CLEAR, _END, _FIRST_FREE, _FULL = 256, 257, 258, 4096


def layer_over(first: bytes, *, may_be_lzw: bool = False) -> Callable[[Pieces], Pieces] | None:
    """What takes off the layer that begins with these bytes; None where none is seen.

    LZW data look like nothing: whatever else is not seen is taken for them where they are said to be there.
    """
    for looks, take_off in ((_HEX, from_hex), (_ASCII85, from_ascii85)):
        if looks.match(first):
            inside = next(take_off(iter((first[:_LOOKED_AT],))), b"")
            if may_be_lzw or _is_deflated(inside):
                return take_off
    if _is_deflated(first):
        return inflated
    return from_lzw if may_be_lzw else None


def _is_deflated(first: bytes) -> bool:
    """Whether it begins as deflated data does (RFC 1950)."""
    return len(first) > 1 and first[0] & 0x0F == zlib.DEFLATED and (first[0] << 8 | first[1]) % 31 == 0


def inflated(packed: Pieces) -> Pieces:
    """What deflated pieces unpack to, as far as they can be unpacked."""
    unpack = zlib.decompressobj()
    try:
        for piece in packed:
            out = unpack.decompress(piece, PIECE)
            while out:
                yield out
                out = unpack.decompress(unpack.unconsumed_tail, PIECE) if unpack.unconsumed_tail else b""
            if unpack.eof:
                return
    except zlib.error:
        return


def from_hex(spelt: Pieces) -> Pieces:
    """What pieces of hexadecimal digits spell, up to `>`."""
    rest = b""
    for piece in spelt:
        text, end, _ = piece.partition(b">")
        digits = rest + text.translate(None, _NO_HEX)
        whole = len(digits) // 2 * 2
        yield bytes.fromhex(digits[:whole].decode())
        rest = digits[whole:]
        if end:
            return


def from_ascii85(spelt: Pieces) -> Pieces:
    """What pieces in base 85 spell, up to `~`; `z` is four zeros."""
    rest = b""
    for number, piece in enumerate(spelt):
        text, end, _ = (piece.removeprefix(b"<~") if number == 0 else piece).partition(b"~")
        letters = rest + text.replace(b"z", b"!!!!!").translate(None, _NO_ASCII85)
        whole = len(letters) // 5 * 5
        groups = np.frombuffer(letters[:whole], dtype=np.uint8).reshape(-1, 5).astype(np.uint32) - ord("!")
        yield (groups @ _POWERS_OF_85).astype(">u4").tobytes()
        rest = letters[whole:]
        if end:
            return


def from_lzw(packed: Pieces) -> Pieces:
    """What LZW data (7.4.4, early change) unpack to, as far as they can be unpacked."""
    words = [*(bytes((letter,)) for letter in range(256)), b"", b""]
    width, kept, bits, before, is_clear = 9, 0, 0, b"", False
    for piece in packed:
        out: list[bytes] = []
        size = 0
        for byte in piece:
            kept, bits = (kept << 8 | byte) & 0xFFFFFF, bits + 8
            if bits < width:
                continue
            bits -= width
            code = kept >> bits & ((1 << width) - 1)
            if code == _CLEAR and not is_clear:
                del words[_FIRST_FREE:]
                width, before, is_clear = 9, b"", True
                continue
            # To clear twice is to say nothing, for as long as one likes.
            if code in {_CLEAR, _END} or code > len(words) or (code == len(words) and not before):
                yield b"".join(out)
                return
            is_clear = False
            word = words[code] if code < len(words) else before + before[:1]
            if before and len(words) < _FULL:
                words.append(before + word[:1])
                width = min(max(9, (len(words) + 1).bit_length()), 12)
            before = word
            out.append(word)
            size += len(word)
            if size > PIECE:
                yield b"".join(out)
                out, size = [], 0
        yield b"".join(out)

"""Layers of a PDF's stream come off as the programs put them on that write them."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from ml.documents.pdf_layers import from_ascii85, from_hex, from_lzw, inflated, layer_over
from tests.support.lzw import lzw

ANYTHING = st.binary(min_size=1, max_size=2_000) | st.builds(
    bytes.__mul__, st.binary(min_size=1, max_size=9), st.integers(1, 9_000)
)
SIZES = st.integers(1, 700)
LAYERS = (from_lzw, from_hex, from_ascii85, inflated)


def in_pieces(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@given(ANYTHING, SIZES)
def test_lzw(content: bytes, size: int) -> None:
    assert b"".join(from_lzw(iter(in_pieces(lzw(content), size)))) == content


@given(ANYTHING, SIZES)
def test_hexadecimal(content: bytes, size: int) -> None:
    assert b"".join(from_hex(iter(in_pieces(content.hex(" ", 3).encode() + b">00", size)))) == content


@given(ANYTHING, SIZES)
def test_base_85(content: bytes, size: int) -> None:
    # The last letters of a group that is not whole do not matter to the size of what is packed.
    whole = content[: len(content) // 4 * 4]
    spelt = base64.a85encode(whole, adobe=False, wrapcol=70) + b"~>"
    assert b"".join(from_ascii85(iter(in_pieces(spelt, size)))) == whole


@given(st.binary(max_size=300), SIZES)
def test_rubbish_ends_and_raises_nothing(content: bytes, size: int) -> None:
    unpacked = {take_off: sum(map(len, take_off(iter(in_pieces(content, size))))) for take_off in LAYERS}
    assert unpacked[from_hex] <= len(content) / 2
    assert unpacked[from_ascii85] <= 4 * len(content)
    assert unpacked[from_lzw] <= len(content) ** 2
    assert layer_over(content) in {None, *LAYERS}


def test_lzw_that_only_clears_ends_at_once() -> None:
    given = iter(
        [b"\x80\x40\x20\x10\x08\x04\x02\x01\x00" * 1_000, b"never asked for"]
    )  # 256 in nine bits, again and again
    assert b"".join(from_lzw(given)) == b""
    assert next(given) == b"never asked for"

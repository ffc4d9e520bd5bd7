"""LZW as PDF files hold it, made by libtiff: the same bits in the same order."""

import io

from PIL import Image

_STRIP_OFFSETS = 273
_STRIP_LENGTHS = 279


def lzw(content: bytes) -> bytes:
    """Content packed: a row of pixels that are these bytes."""
    file = io.BytesIO()
    Image.frombytes("L", (len(content), 1), content).save(file, "TIFF", compression="tiff_lzw")
    with Image.open(file) as image:
        (start,), (length,) = image.tag_v2[_STRIP_OFFSETS], image.tag_v2[_STRIP_LENGTHS]  # type: ignore[attr-defined]
    return file.getvalue()[start : start + length]

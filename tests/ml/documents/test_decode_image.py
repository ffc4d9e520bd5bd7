"""Files from strangers: bombs, halves, and things that are not what their name says."""

import io
import struct
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from core.ports.document_reader import UnreadableDocumentError
from ml.documents.decode_image import decode_image
from ml.documents.sniff_content import MAX_BYTES, ContentType, sniff_content


def picture(image_format: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    image = Image.new(mode, size, 255 if mode in {"L", "I;16"} else "white")
    image.paste(0 if mode in {"L", "I;16"} else "black", (0, 0, size[0] // 2, size[1] // 2))
    image.save(file, image_format, **options)
    return file.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A tiny PNG that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_every_format_is_told_by_its_bytes_and_decoded_grey(image_format: str) -> None:
    content = picture(image_format)
    content_type = sniff_content(content)
    assert content_type.value == image_format
    (page,) = decode_image(content, content_type)
    assert page.shape == (40, 60)
    assert page.dtype == np.uint8
    assert page[5, 5] < 20
    assert page[35, 55] > 235


def zip_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("receipt.txt", "12.50")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (zip_file(), "a zip archive or an Office file"),
        ("ИТОГО 12.50\n".encode(), "a plain text"),
        (b"just some words\n", "a plain text"),
        (b"<html><body>receipt</body></html>", "an HTML text"),
        (b"\x00\x00\x00\x18ftypisom" + b"\x00" * 50, "a video"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 50, "a program"),
        (bytes(range(128, 256)), "of an unknown type"),
        (b"%!PS-Adobe-3.0\n", "a plain text"),
    ],
)
def test_what_is_no_document_is_named(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        sniff_content(content)
    assert says in raised.value.message
    assert raised.value.field == "file"


def test_more_than_25_megabytes_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="larger than 25 MB"):
        sniff_content(b"\xff\xd8\xff" + b"\x00" * MAX_BYTES)


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (10_000, 10_000), (50_001, 1_000)])
def test_bombs_are_refused_before_they_are_unpacked(width: int, height: int) -> None:
    with pytest.raises(UnreadableDocumentError, match="more than 50 megapixels"):
        decode_image(png_bomb(width, height), ContentType.PNG)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_cut_file_is_refused(image_format: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 300), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, image_format)
    content = file.getvalue()
    with pytest.raises(UnreadableDocumentError, match=r"damaged|not a readable"):
        decode_image(content[: int(len(content) * share)], ContentType(image_format))


def test_a_broken_png_body_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        decode_image(png_bomb(400, 400), ContentType.PNG)


def test_a_jpeg_that_is_not_one_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="not a readable JPEG"):
        decode_image(b"\xff\xd8\xff" + b"nonsense" * 20, ContentType.JPEG)


def test_photos_are_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned right
    (page,) = decode_image(picture("JPEG", exif=exif), ContentType.JPEG)
    assert page.shape == (60, 40)
    assert page[5, 35] < 20


def test_transparent_paper_is_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(file, "PNG")
    (page,) = decode_image(file.getvalue(), ContentType.PNG)
    assert page.min() == 255


def test_sixteen_bit_scans_keep_their_light() -> None:
    file = io.BytesIO()
    Image.fromarray(np.full((30, 30), 0x8000, np.uint16)).save(file, "PNG")
    (page,) = decode_image(file.getvalue(), ContentType.PNG)
    assert page.min() == page.max() == 0x80


def test_each_page_of_a_tiff_is_a_page() -> None:
    file = io.BytesIO()
    first, second = Image.new("L", (30, 20), 255), Image.new("L", (40, 50), 0)
    first.save(file, "TIFF", save_all=True, append_images=[second])
    pages = decode_image(file.getvalue(), ContentType.TIFF)
    assert [page.shape for page in pages] == [(20, 30), (50, 40)]

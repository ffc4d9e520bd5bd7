"""Tells what a file is by its first bytes; its name proves nothing."""

from enum import StrEnum

from core.ports.document_reader import UnreadableDocumentError

MAX_BYTES = 25 * 1024 * 1024


class ContentType(StrEnum):
    """The formats that can be read."""

    PDF = "PDF"
    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    WEBP = "WEBP"
    GIF = "GIF"
    BMP = "BMP"
    HEIC = "HEIF"
    XML = "XML"


_READABLE = (
    (b"\xff\xd8\xff", ContentType.JPEG),
    (b"\x89PNG\r\n\x1a\n", ContentType.PNG),
    (b"II*\x00", ContentType.TIFF),
    (b"MM\x00*", ContentType.TIFF),
    (b"GIF87a", ContentType.GIF),
    (b"GIF89a", ContentType.GIF),
    (b"BM", ContentType.BMP),
)
_REFUSED = (
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "an RTF text"),
    (b"<", "an HTML text"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PDF_HEADER_WITHIN = 1024


def sniff_content(content: bytes) -> ContentType:
    """The type of a file. Raises UnreadableDocumentError for what is empty, too large or no picture or PDF."""
    if not content:
        raise UnreadableDocumentError("The file is empty.", field="file")
    if len(content) > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        raise UnreadableDocumentError(f"The file is larger than {megabytes} MB.", field="file")
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return ContentType.PDF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return ContentType.WEBP
    for start, content_type in _READABLE:
        if content.startswith(start):
            return content_type
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return ContentType.HEIC
    if _is_xml(content):
        return ContentType.XML
    raise UnreadableDocumentError(
        f"The file is {_what_it_is(content)}; photos (JPEG, PNG, HEIC, TIFF, WebP, GIF, BMP), PDF and e-invoices (XML) "
        "can be read.",
        field="file",
    )


def _is_xml(content: bytes) -> bool:
    """By its declaration, or by a root element that is not HTML's."""
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(b"<?xml") or (start.startswith(b"<") and b"xmlns" in start and b"<html" not in start)


def _what_it_is(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "a video"
    for start, name in _REFUSED:
        if content.lstrip()[: len(start)] == start:
            return name
    head = content[:4096].decode("utf-8", errors="replace")
    readable = sum(character.isprintable() or character.isspace() for character in head)
    return "a plain text" if "\ufffd" not in head[:-1] and readable == len(head) else "of an unknown type"

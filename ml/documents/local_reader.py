"""Implements the document reader with what runs on this machine: text layers, e-invoices, codes and two OCR engines."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.ports.document_reader import ReadDocument, ReaderUnavailableError, UnreadableDocumentError
from ml.documents import einvoice, find_codes
from ml.documents.decode_image import decode_image
from ml.documents.extract_fields import Extracted
from ml.documents.read_pages import PagesRead, read_pictures
from ml.documents.read_pdf import read_pdf
from ml.documents.read_picture import Engines
from ml.documents.sniff_content import ContentType, sniff_content
from ml.documents.text_line import lines_of, text_of
from ml.documents.trust_codes import trust_codes


@dataclass(frozen=True, slots=True)
class _Reading:
    pages: PagesRead
    extracted: Extracted
    is_exact: bool = False


class LocalReader:
    """Implements the DocumentReader port. Can be used from several threads."""

    def __init__(self, engines: Engines | None = None) -> None:
        self._engines = engines or Engines()

    def available(self) -> bool:
        """Whether pictures and scans can be read."""
        return self._engines.available()

    def read(self, content: bytes, filename: str, on_progress: Callable[[float], None] | None = None) -> ReadDocument:
        """Read a file by what it holds; its name is not looked at.

        Raises UnreadableDocumentError for what can't or may not be decoded, ReaderUnavailableError for a picture or a
        scan where no OCR engine is installed.
        """
        del filename
        started = time.perf_counter()
        reading = self._read(content, on_progress or (lambda _share: None))
        pages, extracted = reading.pages, reading.extracted
        warnings = [*pages.warnings, *extracted.warnings]
        if not any(pages.lines) and not reading.is_exact:
            warnings.append("No text was found.")
        return ReadDocument(
            kind=extracted.kind,
            language=extracted.language,
            pages=pages.pages,
            engine=" + ".join(pages.engines),
            seconds=round(time.perf_counter() - started, 3),
            page_texts=tuple(text_of(lines) for lines in pages.lines),
            fields=extracted.fields,
            line_items=tuple(extracted.line_items),
            warnings=tuple(warnings),
            tax_amounts=tuple(extracted.tax_amounts),
            line_boxes=tuple(tuple(line.place() for line in lines) for lines in pages.lines),
        )

    def _read(self, content: bytes, on_progress: Callable[[float], None]) -> _Reading:
        content_type = sniff_content(content)
        if content_type is ContentType.XML:
            return _xml(content)
        if content_type is ContentType.PDF:
            pages, exact = read_pdf(content, self._engines, on_progress)
            if exact is not None:
                pages.used(einvoice.NAME)
                return _Reading(pages, exact, is_exact=True)
            return _with_codes(pages)
        images = decode_image(content, content_type)
        if not self.available():
            raise ReaderUnavailableError(
                "No OCR engine is installed on this machine, so pictures can't be read.", field="file"
            )
        return _with_codes(read_pictures(images, self._engines, on_progress))


def _xml(content: bytes) -> _Reading:
    root = einvoice.parse_einvoice(content)
    if root is None:
        raise UnreadableDocumentError("The file is XML, but no e-invoice (UBL, CII) that can be read.", field="file")
    exact = einvoice.read_einvoice(root)
    pages = PagesRead(pages=1, lines=[lines_of(einvoice.text_of_einvoice(exact))])
    pages.used(einvoice.NAME)
    return _Reading(pages, exact, is_exact=True)


def _with_codes(pages: PagesRead) -> _Reading:
    if pages.codes:
        pages.used(find_codes.NAME)
    return _Reading(pages, trust_codes(pages.extracted(), pages.codes))

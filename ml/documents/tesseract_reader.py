"""Implements the document reader: Tesseract for pictures, a PDF's own text where it has one."""

import time
from collections.abc import Callable

from core.ports.document_reader import ReadDocument, ReaderUnavailableError
from ml.documents.decode_image import decode_image
from ml.documents.read_pages import PagesRead, read_pictures
from ml.documents.read_pdf import read_pdf
from ml.documents.recognise_text import Tesseract
from ml.documents.sniff_content import ContentType, sniff_content
from ml.documents.text_line import text_of


class TesseractReader:
    """Implements the DocumentReader port. Can be used from several threads."""

    def __init__(self, tesseract: Tesseract | None = None) -> None:
        self._tesseract = tesseract or Tesseract()

    def available(self) -> bool:
        """Whether pictures and scans can be read."""
        return self._tesseract.available()

    def read(self, content: bytes, filename: str, on_progress: Callable[[float], None] | None = None) -> ReadDocument:
        """Read a file by what it holds; its name is not looked at.

        Raises UnreadableDocumentError for what can't or may not be decoded, ReaderUnavailableError for a picture or a
        scan where Tesseract is not installed.
        """
        del filename
        started = time.perf_counter()
        read = self._pages(content, on_progress or (lambda _share: None))
        extracted = read.extracted()
        warnings = [*read.warnings, *extracted.warnings]
        if not any(read.lines):
            warnings.append("No text was found.")
        return ReadDocument(
            kind=extracted.kind,
            language=extracted.language,
            pages=read.pages,
            engine=self._engine(read),
            seconds=round(time.perf_counter() - started, 3),
            page_texts=tuple(text_of(lines) for lines in read.lines),
            fields=extracted.fields,
            line_items=tuple(extracted.line_items),
            warnings=tuple(warnings),
        )

    def _pages(self, content: bytes, on_progress: Callable[[float], None]) -> PagesRead:
        content_type = sniff_content(content)
        if content_type is ContentType.PDF:
            return read_pdf(content, self._tesseract, on_progress)
        images = decode_image(content, content_type)
        if not self.available():
            raise ReaderUnavailableError(
                "Tesseract is not installed on this machine, so pictures can't be read.", field="file"
            )
        return read_pictures(images, self._tesseract, on_progress)

    def _engine(self, read: PagesRead) -> str:
        parts = (["text-layer"] if read.used_text_layer else []) + ([self._tesseract.name] if read.used_ocr else [])
        return " + ".join(parts)

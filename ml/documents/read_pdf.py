"""Reads a PDF: each page by its own text, and only a page without one by OCR."""

from collections.abc import Callable
from typing import Final

from core.ports.document_reader import ReaderUnavailableError
from ml.documents.open_pdf import MAX_PAGES, open_pdf
from ml.documents.read_pages import PagesRead
from ml.documents.recognise_text import Tesseract

_LEAST_LETTERS: Final = 12
"""A page with fewer is a scan, perhaps with a stamped page number."""


def read_pdf(content: bytes, tesseract: Tesseract, on_progress: Callable[[float], None]) -> PagesRead:
    """Read up to 50 pages. A scanned page that can't be read is named in a warning.

    Raises UnreadableDocumentError, and ReaderUnavailableError where all pages are scans and there is no engine.
    """
    with open_pdf(content) as pdf:
        read = PagesRead(pages=len(pdf))
        count = min(len(pdf), MAX_PAGES)
        if count < len(pdf):
            read.warnings.append(f"Only the first {MAX_PAGES} of {len(pdf)} pages were read.")
        for index in range(count):
            lines = pdf.text_lines(index)
            if sum(character.isalnum() for line in lines for character in line.text) >= _LEAST_LETTERS:
                read.used_text_layer = True
                read.lines.append(lines)
            elif tesseract.available():
                read.add_picture(tesseract, pdf.picture(index), index)
            else:
                read.lines.append(lines)
                read.warnings.append(f"Page {index + 1} is a scan and was not read: OCR is not installed here.")
            on_progress((index + 1) / count)
    if not read.used_text_layer and not read.used_ocr:
        raise ReaderUnavailableError("The PDF is a scan and no OCR engine is installed on this machine.", field="file")
    return read

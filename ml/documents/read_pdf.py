"""Reads a PDF: the e-invoice in it exactly, each page by its own text, and only a page without one by OCR."""

from collections.abc import Callable
from typing import Final

from core.ports.document_reader import ReaderUnavailableError
from ml.documents.einvoice import MAX_BYTES, parse_einvoice, read_einvoice
from ml.documents.extract_fields import Extracted
from ml.documents.open_pdf import MAX_PAGES, PdfPages, open_pdf
from ml.documents.read_pages import PagesRead
from ml.documents.read_picture import Engines

_LEAST_LETTERS: Final = 12
"""A page with fewer is a scan, perhaps with a stamped page number."""


def read_pdf(
    content: bytes, engines: Engines, on_progress: Callable[[float], None]
) -> tuple[PagesRead, Extracted | None]:
    """Read up to 50 pages, and the e-invoice where one is attached. A scan that can't be read is named in a warning.

    Raises UnreadableDocumentError, and ReaderUnavailableError where all pages are scans and there is no engine.
    """
    with open_pdf(content) as pdf:
        einvoice = _attached_einvoice(pdf)
        read = PagesRead(pages=len(pdf))
        count = min(len(pdf), MAX_PAGES)
        if count < len(pdf):
            read.warnings.append(f"Only the first {MAX_PAGES} of {len(pdf)} pages were read.")
        for index in range(count):
            lines = pdf.text_lines(index)
            if sum(character.isalnum() for line in lines for character in line.text) >= _LEAST_LETTERS:
                read.add_text(lines)
            elif einvoice is not None:
                read.lines.append(lines)  # its XML says all there is to say
            elif engines.available():
                read.add_picture(engines, pdf.picture(index), index)
            else:
                read.lines.append(lines)
                read.warnings.append(f"Page {index + 1} is a scan and was not read: OCR is not installed here.")
            on_progress((index + 1) / count)
    if not read.engines and not read.of_picture and einvoice is None and not engines.available():
        raise ReaderUnavailableError("The PDF is a scan and no OCR engine is installed on this machine.", field="file")
    return read, einvoice


def _attached_einvoice(pdf: PdfPages) -> Extracted | None:
    for content in pdf.attached_xml(MAX_BYTES):
        root = parse_einvoice(content)
        if root is not None:
            return read_einvoice(root)
    return None

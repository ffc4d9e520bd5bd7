"""Opens PDF files from strangers and gives their own text or a picture of a page."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

import numpy as np

from core.ports.document_reader import UnreadableDocumentError
from core.ports.pdf_engine import ONE_PDF_AT_A_TIME
from ml.documents.pdf_rows import letters_of, rows_of
from ml.documents.prepare_page import GreyImage
from ml.documents.refuse_pdf_bombs import PdfBombError, refuse_pdf_bombs
from ml.documents.text_line import TextLine

MAX_PAGES: Final = 50
_RENDER_DPI: Final = 300
_MAX_RENDER_SIDE: Final = 5_000
_MOST_ATTACHMENTS: Final = 10
_POINTS_PER_INCH: Final = 72


class PdfPages:
    """The pages of an open PDF."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def text_lines(self, index: int) -> list[TextLine]:
        """The text layer of a page as visual rows from top to bottom, cells parted by a tab; empty for a scan."""
        with ONE_PDF_AT_A_TIME, closing(self._document[index]) as page:
            letters, box = list(letters_of(page)), page.get_cropbox()
        return rows_of(letters, index, box)

    def attached_xml(self, max_bytes: int) -> list[bytes]:
        """Attached files that are XML by their first letters and no larger than so many bytes, ten at most."""
        with ONE_PDF_AT_A_TIME:
            count = min(self._document.count_attachments(), _MOST_ATTACHMENTS)
            files = [bytes(self._document.get_attachment(index).get_data()) for index in range(count)]
        return [file for file in files if len(file) <= max_bytes and file.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<"]

    def picture(self, index: int) -> GreyImage:
        """The page drawn at 300 dpi, or less where that would be larger than 5,000 pixels."""
        with ONE_PDF_AT_A_TIME, closing(self._document[index]) as page:
            width, height = page.get_size()
            scale = min(_RENDER_DPI / _POINTS_PER_INCH, _MAX_RENDER_SIDE / max(width, height, 1.0))
            with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                return np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)


@contextmanager
def open_pdf(content: bytes) -> Iterator[PdfPages]:
    """Open a PDF. Raises UnreadableDocumentError where it is encrypted, damaged or has no page."""
    import pypdfium2  # noqa: PLC0415 - heavy, and only workers read documents

    try:
        refuse_pdf_bombs(content)
    except PdfBombError as error:
        raise UnreadableDocumentError(str(error), field="file") from None
    try:
        with ONE_PDF_AT_A_TIME:
            document = pypdfium2.PdfDocument(content)
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        reason = "is protected by a password" if "password" in str(error).lower() else "is damaged"
        raise UnreadableDocumentError(f"The PDF {reason}.", field="file") from None
    try:
        if pages == 0:
            raise UnreadableDocumentError("The PDF has no pages.", field="file")
        yield PdfPages(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError(f"The PDF is damaged: {error}.", field="file") from error
    finally:
        with ONE_PDF_AT_A_TIME:
            document.close()

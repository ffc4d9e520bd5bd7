"""Opens PDF files from strangers and gives their own text or a picture of a page."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from core.ports.document_reader import UnreadableDocumentError
from core.ports.pdf_engine import ONE_PDF_AT_A_TIME
from ml.documents.prepare_page import GreyImage
from ml.documents.refuse_pdf_bombs import PdfBombError, refuse_pdf_bombs
from ml.documents.text_line import Box, TextLine, joined

MAX_PAGES: Final = 50
_RENDER_DPI: Final = 300
_MAX_RENDER_SIDE: Final = 5_000
_MAX_CHARACTERS: Final = 200_000
"""Of one page: more is an attack, not a document."""
_MOST_ATTACHMENTS: Final = 10
_POINTS_PER_INCH: Final = 72
_CELL_GAP: Final = 1.5
"""A gap of so many line heights parts two cells of a row."""


class PdfPages:
    """The pages of an open PDF."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def text_lines(self, index: int) -> list[TextLine]:
        """The text layer of a page as visual rows from top to bottom, cells parted by a tab; empty for a scan."""
        with ONE_PDF_AT_A_TIME, closing(self._document[index]) as page:
            runs, size = list(_runs(page)), page.get_size()
        return _rows(runs, index, size)

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


@dataclass(slots=True)
class _Run:
    """Letters that follow each other on one line. PDF measures upwards: `top` is the larger number."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


def _runs(page: Any) -> Iterator[_Run]:
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    with closing(page.get_textpage()) as text_page:
        run: _Run | None = None
        for index in range(min(text_page.count_chars(), _MAX_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "  # noqa: PLR2004 - Unicode's limits
            if character in "\r\n" or character.isspace():
                if run is not None and character in "\r\n":
                    yield run
                    run = None
                elif run is not None:
                    run.text += " "
                continue
            left, bottom, right, top = text_page.get_charbox(index, loose=True)
            if run is not None and (left - run.right > _CELL_GAP * run.height or left < run.left - run.height):
                yield run
                run = None
            if run is None:
                run = _Run(character, left, right, bottom, top)
            else:
                run.text += character
                run.right, run.bottom, run.top = max(run.right, right), min(run.bottom, bottom), max(run.top, top)
        if run is not None:
            yield run


def _rows(runs: list[_Run], page: int, size: tuple[float, float]) -> list[TextLine]:
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: -(one.top + one.bottom)):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(sorted(row, key=lambda one: one.left), page, size) for row in rows]


def _line(row: list[_Run], page: int, size: tuple[float, float]) -> TextLine:
    gaps = ["\t" if run.left - before.right > _CELL_GAP * run.height else " " for before, run in pairwise(row)]
    return joined([(" ".join(run.text.split()), _share_of(run, size)) for run in row], gaps, 1.0, page)


def _share_of(run: _Run, size: tuple[float, float]) -> Box:
    """Where a run stands as shares of the page, measured from its top."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    return Box(run.left / width, 1 - run.top / height, (run.right - run.left) / width, run.height / height)

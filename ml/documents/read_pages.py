"""Collects what was read of a file, page by page, and reads its pictures by OCR."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ml.documents.extract_fields import Extracted, extract_fields
from ml.documents.prepare_page import GreyImage
from ml.documents.read_picture import read_picture
from ml.documents.recognise_text import RecognitionTimeoutError, Tesseract
from ml.documents.text_line import TextLine

_LOOKS_ALONE = 3
"""At a single picture. Of several pages the fields come from all their lines at once, so one look at each is enough."""


@dataclass(slots=True)
class PagesRead:
    """What was read: the lines of each page, and for a single picture what its readings agree on."""

    pages: int
    lines: list[list[TextLine]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    of_picture: list[Extracted] = field(default_factory=list)
    used_text_layer: bool = False
    used_ocr: bool = False

    def extracted(self) -> Extracted:
        """Kind, fields and items of the whole document."""
        if len(self.lines) == 1 and self.of_picture:
            return self.of_picture[0]
        return extract_fields([line for page in self.lines for line in page])

    def add_picture(self, tesseract: Tesseract, image: GreyImage, index: int) -> None:
        """Read a page by OCR and add it; where that takes too long, add an empty page and a warning."""
        self.used_ocr = True
        try:
            page = read_picture(tesseract, image, index, looks=_LOOKS_ALONE if self.pages == 1 else 1)
        except RecognitionTimeoutError:
            self.lines.append([])
            self.warnings.append(f"Page {index + 1} took too long and was not read.")
            return
        self.lines.append(list(page.lines))
        self.of_picture.append(page.extracted)


def read_pictures(images: Sequence[GreyImage], tesseract: Tesseract, on_progress: Callable[[float], None]) -> PagesRead:
    """Read pictures by OCR, one a page. Raises ReaderUnavailableError."""
    read = PagesRead(pages=len(images))
    for index, image in enumerate(images):
        read.add_picture(tesseract, image, index)
        on_progress((index + 1) / len(images))
    return read

"""Collects what was read of a file, page by page, and reads its pictures by OCR."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ml.documents.extract_fields import Extracted, extract_fields
from ml.documents.find_codes import Code, find_codes
from ml.documents.prepare_page import GreyImage
from ml.documents.read_picture import Engines, read_picture
from ml.documents.recognise_text import RecognitionTimeoutError
from ml.documents.text_line import TextLine

_LOOKS_ALONE = 3
"""At a single picture. Of several pages the fields come from all their lines at once, so one look at each is enough."""
TEXT_LAYER = "text-layer"


@dataclass(slots=True)
class PagesRead:
    """What was read: the lines of each page, and for a single picture what its readings agree on."""

    pages: int
    lines: list[list[TextLine]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    of_picture: list[Extracted] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    engines: list[str] = field(default_factory=list)

    def extracted(self) -> Extracted:
        """Kind, fields and items of the whole document."""
        if len(self.lines) == 1 and self.of_picture:
            return self.of_picture[0]
        return extract_fields([line for page in self.lines for line in page])

    def add_text(self, lines: Sequence[TextLine]) -> None:
        """Add a page that was read by its own text."""
        self.lines.append(list(lines))
        self.used(TEXT_LAYER)

    def add_picture(self, engines: Engines, image: GreyImage, index: int) -> None:
        """Read a page by OCR and add it; where that takes too long, add an empty page and a warning."""
        self.codes += find_codes(image, index)
        try:
            page = read_picture(engines, image, index, looks=_LOOKS_ALONE if self.pages == 1 else 1)
        except RecognitionTimeoutError:
            self.lines.append([])
            self.warnings.append(f"Page {index + 1} took too long and was not read.")
            return
        self.lines.append(list(page.lines))
        self.of_picture.append(page.extracted)
        self.warnings += page.warnings
        for engine in page.engines:
            self.used(engine)

    def used(self, engine: str) -> None:
        """Name an engine once."""
        if engine not in self.engines:
            self.engines.append(engine)


def read_pictures(images: Sequence[GreyImage], engines: Engines, on_progress: Callable[[float], None]) -> PagesRead:
    """Read pictures by OCR, one a page. Raises ReaderUnavailableError."""
    read = PagesRead(pages=len(images))
    for index, image in enumerate(images):
        read.add_picture(engines, image, index)
        on_progress((index + 1) / len(images))
    return read

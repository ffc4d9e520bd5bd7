"""Reads a picture of a document by the engine that suits it, and looks again only while main fields stay doubtful."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from core.ports.document_reader import DocumentKind, ReaderUnavailableError
from ml.documents.extract_fields import Extracted, agree, extract_fields
from ml.documents.prepare_page import (
    GreyImage,
    binarised,
    is_blank,
    is_clean_scan,
    of_bearable_size,
    scaled_for_reading,
)
from ml.documents.rapid_ocr import Located, RapidOcr
from ml.documents.recognise_text import ONE_BLOCK, ONE_COLUMN, Tesseract
from ml.documents.sheet import Sheet
from ml.documents.tesseract_looks import LATIN, RUSSIAN, first_look, heading_of
from ml.documents.text_line import TextLine, mean_confidence

_SURE: Final = {"merchant": 0.7, "date": 0.75, "total": 0.75}
"""Confidence at which no further look is worth its time."""
_ENOUGH_FOR_RAPID: Final = 0.7
"""RapidOCR reads the letters right where rules are unsure, so only what is missing is looked for by Tesseract, too."""
_WITH_TOTAL: Final = frozenset({DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.ACT, DocumentKind.OTHER})
_CLEARLY_READ: Final = 0.85
"""Mean confidence of Tesseract at which a clean page needs no other engine."""
_CROP_MARGIN: Final = 0.02


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines of this machine; either may be missing."""

    tesseract: Tesseract = field(default_factory=Tesseract)
    rapid: RapidOcr = field(default_factory=RapidOcr)

    def available(self) -> bool:
        """Whether pictures can be read at all."""
        return self.rapid.available() or self.tesseract.available()


@dataclass(frozen=True, slots=True)
class PageReading:
    """The best text of a page, what its readings agree on, and the engines that read it."""

    lines: Sequence[TextLine]
    extracted: Extracted
    engines: Sequence[str] = ()
    warnings: Sequence[str] = ()


def read_picture(engines: Engines, image: GreyImage, page: int, *, looks: int = 3) -> PageReading:
    """Read one page with up to three looks. Raises ReaderUnavailableError or RecognitionTimeoutError."""
    if is_blank(image):
        return PageReading((), extract_fields(()))
    sheet = Sheet.of(image).redrawn(of_bearable_size(image))
    if engines.tesseract.available() and is_clean_scan(image):
        # Tesseract reads clean print as well, in a third of the time.
        reading = _by_tesseract(engines.tesseract, sheet, page, 1, None)
        if mean_confidence(reading.lines) >= _CLEARLY_READ and not _doubtful(reading.extracted, _SURE):
            return reading
    if not engines.rapid.available():
        return _by_tesseract(engines.tesseract, sheet, page, looks, None)
    sheet, located = _upright(engines.rapid, sheet)
    if not located.is_latin and engines.tesseract.available():
        return _by_tesseract(engines.tesseract, _cropped(sheet, located), page, looks, RUSSIAN)
    reading = _by_rapid(engines.rapid, sheet, located, page)
    if located.is_latin:
        return _with_a_second_look(engines.tesseract, sheet, reading, page) if looks > 1 else reading
    return replace(reading, warnings=("Letters that are not Latin can't be read: Tesseract is not installed here.",))


def _upright(rapid: RapidOcr, sheet: Sheet) -> tuple[Sheet, Located]:
    """The page turned so that lines run from left to right, and where its words are."""
    located = rapid.locate(sheet.picture)
    if located.lie_on_their_side:
        sheet = sheet.quarter_turned(1)
        located = rapid.locate(sheet.picture)
    if not located.is_sure and located.boxes and rapid.stands_on_its_head(sheet.picture, located):
        sheet = sheet.quarter_turned(2)
        located = rapid.locate(sheet.picture)
    return sheet, located


def _by_rapid(rapid: RapidOcr, sheet: Sheet, located: Located, page: int) -> PageReading:
    lines = sheet.placed(rapid.lines(sheet.picture, located.boxes, page))
    return PageReading(lines, extract_fields(lines), (rapid.name,))


def _with_a_second_look(tesseract: Tesseract, sheet: Sheet, reading: PageReading, page: int) -> PageReading:
    """Tesseract's opinion, too, where the total or the date is missing or a mere guess."""
    doubtful = _doubtful(reading.extracted, dict.fromkeys(("date", "total"), _ENOUGH_FOR_RAPID))
    if not doubtful or not reading.lines or not tesseract.available():
        return reading
    picture = sheet.redrawn(binarised(scaled_for_reading(sheet.picture)))
    lines = picture.placed(tesseract.lines(picture.picture, LATIN, ONE_BLOCK, page))
    extracted = agree([reading.extracted, _only(extract_fields(lines), doubtful)])
    return replace(reading, extracted=extracted, engines=(*reading.engines, tesseract.name))


def _by_tesseract(
    tesseract: Tesseract, sheet: Sheet, page: int, looks: int, known: tuple[str, ...] | None
) -> PageReading:
    if not tesseract.available():
        raise ReaderUnavailableError("No OCR engine is installed, so pictures and scans can't be read.", field="file")
    flat, first, languages = first_look(tesseract, sheet, page, known)
    whole, readings = [first], [extract_fields(first)]
    for make, segmentation in _MORE_LOOKS[: looks - 1]:
        doubtful = _doubtful(agree(readings), _SURE)
        if not doubtful:
            break
        part = heading_of(flat, first) if doubtful == {"merchant"} else flat
        picture = part.redrawn(make(part.picture))
        lines = picture.placed(tesseract.lines(picture.picture, languages, segmentation, page))
        if part is flat:
            whole.append(lines)
        extracted = extract_fields(lines)
        readings.append(extracted if part is flat else _only(extracted, doubtful))
    return PageReading(max(whole, key=mean_confidence), agree(readings), (tesseract.name,))


_MORE_LOOKS: Final[tuple[tuple[Callable[[GreyImage], GreyImage], int], ...]] = (
    (lambda flat: binarised(scaled_for_reading(flat)), ONE_BLOCK),
    (scaled_for_reading, ONE_COLUMN),
)
"""Ways to look again, measured on photographed receipts: each reads some that the others don't."""


def _cropped(sheet: Sheet, located: Located) -> Sheet:
    """The part of the page that holds words: what lies around the paper is not given to Tesseract."""
    if not located.boxes:
        return sheet
    corners = np.concatenate(list(located.boxes))
    height, width = sheet.picture.shape
    margin = _CROP_MARGIN * max(height, width)
    left, top = (max(0, int(side - margin)) for side in corners.min(axis=0))
    right, bottom = (
        min(limit, int(side + margin) + 1) for side, limit in zip(corners.max(axis=0), (width, height), strict=True)
    )
    return sheet.cropped(left, top, right, bottom)


def _only(extracted: Extracted, names: set[str]) -> Extracted:
    fields = {name: value for name, value in extracted.fields.items() if name in names}
    return replace(extracted, fields=fields, line_items=(), tax_amounts=[], warnings=())


def _doubtful(extracted: Extracted, sure: dict[str, float]) -> set[str]:
    if extracted.kind not in _WITH_TOTAL:
        return set()
    fields = extracted.fields
    return {name for name, least in sure.items() if name not in fields or fields[name].confidence < least}

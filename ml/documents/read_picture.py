"""Reads a picture of a document: looks once, and looks again in other ways only while the main fields stay doubtful."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from core.ports.document_reader import DocumentKind
from ml.documents.detect_language import detect_language
from ml.documents.extract_fields import Extracted, agree, extract_fields
from ml.documents.extract_merchant import HEADING_LINES
from ml.documents.prepare_page import (
    GreyImage,
    binarised,
    even_light,
    is_blank,
    of_bearable_size,
    scaled_for_reading,
    shrunk_for_reading,
    straightened,
)
from ml.documents.recognise_text import ONE_BLOCK, ONE_COLUMN, Tesseract
from ml.documents.text_line import TextLine, mean_confidence, text_of

_SURE: Final = {"merchant": 0.8, "date": 0.85, "total": 0.85}
"""Confidence at which no further look is worth its time."""
_WITH_TOTAL: Final = frozenset({DocumentKind.RECEIPT, DocumentKind.INVOICE, DocumentKind.ACT, DocumentKind.OTHER})
_HEADING_MARGIN: Final = 0.02
_UPRIGHT_CONFIDENCE: Final = 0.55
"""Below it the page may lie on its side or stand on its head."""
_BAND_SHARE: Final = 0.25
_CYRILLIC_SHARE: Final = 0.5
_READABLE_WORDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class PageReading:
    """The best text of a page and what its readings agree on."""

    lines: Sequence[TextLine]
    extracted: Extracted


def read_picture(tesseract: Tesseract, image: GreyImage, page: int, *, looks: int = 3) -> PageReading:
    """Read one page with up to three looks. Raises ReaderUnavailableError or RecognitionTimeoutError."""
    if is_blank(image):
        return PageReading((), extract_fields(()))
    flat = straightened(even_light(of_bearable_size(image)))
    first, languages = _first_look(tesseract, flat, page)
    if mean_confidence(first) < _UPRIGHT_CONFIDENCE and (turns := tesseract.quarter_turns(flat)):
        flat = straightened(np.ascontiguousarray(np.rot90(flat, -turns)))
        first, languages = _first_look(tesseract, flat, page)
    whole, readings = [first], [extract_fields(first)]
    for make, segmentation in _MORE_LOOKS[: looks - 1]:
        doubtful = _doubtful(agree(readings))
        if not doubtful:
            break
        if doubtful == {"merchant"}:
            lines = tesseract.lines(make(_heading(flat, first)), languages, segmentation, page)
            readings.append(_only_merchant(extract_fields(lines)))
            continue
        lines = tesseract.lines(make(flat), languages, segmentation, page)
        whole.append(lines)
        readings.append(extract_fields(lines))
    return PageReading(max(whole, key=mean_confidence), agree(readings))


def _first_look(tesseract: Tesseract, flat: GreyImage, page: int) -> tuple[list[TextLine], tuple[str, ...]]:
    languages = _languages(tesseract, flat)
    picture = shrunk_for_reading(flat)
    lines = tesseract.lines(picture, languages, ONE_BLOCK, page)
    if languages == _LATIN and detect_language(text_of(lines)) == "de":
        languages = _GERMAN
        lines = tesseract.lines(picture, languages, ONE_BLOCK, page)
    return lines, languages


def _heading(flat: GreyImage, first: Sequence[TextLine]) -> GreyImage:
    """The part of the page that holds the heading, by where the first look found its lines."""
    boxes = [line.box for line in first if line.box is not None]
    # The first look may have been at a smaller picture; the share of its height is the same.
    height = shrunk_for_reading(flat).shape[0]
    bottom = max((box.top + box.height for box in boxes[:HEADING_LINES]), default=float(height))
    return flat[: max(1, int(flat.shape[0] * min(1.0, bottom / height + _HEADING_MARGIN)))]


def _only_merchant(extracted: Extracted) -> Extracted:
    fields = {name: value for name, value in extracted.fields.items() if name == "merchant"}
    return replace(extracted, fields=fields, line_items=(), warnings=())


_RUSSIAN: Final = ("rus", "eng")
_LATIN: Final = ("eng",)
_GERMAN: Final = ("deu", "eng")
_MORE_LOOKS: Final[tuple[tuple[Callable[[GreyImage], GreyImage], int], ...]] = (
    (lambda flat: binarised(scaled_for_reading(flat)), ONE_BLOCK),
    (scaled_for_reading, ONE_COLUMN),
)
"""Ways to look again, measured on photographed receipts: each reads some that the others don't."""


def _doubtful(extracted: Extracted) -> set[str]:
    if extracted.kind not in _WITH_TOTAL:
        return set()
    fields = extracted.fields
    return {name for name, sure in _SURE.items() if name not in fields or fields[name].confidence < sure}


def _languages(tesseract: Tesseract, flat: GreyImage) -> tuple[str, ...]:
    """Languages to read with, by a first look at the band with most ink.

    Reading with all at once takes twice the time and loses 15 points of the names, so the script is found out before.
    """
    lines = tesseract.lines(_inkiest_band(flat), _RUSSIAN, ONE_BLOCK, 0)
    words = [
        word for line in lines if line.confidence > _READABLE_WORDS for word in re.findall(r"[^\W\d_]{3,}", line.text)
    ]
    cyrillic = sum(bool(re.match(r"[А-Яа-яЁё]", word)) for word in words)
    return _RUSSIAN if cyrillic > _CYRILLIC_SHARE * max(len(words), 1) else _LATIN


def _inkiest_band(image: GreyImage) -> GreyImage:
    height = max(1, int(image.shape[0] * _BAND_SHARE))
    ink = 255.0 - image.mean(axis=1)
    sums = np.convolve(ink, np.ones(height), mode="valid")
    start = int(np.argmax(sums))
    return image[start : start + height]

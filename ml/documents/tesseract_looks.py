"""How a page is given to Tesseract: evenly lit, level, with the languages of its script."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ml.documents.detect_language import detect_language
from ml.documents.extract_merchant import HEADING_LINES
from ml.documents.prepare_page import GreyImage, even_light, shrunk_for_reading, skew_degrees
from ml.documents.recognise_text import ONE_BLOCK, Tesseract
from ml.documents.sheet import Sheet
from ml.documents.text_line import TextLine, mean_confidence, text_of

RUSSIAN: Final = ("rus", "eng")
LATIN: Final = ("eng",)
GERMAN: Final = ("deu", "eng")
_HEADING_MARGIN: Final = 0.02
_UPRIGHT_CONFIDENCE: Final = 0.55
"""Below it the page may lie on its side or stand on its head."""
_BAND_SHARE: Final = 0.25
_CYRILLIC_SHARE: Final = 0.5
_READABLE_WORDS: Final = 0.5
_SKEW_WORTH_TURNING_DEGREES: Final = 0.25
"""A slighter tilt is left: turning softens the letters."""


def first_look(
    tesseract: Tesseract, sheet: Sheet, page: int, languages: tuple[str, ...] | None
) -> tuple[Sheet, list[TextLine], tuple[str, ...]]:
    """The page made flat, its lines with their places, and the languages it was read with.

    Where the languages are not known, the script is found out first.
    """
    flat = _level(sheet.redrawn(even_light(sheet.picture)))
    lines, chosen = _look(tesseract, flat, page, languages)
    if mean_confidence(lines) < _UPRIGHT_CONFIDENCE and (turns := tesseract.quarter_turns(flat.picture)):
        flat = _level(flat.quarter_turned(turns))
        lines, chosen = _look(tesseract, flat, page, languages)
    return flat, lines, chosen


def heading_of(flat: Sheet, first: Sequence[TextLine]) -> Sheet:
    """The part of the page that holds the heading, by where the first look found its lines."""
    height, width = flat.picture.shape
    forth = np.linalg.inv(flat.back)
    boxes = [line.box for line in first[:HEADING_LINES] if line.box is not None]
    bottoms = [float((forth @ (box.left, box.top + box.height, 1.0))[1]) for box in boxes]
    bottom = min(height, int(max(bottoms, default=height) + _HEADING_MARGIN * height))
    return flat.cropped(0, 0, width, max(1, bottom))


def _level(sheet: Sheet) -> Sheet:
    angle = skew_degrees(sheet.picture)
    return sheet.turned(angle) if abs(angle) >= _SKEW_WORTH_TURNING_DEGREES else sheet


def _look(
    tesseract: Tesseract, flat: Sheet, page: int, languages: tuple[str, ...] | None
) -> tuple[list[TextLine], tuple[str, ...]]:
    languages = languages or _languages(tesseract, flat.picture)
    picture = flat.redrawn(shrunk_for_reading(flat.picture))
    lines = tesseract.lines(picture.picture, languages, ONE_BLOCK, page)
    if languages == LATIN and _is_german(lines):
        languages = GERMAN
        lines = tesseract.lines(picture.picture, languages, ONE_BLOCK, page)
    return picture.placed(lines), languages


def _languages(tesseract: Tesseract, flat: GreyImage) -> tuple[str, ...]:
    """Languages to read with, by a look at the band with most ink.

    Reading with all at once takes twice the time and loses 15 points of the names, so the script is found out before.
    """
    lines = tesseract.lines(_inkiest_band(flat), RUSSIAN, ONE_BLOCK, 0)
    words = [
        word for line in lines if line.confidence > _READABLE_WORDS for word in re.findall(r"[^\W\d_]{3,}", line.text)
    ]
    cyrillic = sum(bool(re.match(r"[А-Яа-яЁё]", word)) for word in words)
    if cyrillic > _CYRILLIC_SHARE * max(len(words), 1):
        return RUSSIAN
    return GERMAN if _is_german(lines) else LATIN


def _is_german(lines: Sequence[TextLine]) -> bool:
    return detect_language(text_of(lines)) == "de"


def _inkiest_band(image: GreyImage) -> GreyImage:
    height = max(1, int(image.shape[0] * _BAND_SHARE))
    ink = 255.0 - image.mean(axis=1)
    sums = np.convolve(ink, np.ones(height), mode="valid")
    start = int(np.argmax(sums))
    return image[start : start + height]

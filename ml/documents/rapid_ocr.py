"""The second engine: RapidOCR's networks for Latin script, which read photographs better than Tesseract does."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from ml.documents.assemble_rows import assemble_rows
from ml.documents.locate_text import Corners, TextLocator
from ml.documents.onnx_models import DETECTION, RECOGNITION, carrier_version, model_file, open_session
from ml.documents.prepare_page import GreyImage, even_light, letter_height
from ml.documents.spell_lines import LineSpeller, Spelt
from ml.documents.text_line import TextLine

_LETTER_PIXELS: Final = 9.0
"""Height of a letter in the picture that boxes are looked for in; larger costs time and finds no more."""
_SIDES: Final = (640, 1_600)
_USUAL_SIDE: Final = 960
_SAMPLE: Final = 8
_FEW: Final = 4
"""Of the sample, to see whether it stands on its head."""
_LONG: Final = 4.0
"""Width over height of a box with several letters in it."""
_ENOUGH: Final = 6.0
"""Width over height of what is read of a line to tell its script: a dozen letters."""
_HALF_TURN_GAIN: Final = 0.1
_LETTERS_A_HEIGHT: Final = 1.5
"""Latin lines have 2 to 2.6 letters over a width of one height; where Cyrillic is dropped, less than 1 is left."""
_READABLE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Located:
    """Where words are in a picture, and what a sample of them says."""

    boxes: Sequence[Corners]
    lie_on_their_side: bool
    is_latin: bool
    sample_confidence: float  # 1 where there is no sample

    @property
    def is_sure(self) -> bool:
        """Whether this is Latin script that stands upright."""
        return self.is_latin and self.sample_confidence >= _READABLE


class RapidOcr:
    """Detection and recognition networks, opened at their first use. Can be used from several threads."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._opening = threading.Lock()
        self._networks: tuple[TextLocator, LineSpeller] | None = None

    def available(self) -> bool:
        """Whether the models are installed."""
        return model_file(DETECTION) is not None and model_file(RECOGNITION) is not None

    @property
    def name(self) -> str:
        """The carrier of the models and its version, as in `rapidocr 3.10.0`."""
        return f"rapidocr {carrier_version()}"

    def locate(self, image: GreyImage) -> Located:
        """Find the words and tell their script and whether they stand upright."""
        locator, speller = self._open()
        boxes = locator.locate(image, side_for(image))
        on_their_side = sum(_aspect(corners) < 1 / 2 for corners in boxes) > len(boxes) / 2
        sample = [] if on_their_side else speller.spell(image, _sample(boxes))
        return Located(boxes, on_their_side, _is_latin(sample), _mean_confidence(sample))

    def stands_on_its_head(self, image: GreyImage, located: Located) -> bool:
        """Whether the sample reads as Latin, and better, when each of its words is turned by half."""
        _, speller = self._open()
        sample = speller.spell(image, [corners[[2, 3, 0, 1]] for corners in _sample(located.boxes)[:_FEW]])
        return _is_latin(sample) and _mean_confidence(sample) > located.sample_confidence + _HALF_TURN_GAIN

    def lines(self, image: GreyImage, boxes: Sequence[Corners], page: int) -> list[TextLine]:
        """Read the located words and put them into lines."""
        _, speller = self._open()
        return assemble_rows(boxes, speller.spell(image, boxes), page)

    def _open(self) -> tuple[TextLocator, LineSpeller]:
        with self._opening:
            if self._networks is None:
                detection, recognition = model_file(DETECTION), model_file(RECOGNITION)
                if detection is None or recognition is None:
                    raise RuntimeError("the models were there a moment ago")
                self._networks = (
                    TextLocator(open_session(detection, self._threads)),
                    LineSpeller(open_session(recognition, self._threads)),
                )
            return self._networks


def side_for(image: GreyImage) -> int:
    """How long the longer side of the picture should be in which words are looked for, in pixels."""
    height = letter_height(even_light(image))  # shadows of a photograph would count as small letters
    wished = _USUAL_SIDE if height is None else round(max(image.shape) * _LETTER_PIXELS / height)
    return min(max(wished, _SIDES[0]), _SIDES[1])


def _aspect(corners: Corners) -> float:
    width = float(np.linalg.norm(corners[0] - corners[1]))
    return width / max(float(np.linalg.norm(corners[0] - corners[3])), 1.0)


def _sample(boxes: Sequence[Corners]) -> list[Corners]:
    """The beginnings of the longest lines: the more there is to read, the longer it takes, and these tell enough."""
    longest = sorted((one for one in boxes if _aspect(one) >= _LONG), key=_aspect, reverse=True)[:_SAMPLE]
    return [_beginning(corners) for corners in longest]


def _beginning(corners: Corners) -> Corners:
    share = min(1.0, _ENOUGH / _aspect(corners))
    top_left, top_right, bottom_right, bottom_left = corners
    top, bottom = top_left + share * (top_right - top_left), bottom_left + share * (bottom_right - bottom_left)
    return np.asarray([top_left, top, bottom, bottom_left], dtype=np.float32)


def _is_latin(sample: Sequence[Spelt]) -> bool:
    """Whether as many letters were read as fit. An empty sample says nothing, so it counts as Latin."""
    filled = [len(spelt.text.replace(" ", "")) / spelt.aspect for spelt in sample]
    return not filled or median(filled) >= _LETTERS_A_HEIGHT


def _mean_confidence(sample: Sequence[Spelt]) -> float:
    return float(np.mean([spelt.confidence for spelt in sample])) if sample else 1.0

"""Reads the letters of single lines cut out of a picture: a network says for every slice which letter it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from ml.documents.locate_text import Corners
from ml.documents.prepare_page import GreyImage

_HEIGHT: Final = 48
_STEP: Final = 32
_NARROWEST: Final = 64
_WIDEST: Final = 3_200
_BATCH: Final = 8
_BATCH_PIXELS: Final = 6_400
"""Width of a batch in all: its answer takes 9 KB of memory a pixel."""
_LATIN: Final = 0x250
_SIGNS: Final = frozenset("€£₽–—’‘“”•№₺₴₸")


@dataclass(frozen=True, slots=True)
class Spelt:
    """What a line says. `confidence` is the mean over its letters; `aspect` is its width over its height."""

    text: str
    confidence: float
    aspect: float


class LineSpeller:
    """The recognition network, held to Latin letters, digits and signs: it knows no Cyrillic."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._input = session.get_inputs()[0].name
        letters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
        outputs = session.get_outputs()[0].shape[-1]
        # The first output stands for "no letter", the last for a space.
        self._letters = (["", *letters, " "] + [""] * outputs)[:outputs]
        self._taken = np.array(
            [place for place, letter in enumerate(self._letters) if place == 0 or _is_ours(letter)], dtype=np.int64
        )

    def spell(self, image: GreyImage, boxes: Sequence[Corners]) -> list[Spelt]:
        """Read each box. Boxes of like width are read together."""
        lines = [_cut(image, corners) for corners in boxes]
        order = sorted(range(len(lines)), key=lambda place: lines[place].shape[1])
        read: dict[int, Spelt] = {}
        while order:
            together = _that_fit(lines, order)
            order = order[len(together) :]
            read |= dict(zip(together, self._batch([lines[place] for place in together]), strict=True))
        return [read[place] for place in range(len(lines))]

    def _batch(self, lines: Sequence[GreyImage]) -> list[Spelt]:
        width = _padded(max(line.shape[1] for line in lines))
        batch = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
        for place, line in enumerate(lines):
            batch[place, :, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1
        likely = self._session.run(None, {self._input: batch})[0][:, :, self._taken]
        best, sure = likely.argmax(2), likely.max(2)
        return [self._spelt(best[place], sure[place], line.shape[1] / _HEIGHT) for place, line in enumerate(lines)]

    def _spelt(self, best: npt.NDArray[np.int64], sure: npt.NDArray[np.float32], aspect: float) -> Spelt:
        # A letter wider than a slice is said several times; `no letter` parts a double one.
        starts = (best != 0) & np.concatenate(([True], best[1:] != best[:-1]))
        text = "".join(self._letters[self._taken[place]] for place in best[starts])
        return Spelt(" ".join(text.split()), float(sure[starts].mean()) if starts.any() else 0.0, aspect)


def _is_ours(letter: str) -> bool:
    return len(letter) == 1 and (ord(letter) < _LATIN or letter in _SIGNS)


def _that_fit(lines: Sequence[GreyImage], order: Sequence[int]) -> list[int]:
    together: list[int] = []
    for place in order[:_BATCH]:
        if together and _padded(lines[place].shape[1]) * (len(together) + 1) > _BATCH_PIXELS:
            break
        together.append(place)
    return together


def _padded(width: int) -> int:
    return max(_NARROWEST, -(-width // _STEP) * _STEP)


def _cut(image: GreyImage, corners: Corners) -> GreyImage:
    top, right, bottom, left = (
        float(np.linalg.norm(corners[one] - corners[other])) for one, other in ((0, 1), (1, 2), (2, 3), (3, 0))
    )
    height = max(left, right, 1.0)
    width = int(min(max(8, round(max(top, bottom) * _HEIGHT / height)), _WIDEST))
    target = np.array([[0, 0], [width, 0], [width, _HEIGHT], [0, _HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    cut = cv2.warpPerspective(image, matrix, (width, _HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)

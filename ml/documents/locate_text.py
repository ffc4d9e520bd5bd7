"""Finds where words stand in a picture: a network marks the pixels of text, and what hangs together becomes a box."""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from ml.documents.prepare_page import GreyImage

Corners = npt.NDArray[np.float32]
"""4 × 2: top left, top right, bottom right, bottom left, in pixels."""

_STEP: Final = 32
"""The network halves its input five times."""
_MEAN: Final = 0.45
_DEVIATION: Final = 0.226
_IS_TEXT: Final = 0.3
_IS_BOX: Final = 0.5
_GROWTH: Final = 1.6
"""The network marks the core of a line; this much of its area over its outline is added around."""
_THINNEST: Final = 3
_MOST_BOXES: Final = 1_000


@dataclass(frozen=True, slots=True)
class TextLocator:
    """The detection network."""

    session: Any

    def locate(self, image: GreyImage, longer_side: int) -> list[Corners]:
        """Boxes of text in pixels of the image, which is looked at with its longer side at so many pixels."""
        height, width = image.shape
        scale = longer_side / max(height, width)
        seen = (_in_steps(width * scale), _in_steps(height * scale))
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        small = (cv2.resize(image, seen, interpolation=how).astype(np.float32) / 255 - _MEAN) / _DEVIATION
        batch = np.ascontiguousarray(np.broadcast_to(small, (1, 3, *small.shape)), dtype=np.float32)
        likely = self.session.run(None, {self.session.get_inputs()[0].name: batch})[0][0, 0]
        back = np.array([width / seen[0], height / seen[1]], dtype=np.float32)
        return [np.asarray(corners * back, dtype=np.float32) for corners in _boxes(likely)]


def _in_steps(pixels: float) -> int:
    return max(_STEP, round(pixels / _STEP) * _STEP)


def _boxes(likely: npt.NDArray[np.float32]) -> list[Corners]:
    mask = (likely > _IS_TEXT).astype(np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for outline in outlines[:_MOST_BOXES]:
        centre, (width, height), angle = cv2.minAreaRect(outline)
        if min(width, height) < _THINNEST or _likelihood(likely, np.asarray(outline, dtype=np.int32)) < _IS_BOX:
            continue
        growth = width * height * _GROWTH / (width + height)
        corners = cv2.boxPoints((centre, (width + growth, height + growth), angle))
        boxes.append(_in_order(np.asarray(corners, dtype=np.float32)))
    return boxes


def _likelihood(likely: npt.NDArray[np.float32], outline: npt.NDArray[np.int32]) -> float:
    left, top, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), np.uint8)
    cv2.drawContours(inside, [outline - np.array([left, top])], -1, 1, -1)
    return float(cv2.mean(likely[top : top + height, left : left + width], inside)[0])


def _in_order(points: npt.NDArray[np.float32]) -> Corners:
    from_left = points[np.argsort(points[:, 0])]
    left, right = from_left[:2], from_left[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.asarray([left[0], right[0], right[1], left[1]], dtype=np.float32)

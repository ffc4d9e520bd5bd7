"""A page being prepared: its picture, and how a point of it goes back to the page as it was handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ml.documents.prepare_page import GreyImage, turn
from ml.documents.text_line import Box, Span, TextLine

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`back` is 3 × 3: pixels of `picture` to shares (0..1) of the page as handed in."""

    picture: GreyImage
    back: Matrix

    @classmethod
    def of(cls, picture: GreyImage) -> "Sheet":
        """The page as handed in."""
        height, width = picture.shape
        return cls(picture, np.diag([1 / width, 1 / height, 1.0]))

    def redrawn(self, picture: GreyImage) -> "Sheet":
        """The same page in another size or other colours."""
        height, width = self.picture.shape
        smaller = np.diag([width / picture.shape[1], height / picture.shape[0], 1.0])
        return Sheet(picture, self.back @ smaller)

    def turned(self, degrees: float) -> "Sheet":
        """The page turned a little around its middle; its size stays."""
        height, width = self.picture.shape
        forth = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
        return Sheet(turn(self.picture, degrees), self.back @ np.linalg.inv(forth))

    def quarter_turned(self, turns: int) -> "Sheet":
        """The page turned clockwise by quarters."""
        height, width = self.picture.shape
        origin: dict[int, list[list[float]]] = {
            1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
            2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
        }
        if turns % 4 == 0:
            return self
        picture = np.ascontiguousarray(np.rot90(self.picture, -turns))
        return Sheet(picture, self.back @ np.array(origin[turns % 4]))

    def cropped(self, left: int, top: int, right: int, bottom: int) -> "Sheet":
        """A part of the page, in pixels of this one."""
        shift = np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]])
        return Sheet(np.ascontiguousarray(self.picture[top:bottom, left:right]), self.back @ shift)

    def placed(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """Lines read off this picture, with their places on the page as handed in."""
        return [
            replace(
                line,
                box=None if line.box is None else self._there(line.box),
                spans=tuple(Span(span.start, span.end, self._there(span.box)) for span in line.spans),
            )
            for line in lines
        ]

    def _there(self, box: Box) -> Box:
        right, bottom = box.left + box.width, box.top + box.height
        corners = np.array([[box.left, right, right, box.left], [box.top, box.top, bottom, bottom], [1, 1, 1, 1]])
        x, y = (self.back @ corners)[:2]
        return Box(float(x.min()), float(y.min()), float(x.max() - x.min()), float(y.max() - y.min()))

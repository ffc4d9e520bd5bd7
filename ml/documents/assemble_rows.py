"""Puts boxes of text together into the lines that a person sees, also where the paper is curled."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final

import numpy as np

from ml.documents.locate_text import Corners
from ml.documents.spell_lines import Spelt
from ml.documents.text_line import Box, TextLine, joined

_LEAST_CONFIDENCE: Final = 0.5
_OVERLAP: Final = 0.5
"""Of the lower one of two boxes, so that they stand on one line."""
_LONG: Final = 3.0
"""Width over height of a box that shows how the page is tilted."""
_CELL_GAP: Final = 1.5
"""A gap of so many line heights parts two cells of a row."""


@dataclass(frozen=True, slots=True)
class _Piece:
    spelt: Spelt
    box: Box
    level: Box  # as it stood if the page were not tilted


def assemble_rows(boxes: Sequence[Corners], spelt: Sequence[Spelt], page: int) -> list[TextLine]:
    """Lines from top to bottom, cells parted by a tab. What was hardly read is left out."""
    level = _levelling(boxes)
    pieces = [
        _Piece(one, _upright(corners), _upright(corners @ level))
        for corners, one in zip(boxes, spelt, strict=True)
        if one.text and one.confidence >= _LEAST_CONFIDENCE
    ]
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: one.level.left):
        # Compared with the end of each row only: a curled line drifts, but slowly.
        overlap, best = max(
            ((_overlap(row[-1].level, piece.level), place) for place, row in enumerate(rows)), default=(0.0, -1)
        )
        if overlap >= _OVERLAP:
            rows[best].append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: fmean(piece.level.top + piece.level.height / 2 for piece in row))
    return [_line(row, page) for row in rows]


def _levelling(boxes: Sequence[Corners]) -> Corners:
    """The turn (2 × 2) that makes the long boxes level."""
    edges = [corners[1] - corners[0] for corners in boxes]
    long = [edge for edge, corners in zip(edges, boxes, strict=True) if edge[0] > _LONG * _height(corners)]
    angle = float(np.median([np.arctan2(edge[1], edge[0]) for edge in long])) if long else 0.0
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[cos, -sin], [sin, cos]], dtype=np.float32)


def _height(corners: Corners) -> float:
    return float(np.linalg.norm(corners[3] - corners[0]))


def _upright(corners: Corners) -> Box:
    left, top = (float(side) for side in corners.min(axis=0))
    right, bottom = (float(side) for side in corners.max(axis=0))
    return Box(left, top, right - left, bottom - top)


def _overlap(one: Box, other: Box) -> float:
    if other.left < one.left + one.width * _OVERLAP:
        return 0.0  # below or above, not behind
    shared = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return shared / max(min(one.height, other.height), 1.0)


def _line(row: Sequence[_Piece], page: int) -> TextLine:
    gaps = [
        "\t" if after.level.left - before.level.left - before.level.width > _CELL_GAP * before.level.height else " "
        for before, after in pairwise(row)
    ]
    weights = [len(piece.spelt.text) for piece in row]
    confidence = fmean([piece.spelt.confidence for piece in row], weights)
    return joined([(piece.spelt.text, piece.box) for piece in row], gaps, confidence, page)

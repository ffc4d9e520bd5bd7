from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from core.adapters.statements.pdf.page_lines import Line

_TIGHT: Final = 1.3
"""Lines of one cell are at most so many times as far apart as usual."""
_CLEARLY_LARGER: Final = 1.15


@dataclass(slots=True)
class StackedRow:
    """The lines of one movement, from top to bottom, and which of them has its date."""

    anchor: Line
    lines: list[Line] = field(default_factory=list)


def stack_rows(lines: Sequence[Line], anchors: Sequence[int]) -> tuple[list[StackedRow], list[Line]]:
    """Give the lines between the movements' first lines to one of the two; the rest stands outside of the table.

    Two movements part at the largest gap between their lines: it lies right above the second where cells are aligned
    at their tops, and somewhere between where they are aligned at their middles.
    """
    rows = [StackedRow(lines[i], [lines[i]]) for i in anchors]
    pitch = _pitch(lines, anchors)
    owned: set[int] = set(anchors)
    above = 0
    for number, start in enumerate(anchors):
        end = anchors[number + 1] if number + 1 < len(anchors) else None
        if end is not None and lines[end].page == lines[start].page:
            split = _split(lines, start, end)
            rows[number].lines += lines[start + 1 : split]
            rows[number + 1].lines[:0] = lines[split:end]
            owned.update(range(start, end))
            above += split < end
        else:
            taken = _tight_run(lines, start, pitch)
            rows[number].lines += [lines[i] for i in taken]
            owned.update(taken)
    if above:
        _take_lines_above(lines, anchors, rows, owned, pitch)
    return rows, [line for i, line in enumerate(lines) if i not in owned]


def _pitch(lines: Sequence[Line], anchors: Sequence[int]) -> float:
    """How far lines of one cell are apart, from top to top."""
    ends = {*anchors, len(lines)}
    gaps = [
        lines[i + 1].top - lines[i].top for i in anchors if i + 1 not in ends and lines[i + 1].page == lines[i].page
    ]
    heights = [lines[i].bottom - lines[i].top for i in anchors]
    # A gap to the closing words is no pitch: a line is never as far as two heights from the next of its cell.
    near = [gap for gap in gaps if gap < 2 * median(heights)]
    return median(near) if near else median(heights)


def _split(lines: Sequence[Line], start: int, end: int) -> int:
    """The index of the first line that belongs to the second movement."""
    gaps = {i: lines[i].top - lines[i - 1].top for i in range(start + 1, end + 1)}
    largest = max(gaps, key=lambda i: (gaps[i], i))
    return largest if gaps[largest] > _CLEARLY_LARGER * gaps[end] else end


def _tight_run(lines: Sequence[Line], start: int, pitch: float) -> list[int]:
    """The lines below a page's last movement that are as close to each other as lines of one cell."""
    taken = []
    for i in range(start + 1, len(lines)):
        if lines[i].page != lines[start].page or lines[i].top - lines[i - 1].top > _TIGHT * pitch:
            break
        taken.append(i)
    return taken


def _take_lines_above(
    lines: Sequence[Line], anchors: Sequence[int], rows: list[StackedRow], owned: set[int], pitch: float
) -> None:
    """Where cells are aligned at their middles, the first movement of a page has lines above it too."""
    for number, start in enumerate(anchors):
        i = start - 1
        while i >= 0 and i not in owned and lines[i].page == lines[start].page:
            if lines[i + 1].top - lines[i].top > _TIGHT * pitch:
                break
            rows[number].lines.insert(0, lines[i])
            owned.add(i)
            i -= 1

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from core.adapters.statements.delimited.date_cells import looks_like_date
from core.adapters.statements.delimited.find_dialect import is_data_row
from core.adapters.statements.pdf.page_lines import Line, Segment

_STRAY_SHARE: Final = 0.02
"""So many rows may have a text that runs into the next column."""
_MOSTLY: Final = 0.5
_SAME_PLACE: Final = 6.0
"""Points by which dates of one column can be apart."""

IsAnchor = Callable[[Line], bool]


class PageColumns:
    """Where the columns of a table stand. Everything between the middles of two gaps belongs to the column there."""

    def __init__(self, spans: Sequence[tuple[float, float]]) -> None:
        self.spans = list(spans)
        self._edges = [(left[1] + right[0]) / 2 for left, right in zip(self.spans, self.spans[1:], strict=False)]

    def __len__(self) -> int:
        return len(self.spans)

    def at(self, place: float) -> int:
        """The column at a place."""
        return bisect(self._edges, place)

    def cut(self, line: Line) -> list[str]:
        """What a line holds of each column."""
        cells: list[list[str]] = [[] for _ in self.spans]
        for word in line.words:
            cells[self.at(word.middle)].append(word.text)
        return [" ".join(words) for words in cells]

    def cut_headings(self, line: Line) -> list[str]:
        """As `cut`, for headings: they can be wider than what stands below them, so a segment stays whole."""
        cells: list[list[str]] = [[] for _ in self.spans]
        for segment in line.segments:
            overlaps = [
                (min(segment.right, right) - max(segment.left, left)) / max(right - left, 1.0)
                for left, right in self.spans
            ]
            hit = [column for column, overlap in enumerate(overlaps) if overlap > _MOSTLY]
            if len(hit) > 1:
                for word in segment.words:
                    cells[self.at(word.middle)].append(word.text)
            else:
                place = max(range(len(overlaps)), key=overlaps.__getitem__)
                cells[place if overlaps[place] > 0 else self.at((segment.left + segment.right) / 2)].append(
                    segment.text
                )
        return [" ".join(words) for words in cells]

    def widened(self, segments: Sequence[Segment]) -> "PageColumns":
        """With room for wrapped texts, which can be longer than the first line of their cell."""
        spans = list(self.spans)
        for segment in segments:
            hit = [i for i, (left, right) in enumerate(spans) if segment.left < right and segment.right > left]
            if len(hit) == 1:
                left, right = spans[hit[0]]
                spans[hit[0]] = (min(left, segment.left), max(right, segment.right))
        return PageColumns(spans)


def starts_movement(line: Line) -> bool:
    """Whether a line has a date and an amount of its own."""
    return is_data_row(line.texts)


def find_anchors(lines: Sequence[Line], is_anchor: IsAnchor) -> list[int]:
    """Indexes of the lines that movements begin in: their dates stand below each other."""
    found = {i: _date_place(line) for i, line in enumerate(lines) if is_anchor(line)}
    if not found:
        return []
    places = Counter(round(place / _SAME_PLACE) for place in found.values())
    usual = places.most_common(1)[0][0] * _SAME_PLACE
    return [i for i, place in found.items() if abs(place - usual) <= _SAME_PLACE]


def find_columns(anchors: Sequence[Line]) -> PageColumns:
    """The runs of places that segments of these lines cover."""
    coverage: Counter[int] = Counter()
    for line in anchors:
        coverage.update(
            {place for segment in line.segments for place in range(int(segment.left), int(segment.right) + 1)}
        )
    stray = int(_STRAY_SHARE * len(anchors))
    covered = sorted(place for place, count in coverage.items() if count > stray)
    spans: list[tuple[float, float]] = []
    for place in covered:
        if spans and place - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], float(place))
        else:
            spans.append((float(place), float(place)))
    return PageColumns(spans)


def _date_place(line: Line) -> float:
    """Where the line's first date begins."""
    for segment in line.segments:
        if looks_like_date(segment.text):
            return segment.left
    return line.segments[0].left if line.segments else 0.0

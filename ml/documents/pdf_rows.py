"""Puts the letters of a PDF page back into visual rows. Files hold them in any order, and some of them turned."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from typing import Any, Final

from ml.documents.text_line import Box, TextLine, joined

Frame = tuple[float, float, float, float]
"""Left, bottom, right and top: PDF measures upwards."""

_MAX_CHARACTERS: Final = 200_000
"""Of one page: more is an attack, not a document."""
_CELL_GAP: Final = 1.5
"""A gap of so many line heights parts two cells of a row."""
_WORD_GAP: Final = 0.14
"""A narrower gap that PDFium takes for a space lies in a word (`Ver käufer`). Those between words are 0.18 and more."""
_GUESSED: Final = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, a space, a space that is guessed (empty) or a line's end, and where it stands.

    `quarter` is by how many quarters of a circle it is turned leftwards.
    """

    text: str
    frame: Frame
    quarter: int


def letters_of(page: Any) -> Iterator[Letter]:
    """The letters of a page of pypdfium2, in the file's order."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - heavy, and only workers read documents

    with closing(page.get_textpage()) as text_page:
        for index in range(min(text_page.count_chars(), _MAX_CHARACTERS)):
            code = pdfium.FPDFText_GetUnicode(text_page, index)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "  # noqa: PLR2004 - Unicode's limits
            if character.isspace():
                is_guessed = pdfium.FPDFText_IsGenerated(text_page, index) == 1
                space = "\n" if character in "\r\n" else _GUESSED if is_guessed else " "
                yield Letter(space, (0.0, 0.0, 0.0, 0.0), 0)
                continue
            quarter = round(-pdfium.FPDFText_GetCharAngle(text_page, index) / (pi / 2)) % 4  # it counts rightwards
            yield Letter(character, text_page.get_charbox(index, loose=True), quarter)


def rows_of(letters: Sequence[Letter], page: int, paper: Frame) -> list[TextLine]:
    """Rows from top to bottom as most letters of the page stand, cells parted by a tab.

    Letters that stand otherwise (a note along the edge) come last, for their frames cross many rows.
    """
    turns = Counter(letter.quarter for letter in letters if letter.text.strip())
    if not turns:
        return []
    upright = turns.most_common(1)[0][0]
    size = _turned(paper, paper, upright)[2:]
    runs = list(_runs([Letter(one.text, _turned(one.frame, paper, upright), one.quarter) for one in letters]))
    rows: list[list[_Run]] = []
    for run in sorted((run for run in runs if run.quarter == upright), key=lambda one: -(one.top + one.bottom)):
        middle = (run.top + run.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(run)
        else:
            rows.append([run])
    rows += [[run] for run in runs if run.quarter != upright]
    return [_line(sorted(row, key=lambda one: one.left), page, size) for row in rows]


def _turned(frame: Frame, paper: Frame, quarter: int) -> Frame:
    """Where a frame stands on the paper once that is turned so that letters of this quarter stand upright."""
    left, bottom, right, top = frame
    from_left, from_bottom, to_right, to_top = paper
    return (
        (left - from_left, bottom - from_bottom, right - from_left, top - from_bottom),
        (bottom - from_bottom, to_right - right, top - from_bottom, to_right - left),
        (to_right - right, to_top - top, to_right - left, to_top - bottom),
        (to_top - top, left - from_left, to_top - bottom, right - from_left),
    )[quarter]


@dataclass(slots=True)
class _Run:
    """Letters that follow each other on one line. `top` is the larger number."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    quarter: int
    may_end_word: bool = False

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


def _runs(letters: Sequence[Letter]) -> Iterator[_Run]:
    run: _Run | None = None
    for letter in letters:
        if not letter.text.strip():
            if run is not None and letter.text == "\n":
                yield run
                run = None
            elif run is not None:
                run.text += letter.text
                run.may_end_word |= letter.text == _GUESSED
            continue
        left, bottom, right, top = letter.frame
        if run is not None and (
            left - run.right > _CELL_GAP * run.height or left < run.left - run.height or letter.quarter != run.quarter
        ):
            yield run
            run = None
        if run is None:
            run = _Run(letter.text, left, right, bottom, top, letter.quarter)
        else:
            if run.may_end_word and abs(left - run.right) > _WORD_GAP * (top - bottom):
                run.text += " "
            run.may_end_word = False
            run.text += letter.text
            run.right, run.bottom, run.top = max(run.right, right), min(run.bottom, bottom), max(run.top, top)
    if run is not None:
        yield run


def _line(row: list[_Run], page: int, size: tuple[float, float]) -> TextLine:
    gaps = ["\t" if run.left - before.right > _CELL_GAP * run.height else " " for before, run in pairwise(row)]
    return joined([(" ".join(run.text.split()), _share_of(run, size)) for run in row], gaps, 1.0, page)


def _share_of(run: _Run, size: tuple[float, float]) -> Box:
    """Where a run stands as shares of the page, measured from its top."""
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    return Box(run.left / width, 1 - run.top / height, (run.right - run.left) / width, run.height / height)

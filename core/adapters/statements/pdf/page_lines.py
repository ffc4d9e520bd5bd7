from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_SAME_LINE: Final = 0.5
_CELL_GAP: Final = 0.7
"""A gap of so many letter heights parts two cells; words of one text are half as far apart."""
_LETTER_GAP: Final = 0.2


class Letter(NamedTuple):
    """A letter and where it stands, in points from the left and from the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(slots=True)
class Word:
    """Letters without a gap."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """In points; never 0."""
        return max(self.bottom - self.top, 0.1)

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Segment:
    """Words of one line that stand close together: usually what one cell holds of it."""

    words: list[Word]

    @property
    def text(self) -> str:
        """The words, parted by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right


@dataclass(slots=True)
class Line:
    """What stands at one height of a page. `number` counts the lines of the whole document from 1."""

    page: int
    number: int
    top: float
    bottom: float
    segments: list[Segment] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The text of each segment."""
        return [segment.text for segment in self.segments]

    @property
    def words(self) -> list[Word]:
        """All words from left to right."""
        return [word for segment in self.segments for word in segment.words]


def lines_of_page(letters: Iterable[Letter | None], page: int, first_number: int) -> list[Line]:
    """The visual lines of a page from top to bottom. None among the letters is white space."""
    rows: list[list[Word]] = []
    for word in sorted(_words(letters), key=lambda one: one.top + one.bottom):
        row = rows[-1] if rows else None
        if row is not None and abs(_center(word) - _center(row[0])) <= _SAME_LINE * min(word.height, row[0].height):
            row.append(word)
        else:
            rows.append([word])
    return [_line(row, page, first_number + i) for i, row in enumerate(rows)]


def _words(letters: Iterable[Letter | None]) -> Iterator[Word]:
    word: Word | None = None
    for letter in letters:
        if word is not None and (letter is None or not _continues(word, letter)):
            yield word
            word = None
        if letter is None:
            continue
        if word is None:
            word = Word(*letter)
        else:
            word.text += letter.text
            word.right = max(word.right, letter.right)
            word.top, word.bottom = min(word.top, letter.top), max(word.bottom, letter.bottom)
    if word is not None:
        yield word


def _continues(word: Word, letter: Letter) -> bool:
    height = word.height
    gap = letter.left - word.right
    is_level = abs((letter.top + letter.bottom) / 2 - _center(word)) <= _SAME_LINE * height
    return is_level and -height < gap <= _LETTER_GAP * height


def _center(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _line(words: list[Word], page: int, number: int) -> Line:
    words.sort(key=lambda word: word.left)
    line = Line(page, number, min(word.top for word in words), max(word.bottom for word in words))
    for word in words:
        last = line.segments[-1] if line.segments else None
        if last is not None and word.left - last.right <= _CELL_GAP * word.height:
            last.words.append(word)
        else:
            line.segments.append(Segment([word]))
    return line

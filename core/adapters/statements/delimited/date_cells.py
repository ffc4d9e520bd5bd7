import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from core.adapters.statements.delimited.column_mapping import DateOrder

_TIME: Final = (
    r"(?:[T ,]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|GMT|MSK|МСК|[+-]\d{2}:?\d{2})?)?"
)
_TIME_ONLY: Final = re.compile(_TIME, re.ASCII)
_IS_TIME: Final = _TIME_ONLY.fullmatch
_DAY_CHARACTERS: Final = 10
_YEAR_FIRST: Final = re.compile(rf"((\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})\.?){_TIME}", re.ASCII)
_COMPACT: Final = re.compile(rf"(((?:19|20)\d\d)(\d\d)(\d\d)){_TIME}", re.ASCII)
_YEAR_LAST: Final = re.compile(rf"((\d{{1,2}})([./-])(\d{{1,2}})\3(\d{{4}}|\d{{2}})г?\.?){_TIME}", re.ASCII)
_DAY_NAMED: Final = re.compile(rf"((\d{{1,2}})[ .-]+([^\W\d_]{{3,9}})\.?[ ,.-]+(\d{{4}}|\d{{2}})(?: ?г\.?)?){_TIME}")
_NAME_DAY: Final = re.compile(rf"(([^\W\d_]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}})){_TIME}")
_MOST_DAY: Final = 31
_MOST_MONTH: Final = 12
_MOST_CACHED: Final = 20_000
_YEARS: Final = range(1970, 2101)
_TWO_DIGIT_PIVOT: Final = 80
_FOUR_DIGITS: Final = 4
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan янв ene gen", "feb фев fév fev", "mar мар mär mrz mrt", "apr апр avr abr",
            "may май мая mai mei mag", "jun июн giu", "jul июл lug",
            "aug авг aoû ago", "sep сен set", "oct окт okt ott out", "nov ноя", "dec дек dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

Triple = tuple[int, int, int]


def looks_like_date(text: str) -> bool:
    """Whether a cell is written as a date, possible or not, with or without a time."""
    return _shape(text.strip()) is not None


@dataclass(slots=True)
class DateEvidence:
    """What the cells of a column tell about the order of their dates."""

    year_first: int = 0
    first_is_day: int = 0
    second_is_day: int = 0
    either: int = 0
    dotted: int = 0
    named: int = 0
    other: int = 0
    triples: list[Triple] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Take one cell into account; a blank one tells nothing."""
        text = text.strip()
        if not text:
            return
        shape = _shape(text)
        if shape is None:
            self.other += 1
        elif shape is _YEAR_LAST:
            self._add_year_last(text)
        elif shape in (_YEAR_FIRST, _COMPACT):
            self.year_first += 1
        else:
            self.named += 1

    def _add_year_last(self, text: str) -> None:
        match = _YEAR_LAST.fullmatch(text)
        if match is None:
            return
        first, second, year = int(match[2]), int(match[4]), int(match[5])
        self.dotted += match[3] == "."
        if first > _MOST_MONTH >= second:
            self.first_is_day += 1
        elif second > _MOST_MONTH >= first:
            self.second_is_day += 1
        elif first <= _MOST_MONTH:
            self.either += 1
            self.triples.append((year, first, second))

    @property
    def dates(self) -> int:
        """Cells that are dates."""
        return self.year_first + self.first_is_day + self.second_is_day + self.either + self.named

    @property
    def is_decided(self) -> bool:
        """Whether the order is certain from these cells alone."""
        return not self.either or bool(self.first_is_day or self.second_is_day or self.dotted)

    def order(self, *, month_first_hint: bool) -> tuple[DateOrder, bool]:
        """The order, and whether it is certain.

        When every day is 12 or less, the order under which the file is sorted wins, then the hint.
        """
        if self.year_first > self.first_is_day + self.second_is_day + self.either:
            return DateOrder.YEAR_FIRST, True
        if self.first_is_day != self.second_is_day:
            return (DateOrder.DAY_FIRST if self.first_is_day > self.second_is_day else DateOrder.MONTH_FIRST), True
        if self.dotted or not self.either:
            return DateOrder.DAY_FIRST, True
        day_first = _is_sorted([(year, second, first) for year, first, second in self.triples])
        month_first = _is_sorted(self.triples)
        if day_first != month_first:
            return (DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST), False
        return (DateOrder.MONTH_FIRST if month_first_hint else DateOrder.DAY_FIRST), False


class _Days(dict[str, date]):
    """Dates by the text of their cell: looking one up reads it where it is new.

    Statements repeat a day many times, so up to 20,000 texts are remembered.
    """

    def __init__(self, order: DateOrder) -> None:
        self._order = order

    def __missing__(self, text: str) -> date:
        # With a time in it the text is new in each row, but the ten characters of its day are not.
        day = text[:_DAY_CHARACTERS]
        if day in self and _IS_TIME(text, _DAY_CHARACTERS):
            return self[day]
        day_text, parts = _split(text.strip(), self._order)
        if day_text in self:
            return self[day_text]
        found = _possible(*parts)
        if len(self) >= _MOST_CACHED:
            self.clear()
        self[day_text] = found
        return found


def compile_dates(order: DateOrder) -> Callable[[str], date]:
    """A converter for the cells of one column: text to date; ValueError for no date or an impossible one."""
    return _Days(order).__getitem__


def read_lone_date(text: str) -> date | None:
    """A date outside the table, such as a period in the preamble; day first when in doubt."""
    try:
        return _read_day_first(text.strip())
    except ValueError:
        return None


def _shape(text: str) -> re.Pattern[str] | None:
    for pattern in (_YEAR_LAST, _YEAR_FIRST, _COMPACT):
        if pattern.fullmatch(text):
            return pattern
    for pattern, group in ((_DAY_NAMED, 3), (_NAME_DAY, 2)):
        match = pattern.fullmatch(text)
        if match and match[group].lower()[:3] in _MONTHS:
            return pattern
    return None


def _split(text: str, order: DateOrder) -> tuple[str, Triple]:
    """The text of the day without its time, and year, month, day."""
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[2]), int(match[4])
        month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
        return match[1], (_full_year(match[5]), month, day)
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return match[1], (int(match[2]), int(match[3]), int(match[4]))
    if match := _DAY_NAMED.fullmatch(text):
        return match[1], (_full_year(match[4]), _MONTHS.get(match[3].lower()[:3], 0), int(match[2]))
    if match := _NAME_DAY.fullmatch(text):
        return match[1], (int(match[4]), _MONTHS.get(match[2].lower()[:3], 0), int(match[3]))
    raise ValueError(text)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == _FOUR_DIGITS:
        return year
    return year + (2000 if year < _TWO_DIGIT_PIVOT else 1900)


def _possible(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(year)
    return date(year, month, day)


def _is_sorted(days: Iterable[Triple]) -> bool:
    """Whether the days rise all the way or fall all the way; an impossible day breaks the order."""
    values = list(days)
    if any(day > _MOST_DAY or month > _MOST_MONTH for _, month, day in values):
        return False
    pairs = list(pairwise(values))
    return all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)


_read_day_first: Final = compile_dates(DateOrder.DAY_FIRST)

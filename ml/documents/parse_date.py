"""Finds calendar dates in text, in the shapes that receipts and invoices use in Russian, English and German."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = {
    1: ("jan", "янв", "jän"),
    2: ("feb", "фев"),
    3: ("mar", "мар", "mär", "mrz", "mac"),
    4: ("apr", "апр"),
    5: ("may", "mai", "мая", "май", "mei"),
    6: ("jun", "июн"),
    7: ("jul", "июл"),
    8: ("aug", "авг", "ogo"),
    9: ("sep", "сен"),
    10: ("oct", "okt", "окт"),
    11: ("nov", "ноя"),
    12: ("dec", "dez", "дек", "dis"),
}
_MONTH_OF: Final = {name: month for month, names in _MONTHS.items() for name in names}
_MONTH_WORD: Final = rf"(?P<name>{'|'.join(_MONTH_OF)})[a-zа-яёä]{{0,7}}\.?"
_EARLIEST_YEAR: Final = 1990
_LATEST_YEAR: Final = 2049
_YEAR_DIGITS: Final = 4
_MARK: Final = r"\s?[-/.,\u2013]\s?"
_D: Final = r"[\dOoОоIl|]"  # a digit, or what an engine takes for one
_DIGITS: Final = str.maketrans("OoОоIl|", "0000111")

_YEAR_FIRST: Final = re.compile(rf"(?<![\d.,])(?P<y>(?:19|20)\d\d)(?:{_MARK})(?P<m>\d\d?)(?:{_MARK})(?P<d>\d\d?)(?!\d)")
_FULL_NUMBERS: Final = re.compile(
    rf"(?<![\dA-Za-z.,/-])(?P<a>{_D}{{1,2}})(?P<mark>\s?[-/.,:~\u2013]\s?|\s)(?P<b>{_D}{{1,2}})(?:(?P=mark)|[-/.,~])(?P<y>[12]{_D}{{3}})(?!\d)(?!\.\d)"
)
_SHORT_NUMBERS: Final = re.compile(
    rf"(?<![\dA-Za-z.,/-])(?P<a>{_D}{{1,2}})(?P<mark>\s?[-/.\u2013]\s?)(?P<b>{_D}{{1,2}})(?:(?P=mark)|[-~])(?P<y>{_D}{{2}})(?![\dA-Za-z])(?![./-]\d)"
)
_GLUED_NUMBERS: Final = re.compile(
    # A time right behind it, or other digits right before it: gaps get lost in narrow print.
    r"(?<![/.-])(?P<a>[0-3]\d)(?P<mark>[-/.])(?P<b>[01]\d)(?P=mark)(?P<y>20\d\d)(?=[0-2]?\d:[0-5]\d|(?![\d./-]))"
)
_GLUED_SHORT_NUMBERS: Final = re.compile(
    r"(?<![\d./-])(?P<a>[0-3]\d)(?P<mark>[-/.])(?P<b>[01]\d)(?P=mark)(?P<y>[0-4]\d)(?=[0-2]\d:[0-5]\d)"
)
_TORN_NUMBERS: Final = re.compile(r"(?<!\d)(?P<a>[0-3]\d)(?P<mark>)(?P<b>[01]\d)[-/.](?P<y>20\d\d)(?!\d)")
_DAY_NAME_YEAR: Final = re.compile(
    rf"(?<![\d.,])[«\"„“]?(?P<d>{_D}{{1,2}})(?:st|nd|rd|th)?[»\"”“]?[\s.,/\u2013-]{{0,2}}(?:of\s)?{_MONTH_WORD}"
    rf"[\s.,/'\u2013-]{{0,2}}(?P<y>(?:19|20)\d\d|\d\d)(?![\d:])",
    re.IGNORECASE,
)
_NAME_DAY_YEAR: Final = re.compile(
    rf"(?<![a-zа-я]){_MONTH_WORD}\s?(?P<d>\d\d?)(?:st|nd|rd|th)?[\s,.]{{1,3}}(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
)
_COMPACT_YEAR_FIRST: Final = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)(?:T\d{4,6})?(?!\d)")
_COMPACT_DAY_FIRST: Final = re.compile(r"(?<!\d)(?P<d>[0-3]\d)(?P<m>0\d|1[0-2])(?P<y>20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. `certainty` is 0..1: lower for bare digits and where day and month could be exchanged."""

    value: date
    start: int
    end: int
    certainty: float


def dates_in(text: str, *, month_first: bool = False) -> list[FoundDate]:
    """All dates of a text, in its order. `month_first` reads 03/04/2025 as the Americans do."""
    found: list[FoundDate] = []
    for read in _READERS:
        for one in read(text, month_first):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _by_pattern(pattern: re.Pattern[str], certainty: float) -> Callable[[str, bool], Iterator[FoundDate]]:
    def read(text: str, _month_first: bool) -> Iterator[FoundDate]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTH_OF[parts["name"].lower()] if "name" in parts else int(parts["m"])
            value = _date(parts["y"], month, int(parts["d"].translate(_DIGITS)))
            if value:
                yield FoundDate(value, match.start(), match.end(), certainty)

    return read


def _by_numbers(pattern: re.Pattern[str], certainty: float) -> Callable[[str, bool], Iterator[FoundDate]]:
    def read(text: str, month_first: bool) -> Iterator[FoundDate]:
        for match in pattern.finditer(text):
            first, second = (int(match[group].translate(_DIGITS)) for group in "ab")
            day, month = (second, first) if month_first else (first, second)
            usual = _date(match["y"], month, day)
            value = usual or _date(match["y"], day, month)
            if value:
                odd_mark = match["mark"].strip() in {"", ",", ":"}
                sure = certainty - (0.0 if usual else 0.1) - (0.2 if odd_mark else 0.0)
                # A year of another century is a misread one of ours.
                sure -= 0.2 if str(value.year) != match["y"] and len(match["y"]) == _YEAR_DIGITS else 0.0
                yield FoundDate(value, match.start(), match.end(), sure)

    return read


def _date(year_text: str, month: int, day: int) -> date | None:
    year = int(year_text.translate(_DIGITS))
    if len(year_text) < _YEAR_DIGITS:
        year += 2000 if year <= _LATEST_YEAR - 2000 else 1900
    elif year >= 2100:  # noqa: PLR2004 - `2618`: the digit after the first 2 can only be a 0
        year = 2000 + year % 100
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# The order matters: an earlier reading keeps its place in the text.
_READERS: Final[tuple[Callable[[str, bool], Iterator[FoundDate]], ...]] = (
    _by_pattern(_YEAR_FIRST, 0.95),
    _by_pattern(_DAY_NAME_YEAR, 0.95),
    _by_pattern(_NAME_DAY_YEAR, 0.95),
    _by_numbers(_FULL_NUMBERS, 0.9),
    _by_numbers(_GLUED_NUMBERS, 0.8),
    _by_numbers(_GLUED_SHORT_NUMBERS, 0.7),
    _by_numbers(_TORN_NUMBERS, 0.7),
    _by_numbers(_SHORT_NUMBERS, 0.75),
    _by_pattern(_COMPACT_YEAR_FIRST, 0.5),
    _by_pattern(_COMPACT_DAY_FIRST, 0.55),
)

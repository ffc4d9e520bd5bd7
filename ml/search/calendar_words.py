"""Names of months and seasons in both languages, and the days they stand for."""

import re
from calendar import monthrange
from datetime import date
from typing import Final, TypeAlias

Period: TypeAlias = tuple[date, date]
"""First and last day."""

_MONTHS: Final = (
    r"январ(?:ь|я|е|ю|ем)|january|jan", r"феврал(?:ь|я|е|ю|ем)|february|feb", r"март(?:а|е|у|ом)?|march|mar",
    r"апрел(?:ь|я|е|ю|ем)|april|apr", r"ма(?:й|я|е|ю|ем)|may", r"июн(?:ь|я|е|ю|ем)|june|jun",
    r"июл(?:ь|я|е|ю|ем)|july|jul", r"август(?:а|е|у|ом)?|august|aug", r"сентябр(?:ь|я|е|ю|ем)|september|sept|sep",
    r"октябр(?:ь|я|е|ю|ем)|october|oct", r"ноябр(?:ь|я|е|ю|ем)|november|nov", r"декабр(?:ь|я|е|ю|ем)|december|dec",
)  # fmt: skip
_SEASONS: Final = (r"весн(?:а|ы|е|у|ой)|spring", r"лет(?:о|а|ом|у)|summer", r"осен(?:ь|и|ью)|autumn|fall",
                   r"зим(?:а|ы|е|у|ой)|winter")  # fmt: skip
MONTH: Final = rf"(?:{'|'.join(_MONTHS)})\b\.?"
SEASON: Final = rf"(?:{'|'.join(_SEASONS)})\b"
_MONTH_PATTERNS: Final = tuple(re.compile(names) for names in _MONTHS)
_SEASON_PATTERNS: Final = tuple(re.compile(names) for names in _SEASONS)
_DECEMBER: Final = 12


def month_number(word: str) -> int:
    """1..12 for a word that MONTH fits, in lower case."""
    plain = word.rstrip(".")
    return next(number for number, names in enumerate(_MONTH_PATTERNS, 1) if names.fullmatch(plain))


def season_number(word: str) -> int:
    """0 spring, 1 summer, 2 autumn, 3 winter, for a word that SEASON fits."""
    return next(number for number, names in enumerate(_SEASON_PATTERNS) if names.fullmatch(word))


def whole_month(year: int, month: int) -> Period:
    """A month's days."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def whole_months(year: int, month: int, count: int) -> Period:
    """Months one after another; `month` may lie outside 1..12 and then moves the year."""
    first = year * 12 + month - 1
    last = first + count - 1
    return whole_month(first // 12, first % 12 + 1)[0], whole_month(last // 12, last % 12 + 1)[1]


def whole_season(year: int, season: int) -> Period:
    """A season's days; winter begins in December of the year before."""
    return whole_months(year - 1, _DECEMBER, 3) if season == 3 else whole_months(year, 3 + 3 * season, 3)  # noqa: PLR2004 - winter

"""Periods asked for in words: `за прошлый месяц`, `last spring`, `с 3 по 15 марта`, `Q2 2025`, `before May`."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from ml.search.calendar_words import (
    MONTH,
    SEASON,
    Period,
    month_number,
    season_number,
    whole_month,
    whole_months,
    whole_season,
)
from ml.search.masked_text import MaskedText

Match = re.Match[str]
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
_LAST: Final = r"(?:прошл\w+|предыдущ\w+|минувш\w+|last|previous)"
_THIS: Final = r"(?:эт(?:от|ой|ом|о|у|а|им)|текущ\w+|нынешн\w+|this|current)"
_YEAR: Final = r"(?:19|20)\d\d"
_OF_YEAR: Final = rf"(?:[ ,]+(?:of )?(?P<year>{_YEAR})(?: ?г(?:од[ауе]?|\.)?)?\b)?"
_WHICH: Final = rf"(?:(?P<last>{_LAST}) |(?P<this>{_THIS}) )?"
_ORDINALS: Final = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "firs": 1, "seco": 2, "thir": 3, "four": 4,
    "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_ORDINAL: Final = (
    r"(?P<ordinal>перв\w+|втор\w+|трет\w+|четв[её]рт\w+|first|second|third|fourth|iv|iii|ii|i|[1-4])"
    r"(?:-?(?:й|ый|ой|м|го|st|nd|rd|th))?"
)
_NUMBERS: Final = {
    "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "десять": 10,
    "двенадцать": 12, "пару": 2, "пара": 2, "полтора": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "ten": 10, "twelve": 12, "couple": 2,
}  # fmt: skip
_MANY: Final = r"(?P<many>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_UNIT: Final = (
    r"(?P<unit>дн(?:я|ей|и)|день|сут\w+|недел\w+|месяц\w*|квартал\w*|год\w*|лет|days?|weeks?|months?|quarters?|years?)"
)


def read_period(question: MaskedText, today: date) -> Period | None:
    """Take the first period out of a question in lower case; open ends reach to EARLIEST or LATEST."""
    found = _point(question, today, 0)
    if found is None:
        return None
    first, start, end = found
    second = _joined_point(question, today, end)
    bare = _bare_day_before(question, first, start)
    if bare is not None:
        period, start = (bare[0], first[1]), bare[1]
        lead = _RANGE_LEAD.search(question.text[:start])
    elif second is not None:
        period, end = (first[0], second[0][1]), second[2]
        lead = _RANGE_LEAD.search(question.text[:start])
        if period[0] > period[1]:  # `с ноября по март`: the first end lies in the year before
            period = (_year_before(period[0]), period[1])
    else:
        lead = _LEAD.search(question.text[:start])
        period = _open(first, lead)
    question.take(lead.start() if lead else start, end)
    return period


_RANGE_LEAD: Final = re.compile(r"\b(?:с|со|from|between|между|от|за период с|за период|for)\s+$")
_LEAD: Final = re.compile(
    r"\b(?:(?P<since>с начала|начиная с|since|starting|с|со)|(?P<after>после|позже|позднее|after|later than)"
    r"|(?P<before>до|раньше|ранее|before|until|till|earlier than|по)|за весь|за всю|за|в течение|в|во|на|от"
    r"|датированн\w+|in|on|for|from|during|over|within|of|dated|by|the)\s+(?:the\s+)?(?:период\s+)?$"
)
_JOIN: Final = re.compile(r"\s*(?:-|–|—|по|до|to|until|till|through|and|и)\s*")


def _open(period: Period, lead: Match | None) -> Period:
    if lead and lead["since"]:
        return period[0], LATEST
    if lead and lead["after"]:
        return period[1] + timedelta(days=1), LATEST
    if lead and lead["before"]:
        return EARLIEST, period[0] - timedelta(days=1)
    return period


def _point(question: MaskedText, today: date, at_least: int) -> tuple[Period, int, int] | None:
    """The leftmost expression from a place on, the longest where several begin there."""
    best: tuple[Period, int, int] | None = None
    for pattern, reading in _READINGS:
        for match in question.matches(pattern):
            if match.start() < at_least:
                continue
            period = reading(match, today)
            if period is None:
                continue
            if best is None or (match.start(), -match.end()) < (best[1], -best[2]):
                best = (period, match.start(), match.end())
            break
    return best


def _joined_point(question: MaskedText, today: date, end: int) -> tuple[Period, int, int] | None:
    join = _JOIN.match(question.text, end)
    if join is None:
        return None
    second = _point(question, today, join.end())
    return second if second is not None and second[1] == join.end() else None


_BARE_DAY: Final = re.compile(r"(?P<day>\d{1,2})\s*(?:-го)?\s*(?:-|–|—|по|до|to|and|и)\s*$")


def _bare_day_before(question: MaskedText, first: Period, start: int) -> tuple[date, int] | None:
    """`с 3 по 15 марта`: the day before a whole date and its place; the date found is then the second end."""
    match = _BARE_DAY.search(question.text[:start])
    if match is None or first[0] != first[1] or not 1 <= int(match["day"]) < first[0].day:
        return None
    return first[0].replace(day=int(match["day"])), match.start()


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _begun(make: Callable[[int], Period], today: date, match: Match) -> Period:
    """The one of the named year; else the latest that has begun, or with `last` the latest that is over."""
    groups = match.groupdict()
    if groups.get("year"):
        return make(int(groups["year"]))
    if groups.get("this"):
        return make(today.year)
    year = today.year + 1
    while make(year)[1 if groups.get("last") else 0] >= today and make(year)[0] != today:
        year -= 1
    return make(year)


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _written_day(match: Match, today: date) -> Period | None:
    month, day = month_number(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else today.year
    found = _day(year, month, day)
    if found and not match["year"] and found[0] > today:
        return _day(year - 1, month, day)
    return found


def _dotted_day(match: Match, today: date) -> Period | None:
    year = int(match["year"]) if match["year"] else today.year
    return _day(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))  # noqa: PLR2004 - two digits


def _iso_day(match: Match, _today: date) -> Period | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _month(match: Match, today: date) -> Period | None:
    number = month_number(match["month"])
    return _begun(lambda year: whole_month(year, number), today, match)


def _season(match: Match, today: date) -> Period | None:
    number = season_number(match["season"])
    return _begun(lambda year: whole_season(year, number), today, match)


def _part(length: int) -> Callable[[Match, date], Period | None]:
    def reading(match: Match, today: date) -> Period | None:
        number = _ORDINALS[match["ordinal"][:4]]
        if number * length > 12:  # noqa: PLR2004 - months
            return None
        return _begun(lambda year: whole_months(year, 1 + (number - 1) * length, length), today, match)

    return reading


def _relative(match: Match, today: date) -> Period | None:
    back = 1 if match["last"] else 0
    unit = match["unit"]
    if unit.startswith(("недел", "week")):
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if unit.startswith(("месяц", "month")):
        return whole_months(today.year, today.month - back, 1)
    if unit.startswith(("квартал", "quarter")):
        return whole_months(today.year, (today.month - 1) // 3 * 3 + 1 - 3 * back, 3)
    if unit.startswith(("год", "year")):
        return whole_months(today.year - back, 1, 12)
    return None


def _last_so_many(match: Match, today: date) -> Period | None:
    many = 1 if not match["many"] else _NUMBERS.get(match["many"]) or int(match["many"])
    unit = match["unit"]
    if unit.startswith(("недел", "week")):
        return today - timedelta(weeks=min(many, 5_000)), today
    if unit.startswith(("д", "сут", "day")):
        return today - timedelta(days=min(many, 30_000)), today
    months = many * (12 if unit.startswith(("год", "лет", "year")) else 3 if unit[0] in "кq" else 1)
    first = today.year * 12 + today.month - 1 - min(months, 400)
    start = whole_month(first // 12, first % 12 + 1)
    return start[0] + timedelta(days=min(today.day, start[1].day) - 1), today


def _year(match: Match, _today: date) -> Period | None:
    return whole_months(int(match["year"]), 1, 12)


def _start_of_year(_match: Match, today: date) -> Period | None:
    return date(today.year, 1, 1), today


def _near_day(match: Match, today: date) -> Period | None:
    word = match[0]
    back = 2 if word.startswith(("поза", "the")) else 1 if word.startswith(("вчера", "yest")) else 0
    day = today - timedelta(days=back)
    return day, day


_TABLE: Final[tuple[tuple[str, Callable[[Match, date], Period | None]], ...]] = (
    (rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b", _iso_day),
    (r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>(?:19|20)?\d\d))(?![\d.,])", _dotted_day),
    (
        rf"\b(?P<day>\d{{1,2}})(?:-?(?:го|st|nd|rd|th))?(?: of)? (?P<month>{MONTH}){_OF_YEAR}",
        _written_day,
    ),
    (rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,]\d){_OF_YEAR}", _written_day),
    (rf"\b{_WHICH}(?P<month>{MONTH}){_OF_YEAR}", _month),
    (rf"\b{_WHICH}(?P<season>{SEASON}){_OF_YEAR}", _season),
    (rf"\b{_ORDINAL} (?:квартал\w*|кв\.?|quarter)(?!\w){_OF_YEAR}", _part(3)),
    (rf"\bq(?P<ordinal>[1-4])\b{_OF_YEAR}", _part(3)),
    (rf"\b{_ORDINAL} (?:полугоди\w*|half(?: of)?(?: the year)?)(?!\w){_OF_YEAR}", _part(6)),
    (rf"\bh(?P<ordinal>[12])\b{_OF_YEAR}", _part(6)),
    (rf"\b(?:(?P<last>{_LAST})|(?P<this>{_THIS})) {_UNIT}\b", _relative),
    (rf"\b(?:последн\w+|прошедш\w+|last|past|previous|прошл\w+)(?: a)? {_MANY}(?: of)? {_UNIT}\b", _last_so_many),
    (rf"\b(?:последн\w+|past)(?P<many>) {_UNIT}\b", _last_so_many),
    (
        r"\b(?:с начала(?: \w+)? года|(?:since|from) the (?:start|beginning) of the year|year to date|ytd)\b",
        _start_of_year,
    ),
    (rf"\b(?P<year>{_YEAR})(?: ?-?(?:м|й|го|ый|ом))? ?(?:год[ауе]?|гг?\.)(?!\w)", _year),
    (rf"(?<=\bв )(?P<year>{_YEAR})\b(?![.,]\d)(?! ?[₽$€£])", _year),
    (rf"(?<=\bза )(?P<year>{_YEAR})\b(?! ?(?:р|₽|\$|€|£|eur|usd|rub|евро|долл)|[.,]\d)", _year),
    (rf"(?<=\bin )(?P<year>{_YEAR})\b(?![.,]\d)", _year),
    (rf"(?<![\w./#,-])(?<!no )(?<!на )(?<!for )(?P<year>{_YEAR})$", _year),
    (r"\b(?:сегодня(?:шн\w+)?|вчера(?:шн\w+)?|позавчера|the day before yesterday|today|yesterday)(?:'s)?\b", _near_day),
)
_READINGS: Final = tuple((re.compile(pattern), reading) for pattern, reading in _TABLE)

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from core.adapters.statements.currencies import read_currency
from core.adapters.statements.delimited.column_mapping import SignRule

_MINUSES: Final = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d", "-") | {"\uff0b": "+"})
"""Minus sign, dashes, hyphens, full-width signs."""
_APOSTROPHES: Final = "'\u2019"
_SPACES: Final = " \u00a0\u202f\u2009\u2007\t"
_BODY: Final = re.compile(rf"[0-9][0-9{_SPACES}{_APOSTROPHES}.,]*|[.,][0-9]+")
_WORD: Final = re.compile(rf"[^\d\s.,{_APOSTROPHES}+\-()]+(?:\.)?")
_IN_MARKS: Final = frozenset({"cr", "cr.", "h"})
_OUT_MARKS: Final = frozenset({"dr", "dr.", "s"})
_GROUP_DIGITS: Final = 3
_MOST_DIGITS: Final = 17
_MONEY_DIGITS: Final = 2


class AmountParts(NamedTuple):
    """A cell taken apart: sign is -1, +1 or 0 where none is written; `body` has digits and separators only."""

    sign: int
    body: str
    currency: str | None


def split_amount(text: str) -> AmountParts | None:
    """Take an amount cell apart: sign before, behind or as parentheses, currency sign or code; None for other text."""
    text = text.strip().translate(_MINUSES).strip()
    currency = None
    sign = 0
    if text.startswith("(") and text.endswith(")"):
        sign, text = -1, text[1:-1]
    for word in _WORD.findall(text):
        mark = word.lower()
        if mark in _IN_MARKS or mark in _OUT_MARKS:
            if sign:
                return None
            sign = 1 if mark in _IN_MARKS else -1
        else:
            currency = read_currency(word) or read_currency(mark.rstrip("."))
            if currency is None:
                return None
        text = text.replace(word, " ", 1)
    text = text.strip()
    for mark, value in (("-", -1), ("+", 1)):
        if text.startswith(mark) or text.endswith(mark):
            if sign:
                return None
            sign = value
            text = text.removeprefix(mark) if text.startswith(mark) else text.removesuffix(mark)
    text = text.strip()
    return AmountParts(sign, text, currency) if _BODY.fullmatch(text) else None


def looks_like_amount(text: str) -> bool:
    """Whether a cell is an amount in any style: not a date, not an account number."""
    parts = split_amount(text)
    if parts is None:
        return False
    return sum(map(str.isdigit, parts.body)) <= _MOST_DIGITS and _is_grouped(parts.body)


def _is_grouped(body: str) -> bool:
    return any(_number(mark).fullmatch(body) for mark in ".,")


def _number(decimal_mark: str) -> re.Pattern[str]:
    """Digits, in groups or not, with that decimal mark; the other mark, spaces and apostrophes group."""
    return _NUMBERS[decimal_mark]


def _number_pattern(decimal_mark: str, group_mark: str) -> re.Pattern[str]:
    point = re.escape(decimal_mark)
    group = re.escape(group_mark)
    return re.compile(
        rf"(?:\d+|\d{{1,3}}(?:[{_SPACES}{_APOSTROPHES}]\d{{3}})+|\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}})(?:{point}\d*)?|{point}\d+",
        re.ASCII,
    )


_NUMBERS: Final = {".": _number_pattern(".", ","), ",": _number_pattern(",", ".")}


@dataclass(slots=True)
class AmountEvidence:
    """What the cells of a column tell about decimal mark and signs."""

    comma: int = 0
    point: int = 0
    unsure_comma: int = 0
    unsure_point: int = 0
    minus: int = 0
    plus: int = 0
    unsigned: int = 0
    with_currency: int = 0
    blank: int = 0
    other: int = 0
    last_currency: str | None = None

    def add(self, text: str) -> None:
        """Take one cell into account."""
        if not text.strip():
            self.blank += 1
            return
        parts = split_amount(text)
        if parts is None or not _is_grouped(parts.body):
            self.other += 1
            return
        self._add_sign(parts)
        self._add_mark(parts.body)

    def _add_sign(self, parts: AmountParts) -> None:
        self.minus += parts.sign < 0
        self.plus += parts.sign > 0
        self.unsigned += not parts.sign
        if parts.currency:
            self.with_currency += 1
            self.last_currency = parts.currency

    def _add_mark(self, body: str) -> None:
        comma, point = body.rfind(","), body.rfind(".")
        if comma < 0 and point < 0:
            return
        mark = "," if comma > point else "."
        last = max(comma, point)
        if min(comma, point) >= 0:
            decimal = mark
        elif body.count(mark) > 1:
            decimal = "." if mark == "," else ","
        elif len(body) - last - 1 == _GROUP_DIGITS and 0 < last <= _GROUP_DIGITS and not body.startswith("0"):
            self.unsure_comma += mark == ","
            self.unsure_point += mark == "."
            return
        else:
            decimal = mark
        self.comma += decimal == ","
        self.point += decimal == "."

    @property
    def amounts(self) -> int:
        """Cells that are amounts."""
        return self.minus + self.plus + self.unsigned

    @property
    def has_decided_mark(self) -> bool:
        """Whether the decimal mark is certain from these cells alone, or doesn't matter."""
        return bool(self.comma or self.point) or not (self.unsure_comma or self.unsure_point)

    @property
    def decimal_mark(self) -> str:
        """The decimal mark. A lone mark before exactly three digits groups thousands: few currencies have mills."""
        if self.comma or self.point:
            return "," if self.comma > self.point else "."
        return "," if self.unsure_point and not self.unsure_comma else "."


def compile_amounts(decimal_mark: str, rule: SignRule = SignRule.AS_WRITTEN) -> Callable[[str], Decimal]:
    """A converter for the cells of one column: text to signed amount; ValueError for anything else. Never -0.00."""
    point = re.escape(decimal_mark)
    # Nine cells in ten are plain, and one regular expression with Decimal() takes a microsecond.
    plain = re.compile(rf"[+-]?\d{{1,{_MOST_DIGITS - 2}}}(?:{point}\d{{1,2}})?", re.ASCII).fullmatch
    other = "." if decimal_mark == "," else ","
    grouped = re.compile(
        rf"[-+]?\d{{1,3}}(?P<mark>[{_SPACES}{_APOSTROPHES}{other}])\d{{3}}(?:(?P=mark)\d{{3}}){{0,3}}(?:{point}\d{{1,2}})?",
        re.ASCII,
    ).fullmatch
    needs_point = decimal_mark != "."

    def as_written(text: str) -> Decimal:
        if plain(text):
            value = Decimal(text.replace(",", ".") if needs_point else text)
        elif match := grouped(text):
            digits = text.replace(match["mark"], "")
            value = Decimal(digits.replace(",", ".") if needs_point else digits)
        else:
            value = _read(text, decimal_mark)[1]
        return value or abs(value)

    def inverted(text: str) -> Decimal:
        value = as_written(text)
        return -value if value else value

    def plus_is_income(text: str) -> Decimal:
        sign, value = _read(text, decimal_mark)
        return -value if value and not sign else value

    return {
        SignRule.AS_WRITTEN: as_written,
        SignRule.INVERTED: inverted,
        SignRule.PLUS_IS_INCOME: plus_is_income,
    }[rule]


def read_lone_amount(text: str) -> Decimal | None:
    """An amount outside the table, its decimal mark judged by itself; None for other text."""
    evidence = AmountEvidence()
    evidence.add(text)
    if not evidence.amounts:
        return None
    try:
        return compile_amounts(evidence.decimal_mark)(text.strip())
    except ValueError:
        return None


def currency_in(text: str) -> str | None:
    """The currency written into an amount cell."""
    parts = split_amount(text)
    return parts.currency if parts else None


def _read(text: str, decimal_mark: str) -> tuple[int, Decimal]:
    """The written sign and the signed value."""
    parts = split_amount(text)
    if parts is None or not _number(decimal_mark).fullmatch(parts.body):
        raise ValueError(text)
    digits = "".join(character for character in parts.body if character.isdigit() or character == decimal_mark)
    if len(digits) > _MOST_DIGITS + 1:
        raise ValueError(text)
    value = _without_spare_zeros(Decimal(digits.replace(",", ".")))
    return parts.sign, -value if parts.sign < 0 and value else value


def _without_spare_zeros(value: Decimal) -> Decimal:
    """12.5000 is 12.50; digits that matter stay."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MONEY_DIGITS and value == round(value, _MONEY_DIGITS):
        return round(value, _MONEY_DIGITS)
    return value

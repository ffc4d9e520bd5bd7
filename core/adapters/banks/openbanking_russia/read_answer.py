"""Reading JSON that may lack anything: each step is typed, and what is wrong is named with its place."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from core.ports.bank_feed import BankError

JsonObject = Mapping[str, Any]

BANK_ZONE: Final = timezone(timedelta(hours=3), "Moscow")
"""Russian banks date their statements by Moscow time, which has had no summer time since 2014."""

_MOST_DIGITS: Final = 18
_NOTHING: Final = frozenset({"", "None", "null"})


class BankAnswerError(BankError):
    """The bank answered, but not in its own format. `where` names the field."""

    code = "BANK_ANSWER_UNREADABLE"

    def __init__(self, where: str, problem: str, *, retryable: bool = False) -> None:
        super().__init__(f"The bank's answer can't be read: {where} {problem}.", retryable=retryable)
        self.where = where


def parse_json(body: bytes) -> JsonObject:
    """A JSON object whose decimals never pass through a float. Raises BankAnswerError."""
    try:
        parsed = json.loads(body, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BankAnswerError("body", "is not JSON", retryable=True) from None  # a page of a proxy, say
    if not isinstance(parsed, dict):
        raise BankAnswerError("body", "is not an object")
    return parsed


def block(parent: JsonObject, name: str) -> JsonObject:
    """A nested object; missing or null is an empty one."""
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BankAnswerError(name, "is not an object")
    return value


def objects(parent: JsonObject, name: str) -> list[JsonObject]:
    """A list of objects that must be there."""
    value = parent.get(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BankAnswerError(name, "is not a list of objects")
    return value


def text(parent: JsonObject, name: str) -> str | None:
    """A cleaned text, None when missing, null or blank."""
    value = parent.get(name)
    if value is None:
        return None
    if isinstance(value, dict | list | bool):
        raise BankAnswerError(name, "is not text")
    return clean(str(value)) or None


def needed_text(parent: JsonObject, name: str) -> str:
    """A text that must be there."""
    found = text(parent, name)
    if found is None:
        raise BankAnswerError(name, "is missing")
    return found


def whole_number(parent: JsonObject, name: str) -> int | None:
    """A non-negative whole number, None when missing or anything else: only used as a hint."""
    value = parent.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def decimal(parent: JsonObject, name: str) -> Decimal:
    """An amount given as a string or as a number. Raises BankAnswerError when it is no plain decimal."""
    value = parent.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BankAnswerError(name, "is not an amount")
    try:
        number = Decimal(value.strip()) if isinstance(value, str) else Decimal(value)
    except InvalidOperation:
        raise BankAnswerError(name, "is not an amount") from None
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or number.as_tuple().exponent < -_MOST_DIGITS:  # type: ignore[operator]  # finite: the exponent is a number
        raise BankAnswerError(name, "is not an amount")
    return number


def optional_decimal(parent: JsonObject, name: str) -> Decimal | None:
    """A number that may be missing, null or the word None, as these banks write it."""
    value = parent.get(name)
    if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
        return None
    return decimal(parent, name)


def optional_text(parent: JsonObject, name: str) -> str | None:
    """A text that may be missing, null, blank or the word None."""
    found = text(parent, name)
    return None if found in _NOTHING else found


def moment(parent: JsonObject, name: str) -> datetime | None:
    """A moment in UTC, None when missing. A time without a zone is UTC."""
    value = text(parent, name)
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BankAnswerError(name, "is not a date and time") from None


def needed_day(parent: JsonObject, name: str) -> tuple[datetime, date]:
    """A moment that must be there, with the day it falls on in Moscow, which is the day that statements print."""
    found = moment(parent, name)
    if found is None:
        raise BankAnswerError(name, "is missing")
    return found, moscow_day(found, name)


def moscow_day(at: datetime, name: str) -> date:
    """The bank's calendar day of a moment."""
    try:
        return at.astimezone(BANK_ZONE).date()
    except OverflowError:
        raise BankAnswerError(name, "is not a date and time") from None


def optional_day(parent: JsonObject, name: str) -> date | None:
    """A day given as a date or as a time, None when missing. One without a zone is the bank's own calendar day."""
    value = optional_text(parent, name)
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise BankAnswerError(name, "is not a date") from None
    return parsed.date() if parsed.tzinfo is None else moscow_day(parsed, name)


def clean(value: str) -> str:
    """Text without what a database can't hold: NUL and other controls, half surrogates. Emoji and any script stay."""
    if value.isprintable():  # nearly always
        return " ".join(value.split())
    kept = "".join(c if c.isprintable() or c in _KEPT_MARKS else " " for c in value if c != "\x00")
    return " ".join(kept.encode("utf-8", "ignore").decode("utf-8").split())


_KEPT_MARKS: Final = frozenset("\u200d\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Joiners and direction marks: not printable by themselves, yet part of emoji and right-to-left text."""


def _refuse_constant(name: str) -> None:
    raise ValueError(name)

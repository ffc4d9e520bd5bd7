import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from core.adapters.statements.delimited.amount_cells import read_lone_amount
from core.ports.statement_parser import StatementError

_DATE: Final = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:T?\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,6})?)?)?\s*(?:\[[^\]]{0,40}\]?|Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_MOMENT: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?)?", re.ASCII)
_PLAIN_AMOUNT: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_YEARS: Final = range(1970, 2101)


def read_date(text: str, line: int) -> date:
    """The day as the bank wrote it: a time zone suffix such as `[-3:MSK]` says how to read the time, not another day.

    Raises:
        StatementError: BAD_DATE.
    """
    match = _DATE.fullmatch(text)
    refusal = StatementError("BAD_DATE", f"{text[:40]!r} is not a possible date.", line=line)
    if match is None or int(match[1]) not in _YEARS:
        raise refusal
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise refusal from None


def read_optional_date(text: str | None, line: int) -> date | None:
    """A day, or None where there is none; some banks write zeros for none."""
    return read_date(text, line) if text and text.strip("0") else None


def read_moment(text: str) -> datetime | None:
    """A day with its time, taken as UTC, or None where it is none: it only tells which of two statements is later."""
    match = _MOMENT.match(text)
    try:
        return datetime(*(int(part) for part in match.groups(default="0")), tzinfo=UTC) if match else None  # type: ignore[misc, arg-type]  # six numbers
    except ValueError:
        return None


def read_amount(text: str, line: int) -> Decimal:
    """A signed amount with point or comma, never -0.00. Raises StatementError BAD_AMOUNT."""
    value = Decimal(text) if _PLAIN_AMOUNT.fullmatch(text) else read_lone_amount(text)
    if value is None:
        raise StatementError("BAD_AMOUNT", f"{text[:40]!r} is not an amount.", line=line)
    return value or abs(value)

import re
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from core.adapters.statements.currencies import read_currency
from core.ports.statement_parser import StatementError

AMOUNT: Final = r"(?:\d{1,18}(?:[,.]\d{0,6})?|[,.]\d{1,6})"
_BALANCE: Final = re.compile(rf"\s*([CD])\s*(\d{{6}})\s*([A-Z]{{3}})?\s*({AMOUNT})\s*", re.ASCII)
_FLOOR: Final = re.compile(rf"\s*([A-Z]{{3}})\s*([CD])?\s*({AMOUNT})\s*", re.ASCII)
_TOTAL: Final = re.compile(rf"\s*(\d{{1,9}})\s*([A-Z]{{3}})\s*({AMOUNT})\s*", re.ASCII)
_TWO_DIGIT_PIVOT: Final = 80
_FEBRUARY: Final = 2


class Balance(NamedTuple):
    """A balance field. `currency` is None where a bank leaves it out."""

    day: date
    currency: str | None
    amount: Decimal


class Total(NamedTuple):
    """Number and sum of the debits or of the credits of a message, :90D: or :90C:."""

    entries: int
    amount: Decimal


def read_amount(text: str) -> Decimal:
    """An amount that AMOUNT has matched: `12,` is 12."""
    return Decimal(text.replace(",", ".").rstrip("."))


def read_day(text: str, line: int) -> date:
    """A day from YYMMDD. Raises StatementError BAD_DATE."""
    found = possible_day(full_year(text), int(text[2:4]), int(text[4:6]))
    if found is None:
        raise StatementError("BAD_DATE", f"{text} is not a possible date.", line=line)
    return found


def full_year(text: str) -> int:
    """The year of YYMMDD."""
    year = int(text[:2])
    return year + (2000 if year < _TWO_DIGIT_PIVOT else 1900)


def possible_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_february(text: str) -> date | None:
    """The last day of February for YYMMDD that says 29 or 30 February where there is none.

    Interest is reckoned with months of 30 days, so banks do write such value dates.
    """
    if int(text[2:4]) != _FEBRUARY or text[4:6] not in {"29", "30"}:
        return None
    return possible_day(full_year(text), _FEBRUARY, 29) or possible_day(full_year(text), _FEBRUARY, 28)


def read_balance(text: str, line: int) -> Balance:
    """A balance such as `C240131EUR1234,56`; a debit is negative.

    Raises:
        StatementError: BAD_BALANCE, BAD_DATE or BAD_CURRENCY.
    """
    match = _BALANCE.fullmatch(text)
    if match is None:
        raise StatementError("BAD_BALANCE", f"{text.strip()[:40]!r} is not a balance.", line=line)
    amount = read_amount(match[4])
    currency = known_currency(match[3], line) if match[3] else None
    return Balance(read_day(match[2], line), currency, -amount if match[1] == "D" and amount else amount)


def read_floor_currency(text: str) -> str | None:
    """The currency of :34F:, the least amount that a report shows."""
    match = _FLOOR.fullmatch(text)
    return read_currency(match[1]) if match else None


def read_total(text: str) -> Total | None:
    """Number and sum of :90D: or :90C:; None where a bank writes something else."""
    match = _TOTAL.fullmatch(text)
    return Total(int(match[1]), read_amount(match[3])) if match else None


def known_currency(text: str, line: int) -> str:
    """The ISO code; RUR is RUB. Raises StatementError BAD_CURRENCY."""
    found = read_currency(text)
    if found is None:
        raise StatementError("BAD_CURRENCY", f"{text[:20]!r} is not a currency.", line=line)
    return found

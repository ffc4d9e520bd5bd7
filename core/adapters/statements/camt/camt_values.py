import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from core.adapters.statements.camt.camt_elements import Element
from core.adapters.statements.currencies import read_currency
from core.ports.statement_parser import StatementError

_AMOUNT: Final = re.compile(r"(?P<minus>-)?\+?(\d{1,18}(?:[.,]\d{0,6})?|[.,]\d{1,6})", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.{0,40}|Z|[+-]\d\d:\d\d)?", re.ASCII)
_YEARS: Final = range(1970, 2101)


def read_amount(text: str, line: int) -> Decimal:
    """An amount, never negative: its direction is beside it. Raises StatementError BAD_AMOUNT."""
    match = _AMOUNT.fullmatch(text)
    value = Decimal(match[2].replace(",", ".")) if match else None
    if value is None or (match and match["minus"] and value):
        raise StatementError("BAD_AMOUNT", f"{text[:40]!r} is not an amount.", line=line)
    return value


def read_money(element: Element, path: str, usual: str | None) -> tuple[Decimal, str] | None:
    """Amount and currency of a leaf; None where there is none.

    Raises:
        StatementError: BAD_AMOUNT or BAD_CURRENCY.
    """
    text = element.fields.get(path)
    if text is None:
        return None
    code = element.fields.get(f"{path}@")
    currency = read_currency(code) if code else usual
    if currency is None:
        raise StatementError("BAD_CURRENCY", f"{(code or '')[:20]!r} is not a currency.", line=element.line)
    return read_amount(text, element.line), currency


def read_day(text: str, line: int) -> date:
    """The day as the bank wrote it, whatever the time and zone behind it. Raises StatementError BAD_DATE."""
    match = _DAY.fullmatch(text)
    if match is not None and int(match[1]) in _YEARS:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            pass
    raise StatementError("BAD_DATE", f"{text[:40]!r} is not a possible date.", line=line)


def read_optional_day(element: Element, path: str) -> date | None:
    """A day given as Dt or DtTm under a path, or None. Raises StatementError BAD_DATE."""
    text = element.first(f"{path}/Dt", f"{path}/DtTm", path)
    return read_day(text, element.line) if text else None


def read_moment(text: str | None) -> datetime | None:
    """A moment; UTC where no zone is written, None where it can't be read."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_direction(element: Element, text: str | None) -> int:
    """1 for money in and -1 for money out. Raises StatementError BAD_DIRECTION."""
    if text == "CRDT":
        return 1
    if text == "DBIT":
        return -1
    raise StatementError("BAD_DIRECTION", f"{(text or '')[:20]!r} is neither CRDT nor DBIT.", line=element.line)


def signed(amount: Decimal, direction: int) -> Decimal:
    """The signed amount, never -0.00."""
    return -amount if direction < 0 and amount else amount


def account_number(element: Element, path: str) -> str | None:
    """The number of the account under a path: IBAN, or whatever else identifies it in the message's version."""
    found = element.first(
        f"{path}/Id/IBAN",
        f"{path}/Id/Othr/Id",
        f"{path}/Id/PrtryAcct/Id",
        f"{path}/Id/BBAN",
        f"{path}/Id/UPIC",
        f"{path}/Prxy/Id",
    )
    return "".join(found.split()) or None if found else None

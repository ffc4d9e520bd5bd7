import re
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from core.adapters.statements.statement_reading import WarningLog
from core.adapters.statements.swift_mt.swift_fields import SwiftField
from core.adapters.statements.swift_mt.swift_values import (
    AMOUNT,
    end_of_february,
    full_year,
    possible_day,
    read_amount,
)
from core.ports.statement_parser import StatementError

_ENTRY: Final = re.compile(
    rf"\s*(?P<value>\d{{6}})(?P<entry>\d{{4}})?\s*(?P<mark>[RE]?[CD])(?P<funds>[A-Z])?\s*(?P<amount>{AMOUNT})\s*(?P<rest>.*)",
    re.ASCII | re.DOTALL,
)
_TYPE: Final = re.compile(r"[NFS][A-Z0-9 ]{3}", re.ASCII)
_NO_REFERENCE: Final = re.compile(
    r"non\W?ref\w*|not\W?provided|no\W?ref\w*|none|n/?a|unknown|keine?|[ek]ref\+?|s?wift|ref\+?|[0x*.\-+ /]*",
    re.IGNORECASE,
)
_FEWEST_DIGITS: Final = 4
_SHORTEST_REFERENCE: Final = 6
_LONGEST_REFERENCE: Final = 64


class Entry(NamedTuple):
    """One :61: field. `amount` is signed; `own_reference` is the customer's, `bank_reference` the bank's."""

    line: int
    booked_on: date
    value_date: date
    amount: Decimal
    is_expected: bool
    type_code: str
    own_reference: str
    bank_reference: str | None
    details: str


def read_entry(field: SwiftField, warnings: WarningLog) -> Entry:
    """A :61: field.

    C and RD bring money in, D and RC take it out; EC and ED are only expected. The funds code, the third letter of
    the currency, follows the mark: `DR6,00` is a debit of 6 euro.

    Raises:
        StatementError: BAD_AMOUNT or BAD_DATE.
    """
    text, details = field.lines[0], field.lines[1:]
    match = _ENTRY.match(text)
    while match is None and details:
        # A bank's file that was wrapped again breaks even this field.
        text, details = text + details[0], details[1:]
        match = _ENTRY.match(text)
    if match is None:
        raise StatementError(
            "BAD_AMOUNT", f"{text[:40]!r} has no date, mark and amount in their places.", line=field.line
        )
    value_date = _value_date(match["value"], field.line, warnings)
    amount = read_amount(match["amount"])
    is_out = match["mark"] in {"D", "RC", "ED"}
    type_code, own, bank = _references(match["rest"])
    return Entry(
        line=field.line,
        booked_on=_entry_date(match["entry"], match["value"], value_date, field.line),
        value_date=value_date,
        amount=-amount if is_out and amount else amount,
        is_expected=match["mark"].startswith("E"),
        type_code=type_code,
        own_reference=own,
        bank_reference=usable_reference(bank),
        details=" ".join(part.strip() for part in details if part.strip()),
    )


def usable_reference(text: str) -> str | None:
    """A bank's reference if it can tell one movement from another: not NONREF and the like, and with enough digits."""
    text = text.strip()
    if not text or _NO_REFERENCE.fullmatch(text) or len(text) > _LONGEST_REFERENCE:
        return None
    has_enough = len(text) >= _SHORTEST_REFERENCE and sum(map(str.isdigit, text)) >= _FEWEST_DIGITS
    return text if has_enough else None


def is_reference(text: str) -> bool:
    """Whether a customer's reference says anything."""
    return not _NO_REFERENCE.fullmatch(text.strip())


def _references(rest: str) -> tuple[str, str, str]:
    """Type code, the customer's and the bank's reference."""
    type_code = ""
    if match := _TYPE.match(rest):
        type_code, rest = match[0], rest[4:]
    own, _, bank = rest.partition("//")
    return type_code.strip(), own.strip(), bank.strip()


def _value_date(text: str, line: int, warnings: WarningLog) -> date:
    found = possible_day(full_year(text), int(text[2:4]), int(text[4:6]))
    if found is not None:
        return found
    found = end_of_february(text)
    if found is None:
        raise StatementError("BAD_DATE", f"{text} is not a possible date.", line=line)
    warnings.add("VALUE_DATE_MOVED", f"{text} is not in the calendar; the value date is {found.isoformat()}.", line)
    return found


def _entry_date(text: str | None, value_text: str, value_date: date, line: int) -> date:
    """The booking day. It is written without its year, which is the one that brings it nearest to the value date."""
    if text is None or not text.strip("0"):
        return value_date
    month, day = int(text[:2]), int(text[2:])
    year = full_year(value_text)
    candidates = [found for near in (year - 1, year, year + 1) if (found := possible_day(near, month, day))]
    if not candidates:
        raise StatementError("BAD_DATE", f"{text} is not a possible day.", line=line)
    return min(candidates, key=lambda found: abs((found - value_date).days))

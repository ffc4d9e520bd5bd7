import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from core.adapters.statements.currencies import currency_of_account
from core.adapters.statements.delimited.amount_cells import read_lone_amount
from core.adapters.statements.delimited.date_cells import read_lone_date
from core.adapters.statements.statement_reading import StatementKey
from core.ports.statement_parser import StatementError, StatementLine

_TAX_ID_BEFORE_NAME: Final = re.compile(r"^ИНН\s*\d{10,12}\s+(?:КПП\s*\d{9}\s+)?", re.IGNORECASE)
_PLAIN_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,2})?", re.ASCII)


class Value(NamedTuple):
    """A value and the line it stands in."""

    text: str
    line: int


Fields = dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Side:
    """Payer or payee of a document."""

    accounts: tuple[str, ...]
    name: str | None
    tax_id: str | None


def read_amount(value: Value) -> Decimal:
    """An amount in major units. Raises StatementError BAD_AMOUNT."""
    text = value.text.strip()
    amount = Decimal(text) if _PLAIN_AMOUNT.fullmatch(text) else read_lone_amount(text)
    if amount is None:
        raise StatementError("BAD_AMOUNT", f"{text[:40]!r} is not an amount.", line=value.line)
    return amount or abs(amount)


def read_day(value: Value) -> date:
    """A day. Raises StatementError BAD_DATE."""
    found = read_lone_date(value.text)
    if found is None:
        raise StatementError("BAD_DATE", f"{value.text[:40]!r} is not a possible date.", line=value.line)
    return found


def read_optional_day(fields: Fields, name: str) -> date | None:
    """A day, or None where the field is missing or blank."""
    value = fields.get(name)
    return read_day(value) if value and value.text.strip() else None


def document_movements(
    fields: Fields, own: frozenset[str], line: int, fallback_currency: str
) -> list[tuple[StatementKey, StatementLine]]:
    """One movement for each own account in a document: two for a transfer between own accounts.

    The number of a document is unique for its payer only, so that it is no `bank_id`.

    Raises:
        StatementError: BAD_AMOUNT, BAD_DATE, or UNKNOWN_DIRECTION when neither side is an own account.
    """
    amount_field = fields.get("Сумма")
    if amount_field is None or not amount_field.text.strip():
        raise StatementError("BAD_AMOUNT", "The document has no amount.", line=line)
    amount = read_amount(amount_field)
    if amount < 0:
        raise StatementError("BAD_AMOUNT", "The amount of a document can't be negative.", line=amount_field.line)
    payer, payee = _side(fields, "Плательщик"), _side(fields, "Получатель")
    written_off, received = read_optional_day(fields, "ДатаСписано"), read_optional_day(fields, "ДатаПоступило")
    outgoing = next((account for account in payer.accounts if account in own), None)
    incoming = next((account for account in payee.accounts if account in own), None)
    if outgoing and incoming and (written_off is None) != (received is None):
        # A file of several accounts has such a transfer once for each, each with its own date.
        outgoing, incoming = (outgoing, None) if written_off else (None, incoming)
    if not outgoing and not incoming:
        side = payer if written_off else payee
        if not side.accounts:
            outgoing, incoming = _only_account(own, written_off, received)
    day = fields.get("Дата")
    movements = []
    for account, sign, moved_on, other in ((outgoing, -1, written_off, payee), (incoming, 1, received, payer)):
        if account is None:
            continue
        booked_on = moved_on or written_off or received or (read_day(day) if day and day.text.strip() else None)
        if booked_on is None:
            raise StatementError("BAD_DATE", "The document has no date.", line=line)
        currency = currency_of_account(account) or fallback_currency
        movements.append(
            (StatementKey(account, currency), _movement(fields, booked_on, sign * amount, currency, other, line=line))
        )
    if not movements:
        raise StatementError(
            "UNKNOWN_DIRECTION", "Neither payer nor payee of the document is the account's owner.", line=line
        )
    return movements


def _only_account(
    own: frozenset[str], written_off: date | None, received: date | None
) -> tuple[str | None, str | None]:
    """Documents without account numbers: the dates tell the direction when there is one account."""
    if len(own) != 1 or (written_off is None) == (received is None):
        return None, None
    account = next(iter(own))
    return (account, None) if written_off else (None, account)


def _movement(
    fields: Fields, booked_on: date, amount: Decimal, currency: str, other: _Side, *, line: int
) -> StatementLine:
    purpose = fields.get("НазначениеПлатежа")
    return StatementLine(
        booked_on=booked_on,
        amount=amount or abs(amount),
        currency=currency,
        description=" ".join(purpose.text.split()) if purpose else other.name or "",
        counterparty=other.name,
        counterparty_account=other.accounts[0] if other.accounts else None,
        line=line,
        counterparty_tax_id=other.tax_id,
    )


def _side(fields: Fields, prefix: str) -> _Side:
    accounts = tuple(text for suffix in ("Счет", "РасчСчет") if (text := _text(fields, prefix + suffix)))
    name = _text(fields, prefix + "1") or _TAX_ID_BEFORE_NAME.sub("", _text(fields, prefix) or "") or None
    return _Side(accounts, name, _text(fields, prefix + "ИНН"))


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return (value.text.strip() or None) if value else None

"""One row of an account as the bank tells it, made into a statement line."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.adapters.banks.openbanking_russia.read_answer import (
    BankAnswerError,
    JsonObject,
    block,
    decimal,
    moment,
    moscow_day,
    needed_day,
    needed_text,
    text,
)
from core.ports.statement_parser import BookingStatus, StatementLine

_BOOKED: Final = frozenset({"booked", "completed", "refunded", "settled", "posted"})
_VOID: Final = frozenset({"declined", "rejected", "cancelled", "canceled", "failed", "reversed"})
_MCC_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """A row by its bank id. `line` is None when it moved no money (declined, cancelled)."""

    bank_id: str
    booked_at: datetime
    line: StatementLine | None


def read_row(shown: JsonObject) -> TransactionRow:
    """Read a row. Raises BankAnswerError for one without id, time or amount; every block may be missing or null."""
    bank_id = needed_text(shown, "transactionId")
    booked_at, booked_on = needed_day(shown, "bookingDateTime")
    status = _status(text(shown, "status"))
    if status is None:
        return TransactionRow(bank_id, booked_at, None)
    merchant = block(shown, "merchant")
    value_at = moment(shown, "valueDateTime")
    counterparty = text(shown, "counterparty") or text(merchant, "name")
    original_amount, original_currency = _original(shown)
    line = StatementLine(
        booked_on=booked_on,
        amount=_signed_amount(shown),
        currency=needed_text(block(shown, "amount"), "currency").upper(),
        description=text(shown, "transactionInformation") or counterparty or "",
        value_date=None if value_at is None else moscow_day(value_at, "valueDateTime"),
        original_amount=original_amount,
        original_currency=original_currency,
        counterparty=counterparty,
        mcc=_mcc(merchant),
        bank_id=bank_id,
        status=status,
    )
    return TransactionRow(bank_id, booked_at, line)


def _status(word: str | None) -> BookingStatus | None:
    """Booked, pending, or None for a row that moved no money. An unknown word is not final, so it is pending."""
    lowered = (word or "booked").lower()
    if lowered in _VOID:
        return None
    return BookingStatus.BOOKED if lowered in _BOOKED else BookingStatus.PENDING


def _signed_amount(shown: JsonObject) -> Decimal:
    """The amount is positive, with its direction beside it; a negative one would say it twice, so it is refused."""
    amount = decimal(block(shown, "amount"), "amount")
    if amount < 0:
        raise BankAnswerError("amount", "is negative")
    direction = text(shown, "creditDebitIndicator")
    if direction == "Credit":
        return amount
    if direction == "Debit":
        return -amount if amount else amount
    raise BankAnswerError("creditDebitIndicator", f"{direction!r} is neither Credit nor Debit")


def _original(shown: JsonObject) -> tuple[Decimal | None, str | None]:
    """What was paid in another currency, signed like the amount, where the standard's block for it is there."""
    instructed = block(block(shown, "currencyExchange"), "instructedAmount")
    if not instructed:
        return None, None
    amount, currency = decimal(instructed, "amount"), needed_text(instructed, "currency").upper()
    is_debit = text(shown, "creditDebitIndicator") == "Debit"
    return (-abs(amount) if is_debit else abs(amount)), currency


def _mcc(merchant: JsonObject) -> str | None:
    code = text(merchant, "mccCode")
    is_code = code is not None and len(code) == _MCC_LENGTH and code.isascii() and code.isdecimal()
    return code if is_code else None

from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from core.adapters.statements.swift_mt.entry_line import Entry, is_reference, usable_reference
from core.adapters.statements.swift_mt.free_text import free_information
from core.adapters.statements.swift_mt.information import (
    Information,
    account_like,
    iban_like,
    joined,
    original_amount,
    tidy,
)
from core.adapters.statements.swift_mt.rur6 import from_rur6
from core.adapters.statements.swift_mt.slash_codes import slash_information
from core.adapters.statements.swift_mt.subfields import numbered_information, subfield_information
from core.adapters.statements.swift_mt.swift_fields import SwiftField
from core.ports.statement_parser import BookingStatus, StatementLine

_DIALECTS: Final[tuple[Callable[[list[str]], Information | None], ...]] = (subfield_information, slash_information)
_REFERENCE_WIDTH: Final = 16


class EntryText:
    """What follows a :61: until the next field: :86: once or several times, or :NS: of banks outside SWIFT."""

    __slots__ = ("is_numbered", "lines")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_numbered = False

    def add(self, field: SwiftField) -> None:
        """Take one field into account."""
        if field.tag == "NS" and not self.lines:
            self.is_numbered = True
        self.lines += field.lines

    def information(self, *, is_rur6: bool) -> Information:
        """What the text tells, in the dialect that it is written in."""
        if self.is_numbered:
            return numbered_information(self.lines)
        for dialect in _DIALECTS:
            found = dialect(self.lines)
            if found is not None:
                return found
        if is_rur6:
            return Information(purpose=tidy(from_rur6(joined(self.lines))))
        return free_information(self.lines)


def to_movement(
    entry: Entry, text: EntryText, currency: str, reference: str | None, *, is_pending: bool, is_rur6: bool
) -> StatementLine:
    """The movement of one entry with its information, in the account's currency."""
    found = text.information(is_rur6=is_rur6)
    own = _OwnReference.read(entry, found.purpose or "")
    name = found.name or own.name
    details = None if iban_like(entry.details) else tidy(entry.details)
    described = found.purpose or found.booking_text or details or name or (own.text if is_reference(own.text) else "")
    original = original_amount(f"{entry.details}\n{''.join(text.lines)}", currency)
    return StatementLine(
        booked_on=entry.booked_on,
        amount=entry.amount,
        currency=currency,
        description=described,
        value_date=entry.value_date,
        original_amount=_signed(original[0], entry.amount) if original else None,
        original_currency=original[1] if original else None,
        counterparty=name,
        counterparty_account=found.account or iban_like(entry.details) or own.account,
        bank_id=reference or usable_reference(found.reference or ""),
        status=BookingStatus.PENDING if is_pending else BookingStatus.BOOKED,
        line=entry.line,
    )


class _OwnReference(NamedTuple):
    """The customer's reference, in which Dutch banks tell of the other side."""

    text: str
    account: str | None = None
    name: str | None = None

    @classmethod
    def read(cls, entry: Entry, purpose: str) -> "_OwnReference":
        text = entry.own_reference
        account = iban_like(text)
        if account is None and len(text) > _REFERENCE_WIDTH:
            # Rabobank once wrote the account into the 16 characters of the reference and the name behind them.
            own, name = text[:_REFERENCE_WIDTH].strip(), tidy(text[_REFERENCE_WIDTH:])
            if name and (account_like(own) or not is_reference(own)):
                return cls(own, account_like(own), name)
        if account is None and text and purpose.startswith(text):
            account = account_like(text)
        # SNS and ASN: the account is the reference, and the name stands in the supplementary details.
        return cls(text, account, tidy(entry.details) if account else None)


def _signed(amount: Decimal, like: Decimal) -> Decimal:
    return -amount if like < 0 else amount

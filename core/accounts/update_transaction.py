from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import func

from core.accounts.bounded_text import DESCRIPTION, NOTE, bounded, bounded_or_none
from core.accounts.errors import BookedByBankError, DeletedError
from core.accounts.fingerprint import merchant_key
from core.accounts.models import TransactionRow, TransactionSource
from core.accounts.repository import transaction_of
from core.db.uow import UnitOfWork
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class UpdateTransaction:
    """What to change: only the fields present in `changes` (booked_on, description, note)."""

    transaction_id: UUID
    changes: dict[str, Any]


async def update_transaction(uow: UnitOfWork, command: UpdateTransaction) -> TransactionRow:
    """Edit a transaction. A bank's word on the day stays.

    The fingerprint stays too: it says what the source said, so that the same source is recognised again. Raises
    NotFoundError, DeletedError, BookedByBankError, InvalidTextError.
    """
    row = await transaction_of(uow.session, uow.person, command.transaction_id, for_update=True)
    values = judged_changes(row, command.changes)
    if values:
        uow.record(edited(row, values))
        for name, value in values.items():
            setattr(row, name, value)
        row.updated_at = func.now()
        uow.touch(row.account_id, row.id)
        await uow.session.flush()
    return row


class Editable(Protocol):
    """What the rules look at of a transaction."""

    id: UUID
    user_id: UUID
    booked_on: date
    description: str
    note: str | None
    source: TransactionSource
    deleted_at: datetime | None


def judged_changes(row: Editable, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What would be other than it is, cleaned, by column. Raises DeletedError, BookedByBankError, InvalidTextError."""
    if row.deleted_at is not None:
        raise DeletedError("The transaction is deleted. Restore it first.", field="id")
    cleaned = {name: _clean(row, name, value) for name, value in changes.items()}
    values = {name: value for name, value in cleaned.items() if value != getattr(row, name)}
    if "description" in values:
        values["merchant_key"] = merchant_key(values["description"])
    return values


def edited(row: Editable, values: Mapping[str, Any]) -> KeyAction:
    """The history's word of it, before the row is changed."""
    told = [name for name in values if name != "merchant_key"]
    details = {
        "before": {name: _plain(getattr(row, name)) for name in told},
        "after": {name: _plain(values[name]) for name in told},
    }
    return KeyAction(row.user_id, "transaction.edited", "transaction", row.id, row.user_id, details)


def _clean(row: Editable, name: str, value: Any) -> Any:
    if name == "description":
        return bounded(value, DESCRIPTION, "description")
    if name == "note":
        return bounded_or_none(value, NOTE, "note")
    if name == "booked_on":
        if row.source is not TransactionSource.MANUAL and value != row.booked_on:
            raise BookedByBankError("The day of a movement that came from a bank can't be changed.", field="bookedOn")
        return value
    raise ValueError(f"{name} is not editable")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

from dataclasses import dataclass
from datetime import date
from typing import Any
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
    if row.deleted_at is not None:
        raise DeletedError("The transaction is deleted. Restore it first.", field="id")
    before: dict[str, Any] = {}
    for name, value in command.changes.items():
        cleaned = _clean(row, name, value)
        if cleaned != getattr(row, name):
            before[name] = _plain(getattr(row, name))
            setattr(row, name, cleaned)
    if before:
        if "description" in before:
            row.merchant_key = merchant_key(row.description)
        row.updated_at = func.now()
        after = {name: _plain(getattr(row, name)) for name in before}
        details = {"before": before, "after": after}
        uow.touch(row.account_id, row.id)
        uow.record(KeyAction(uow.person, "transaction.edited", "transaction", row.id, uow.person, details))
        await uow.session.flush()
        await uow.session.refresh(row)
    return row


def _clean(row: TransactionRow, name: str, value: Any) -> Any:
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

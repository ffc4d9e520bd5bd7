from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from core.accounts.models import TransactionSource
from core.accounts.update_transaction import UpdateTransaction, edited, judged_changes
from core.db.at_once import ATTEMPTS, AtOnce, NotAtOnceError, Part

_READ: Final = """
SELECT id, user_id, account_id, booked_on, description, note, source, deleted_at, xmin AS version
FROM transactions WHERE user_id = $1 AND id = $2
"""
"""`xmin` is the database transaction that wrote this version of the row."""


@dataclass(slots=True)
class _AsRead:
    """A transaction as it was a moment ago, as far as the rules look."""

    id: UUID
    user_id: UUID
    account_id: UUID
    booked_on: date
    description: str
    note: str | None
    source: TransactionSource
    deleted_at: datetime | None
    version: int


async def update_at_once(work: AtOnce, command: UpdateTransaction) -> UUID:
    """`update_transaction` without a unit of work, by the same rules. Returns the transaction's id.

    Raises DeletedError, BookedByBankError, InvalidTextError; NotAtOnceError where there is no such transaction, or
    where others change it all the time; what PersonConnections raises.
    """
    for _ in range(ATTEMPTS):
        found = await work.fetch(_READ, work.person, command.transaction_id)
        if not found:
            raise NotAtOnceError("no such transaction")
        row = _as_read(found[0])
        values = judged_changes(row, command.changes)
        if not values:
            return row.id
        record = work.record()
        record.record(edited(row, values))
        record.touch(row.account_id, row.id)
        if await work.change(record, _change(row, values)):
            return row.id
    raise NotAtOnceError("others were faster")


def _as_read(found: Mapping[str, Any]) -> _AsRead:
    told = dict(found)
    return _AsRead(**told | {"source": TransactionSource(told["source"])})


def _change(row: _AsRead, values: Mapping[str, Any]) -> Part:
    set_ = ", ".join(f"{name} = ${place}" for place, name in enumerate(values, 4))
    where = "user_id = $1 AND id = $2 AND xmin = $3"
    text = f"UPDATE transactions SET {set_}, updated_at = now() WHERE {where} RETURNING *"  # noqa: S608 columns that the rules name
    return Part(text, (row.user_id, row.id, row.version, *values.values()))

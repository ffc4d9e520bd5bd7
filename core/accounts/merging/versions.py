"""One movement in more than one version: which one holds, and what the others are remembered as."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, text

from core.accounts.fingerprint import fingerprint
from core.accounts.merging.aliases import Version, add_alias
from core.accounts.merging.fuse import fuse_with_its_twin
from core.accounts.merging.scope import Scope
from core.accounts.merging.source import Source
from core.accounts.models import SplitRow, TransactionRow
from core.ports.statement_parser import BookingStatus

_LINE: Final = text("""
SELECT n, booked_on, value_on, amount_minor, original_amount_minor, original_currency, description, merchant_key,
       counterparty, counterparty_account, mcc, status, bank_id, fingerprint FROM staged_lines WHERE n = :n
""")
_COPIED: Final = ("booked_on", "amount_minor", "fingerprint")
_FILLED: Final = (
    "value_on",
    "original_amount_minor",
    "original_currency",
    "counterparty",
    "counterparty_account",
    "mcc",
)


async def take_version(scope: Scope, transaction_id: UUID, n: int, told: Version, source: Source) -> bool:
    """Compare line `n` with the movement that it is, let the better version hold, and tell whether the row changed.

    Booked beats pending, then the later telling beats the earlier; content decides between the rest, so that the order
    in which sources come makes no difference.
    """
    row, line = await scope.movement(transaction_id), (await scope.session.execute(_LINE, {"n": n})).one()
    if row is None and line.bank_id is not None:  # it became one row with another a moment ago
        found = await scope.movement_of_id(line.bank_id)
        row = await scope.movement(found) if found is not None else None
    if row is None:
        return False
    held = Version(row.fingerprint, row.status.value)
    is_better = _rank(line.status, source.told_at, line) > _rank(row.status.value, row.told_at or source.told_at, row)
    if is_better:
        await _overwrite(scope, row, line, source)
    if told.fingerprint != held.fingerprint:
        await add_alias(scope, row.id, held if is_better else told)
        await fuse_with_its_twin(scope, row, told)
    return is_better and told != held


def _rank(status: str, told_at: Any, told: Any) -> tuple[Any, ...]:
    return status == "booked", told_at, told.booked_on, told.amount_minor, told.fingerprint


async def _overwrite(scope: Scope, row: TransactionRow, line: Any, source: Source) -> None:
    said = fingerprint(row.booked_on, row.amount_minor, scope.currency, row.description)
    if said == row.fingerprint:  # else a person wrote a description of their own, and their word is final
        row.description, row.merchant_key = line.description, line.merchant_key
    if row.amount_minor != line.amount_minor:
        await _keep_splits_whole(scope, row, line.amount_minor)
    if row.fingerprint != line.fingerprint:
        row.occurrence = await _next_occurrence(scope, line.fingerprint)
    for name in _COPIED:
        setattr(row, name, getattr(line, name))
    for name in _FILLED:
        setattr(row, name, getattr(line, name) if getattr(line, name) is not None else getattr(row, name))
    row.status, row.told_at, row.updated_at = BookingStatus(line.status), source.told_at, func.now()
    await scope.session.flush()


async def _next_occurrence(scope: Scope, digest: bytes) -> int:
    found = await scope.session.execute(
        select(func.coalesce(func.max(TransactionRow.occurrence) + 1, 0)).where(
            TransactionRow.user_id == scope.user_id,
            TransactionRow.account_id == scope.account_id,
            TransactionRow.fingerprint == digest,
        )
    )
    return int(found.scalar_one())


async def _keep_splits_whole(scope: Scope, row: TransactionRow, amount_minor: int) -> None:
    """The largest part takes the difference: the parts of a movement sum to it."""
    of_row = select(SplitRow).where(SplitRow.user_id == scope.user_id, SplitRow.transaction_id == row.id)
    parts = (await scope.session.execute(of_row.order_by(SplitRow.position))).scalars().all()
    if parts:
        max(parts, key=lambda part: abs(part.amount_minor)).amount_minor += amount_minor - row.amount_minor

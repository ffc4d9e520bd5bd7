from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete

from core.accounts.bounded_text import NOTE, bounded_or_none
from core.accounts.errors import DeletedError, SplitSumError
from core.accounts.models import SplitRow, TransactionRow
from core.accounts.repository import category_of, transaction_of
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.money import Currency, Money

MAX_PARTS = 50


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a transaction, signed as the whole, in major units."""

    amount: Decimal
    category_id: UUID
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SplitTransaction:
    """All parts of a transaction; none undoes a split."""

    transaction_id: UUID
    parts: Sequence[Part]


async def split_transaction(uow: UnitOfWork, command: SplitTransaction) -> TransactionRow:
    """Replace a transaction's parts. They must sum to it exactly.

    Raises NotFoundError, DeletedError, MoneyError, SplitSumError, InvalidTextError.
    """
    row = await transaction_of(uow.session, uow.person, command.transaction_id, for_update=True)
    if row.deleted_at is not None:
        raise DeletedError("The transaction is deleted. Restore it first.", field="id")
    parts = await _checked_parts(uow, row, command.parts)
    await uow.session.execute(delete(SplitRow).where(SplitRow.user_id == uow.person, SplitRow.transaction_id == row.id))
    uow.session.add_all(parts)
    uow.touch(row.account_id, row.id)
    uow.record(
        KeyAction(uow.person, "transaction.split", "transaction", row.id, uow.person, {"parts": len(command.parts)})
    )
    await uow.session.flush()
    return row


async def _checked_parts(uow: UnitOfWork, row: TransactionRow, parts: Sequence[Part]) -> list[SplitRow]:
    if not parts:
        return []
    if not 1 < len(parts) <= MAX_PARTS:
        raise SplitSumError(f"A split has 2 to {MAX_PARTS} parts.", field="parts")
    currency = Currency(row.currency)
    amounts = [Money.from_decimal(part.amount, currency) for part in parts]
    total = sum(amount.minor for amount in amounts)
    if total != row.amount_minor:
        whole = Money(row.amount_minor, currency).amount
        raise SplitSumError(f"The parts sum to {Money(total, currency).amount}, not to {whole}.", field="parts")
    for category_id in {part.category_id for part in parts}:
        await category_of(uow.session, uow.person, category_id)
    return [
        SplitRow(
            user_id=uow.person,
            transaction_id=row.id,
            category_id=part.category_id,
            position=position,
            amount_minor=amount.minor,
            currency=currency.code,
            note=bounded_or_none(part.note, NOTE, "parts"),
        )
        for position, (part, amount) in enumerate(zip(parts, amounts, strict=True))
    ]

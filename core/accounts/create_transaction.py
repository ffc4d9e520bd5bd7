from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.bounded_text import DESCRIPTION, NAME, NOTE, bounded, bounded_or_none
from core.accounts.errors import CurrencyMismatchError
from core.accounts.fingerprint import fingerprint, merchant_key
from core.accounts.models import TransactionRow, TransactionSource
from core.accounts.refresh_balance import refresh_balance
from core.accounts.repository import account_of, category_of, transaction_of
from core.db.idempotency import claim_key
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.key_action import KeyAction
from core.money import Currency, Money
from core.ports.categoriser import DecidedBy
from core.ports.statement_parser import BookingStatus


@dataclass(frozen=True, slots=True)
class CreateTransaction:
    """A movement written down by hand. `amount` is signed, in major units."""

    account_id: UUID
    booked_on: date
    amount: Decimal
    currency: str
    description: str
    counterparty: str | None = None
    category_id: UUID | None = None
    note: str | None = None


async def create_transaction(
    uow: UnitOfWork, command: CreateTransaction, idempotency_key: str | None = None
) -> TransactionRow:
    """Add a movement and move the account's balance by it, once a key.

    Locks the account. Raises NotFoundError, MoneyError, CurrencyMismatchError, InvalidTextError,
    IdempotencyConflictError.
    """
    account = await account_of(uow.session, uow.person, command.account_id, for_update=True)
    currency = Currency.parse(command.currency)
    if currency.code != account.currency:
        raise CurrencyMismatchError(f"This account is kept in {account.currency}.", field="amount")
    amount = Money.from_decimal(command.amount, currency)
    row = await _row(uow, command, amount)
    if idempotency_key is not None:
        earlier = await claim_key(
            uow.session,
            user_id=uow.person,
            operation="createTransaction",
            key=idempotency_key,
            command=asdict(command),
            new_result_id=row.id,
        )
        if earlier is not None:
            return await transaction_of(uow.session, uow.person, earlier)
    uow.session.add(row)
    await refresh_balance(uow, account, None, None)
    uow.touch(account.id, row.id)
    uow.record(KeyAction(uow.person, "transaction.created", "transaction", row.id, uow.person))
    await uow.session.flush()
    return row


async def _row(uow: UnitOfWork, command: CreateTransaction, amount: Money) -> TransactionRow:
    description = bounded(command.description, DESCRIPTION, "description")
    if command.category_id is not None:
        await category_of(uow.session, uow.person, command.category_id)
    digest = fingerprint(command.booked_on, amount.minor, amount.currency.code, description)
    return TransactionRow(
        id=new_id(),
        user_id=uow.person,
        account_id=command.account_id,
        category_id=command.category_id,
        booked_on=command.booked_on,
        amount_minor=amount.minor,
        currency=amount.currency.code,
        description=description,
        merchant_key=merchant_key(description),
        counterparty=bounded_or_none(command.counterparty, NAME, "counterparty"),
        status=BookingStatus.BOOKED,
        source=TransactionSource.MANUAL,
        fingerprint=digest,
        occurrence=await _next_occurrence(uow, command.account_id, digest),
        decided_by=DecidedBy.PERSON if command.category_id else DecidedBy.NONE,
        note=bounded_or_none(command.note, NOTE, "note"),
    )


async def _next_occurrence(uow: UnitOfWork, account_id: UUID, digest: bytes) -> int:
    """How many twins there are already. The account's row lock keeps the count true until the commit."""
    seen = await uow.session.execute(
        select(func.coalesce(func.max(TransactionRow.occurrence) + 1, 0)).where(
            TransactionRow.user_id == uow.person,
            TransactionRow.account_id == account_id,
            TransactionRow.fingerprint == digest,
        )
    )
    return int(seen.scalar_one())

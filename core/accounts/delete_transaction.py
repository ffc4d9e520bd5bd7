from uuid import UUID

from core.accounts.create_transaction import move_balance
from core.accounts.models import TransactionRow, TransactionSource
from core.accounts.repository import transaction_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.key_action import KeyAction


async def delete_transaction(uow: UnitOfWork, clock: Clock, transaction_id: UUID) -> TransactionRow:
    """Take a transaction out of the books. It can be restored, and importing it again does not bring it back.

    The balance of an account is the bank's word, so only a movement written by hand moves it. Repeating it is no error.
    """
    row = await transaction_of(uow.session, uow.person, transaction_id, for_update=True)
    if row.deleted_at is None:
        row.deleted_at = clock.now()
        if row.source is TransactionSource.MANUAL:
            await move_balance(uow, row.account_id, -row.amount_minor)
        uow.record(KeyAction(uow.person, "transaction.deleted", "transaction", row.id, uow.person))
        await uow.session.flush()
    return row


async def restore_transaction(uow: UnitOfWork, transaction_id: UUID) -> TransactionRow:
    """Undo `delete_transaction`. Repeating it is no error."""
    row = await transaction_of(uow.session, uow.person, transaction_id, for_update=True)
    if row.deleted_at is not None:
        row.deleted_at = None
        if row.source is TransactionSource.MANUAL:
            await move_balance(uow, row.account_id, row.amount_minor)
        uow.record(KeyAction(uow.person, "transaction.restored", "transaction", row.id, uow.person))
        await uow.session.flush()
    return row

from uuid import UUID

from core.accounts.models import TransactionRow
from core.accounts.refresh_balance import refresh_balance
from core.accounts.repository import account_of, transaction_of
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.key_action import KeyAction


async def delete_transaction(uow: UnitOfWork, clock: Clock, transaction_id: UUID) -> TransactionRow:
    """Take a transaction out of the books. It can be restored, and importing it again does not bring it back.

    The balance of an account is the bank's word: a movement that its last statement covers does not move it. Repeating
    it is no error.
    """
    row = await transaction_of(uow.session, uow.person, transaction_id, for_update=True)
    if row.deleted_at is None:
        row.deleted_at = clock.now()
        await _settle(uow, row)
        uow.record(KeyAction(uow.person, "transaction.deleted", "transaction", row.id, uow.person))
        await uow.session.flush()
    return row


async def restore_transaction(uow: UnitOfWork, transaction_id: UUID) -> TransactionRow:
    """Undo `delete_transaction`. Repeating it is no error."""
    row = await transaction_of(uow.session, uow.person, transaction_id, for_update=True)
    if row.deleted_at is not None:
        row.deleted_at = None
        await _settle(uow, row)
        uow.record(KeyAction(uow.person, "transaction.restored", "transaction", row.id, uow.person))
        await uow.session.flush()
    return row


async def _settle(uow: UnitOfWork, row: TransactionRow) -> None:
    account = await account_of(uow.session, uow.person, row.account_id, for_update=True)
    await refresh_balance(uow, account, None, None)
    uow.touch(account.id, row.id)

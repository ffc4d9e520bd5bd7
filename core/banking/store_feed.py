"""What a bank told over the network into the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select

from core.accounts.merge_lines import MergeCounts, merge_lines
from core.accounts.messages import CategoriseTransactions
from core.accounts.models import AccountKind, AccountRow, TransactionRow, TransactionSource
from core.accounts.repository import account_of
from core.banking.apply_statements import find_or_open_account, set_balance
from core.banking.connections import connection_of
from core.banking.models import BankAccountLinkRow, BankConnectionRow, ConnectionStatus
from core.clock import Clock
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction
from core.ports.bank_feed import BankAccount
from core.ports.statement_parser import StatementLine

OVERLAP = timedelta(days=10)
"""How far each sync reads back: banks book pending movements, and correct them, days later."""
_KINDS = {
    "Checking": AccountKind.CHECKING,
    "Savings": AccountKind.SAVINGS,
    "Deposit": AccountKind.DEPOSIT,
    "Loan": AccountKind.LOAN,
}


@dataclass(frozen=True, slots=True)
class FeedAccount:
    """One account with the movements that the bank told of it."""

    account: BankAccount
    lines: Sequence[StatementLine]


async def read_since(read: ReadSession, user_id: UUID, connection_id: UUID, external_id: str) -> date | None:
    """The day from which an account is to be read again; None to read all."""
    last = (
        await read.session.execute(
            select(func.max(TransactionRow.booked_on))
            .join(BankAccountLinkRow, BankAccountLinkRow.account_id == TransactionRow.account_id)
            .where(
                TransactionRow.user_id == user_id,
                TransactionRow.source == TransactionSource.FEED,
                BankAccountLinkRow.user_id == user_id,
                BankAccountLinkRow.connection_id == connection_id,
                BankAccountLinkRow.external_id == external_id,
            )
        )
    ).scalar_one_or_none()
    return last - OVERLAP if last is not None else None


async def store_feed_account(uow: UnitOfWork, connection_id: UUID, bank_name: str, feed: FeedAccount) -> MergeCounts:
    """One account's movements: the bounded piece of a sync."""
    account = await _linked_account(uow, connection_id, bank_name, feed.account)
    counts = await merge_lines(uow, account, feed.lines, TransactionSource.FEED)
    stated_on = feed.account.balance_at.date() if feed.account.balance_at else None
    set_balance(account, feed.account.balance, stated_on, counts.new_sum_minor)
    await uow.session.flush()
    return counts


async def finish_sync(uow: UnitOfWork, clock: Clock, connection_id: UUID, counts: dict[str, int]) -> None:
    """Mark the connection fresh and have the new movements sorted."""
    row = await connection_of(uow.session, uow.person, connection_id, for_update=True)
    row.status = ConnectionStatus.ACTIVE
    row.synced_at, row.stale_since, row.last_error = clock.now(), None, None
    if counts.get("new"):
        await enqueue(uow, CategoriseTransactions())
    uow.record(KeyAction(uow.person, "bank.synced", "bank_connection", row.id, None, dict(counts)))


async def mark_stale(uow: UnitOfWork, clock: Clock, connection_id: UUID, message: str, *, needs_consent: bool) -> None:
    """The bank failed: the last known data stay, marked with their age."""
    row: BankConnectionRow = await connection_of(uow.session, uow.person, connection_id, for_update=True)
    row.stale_since = row.stale_since or clock.now()
    row.last_error = message
    if needs_consent:
        row.status = ConnectionStatus.NEEDS_CONSENT


async def disconnect(uow: UnitOfWork, connection_id: UUID, *, erase_data: bool) -> BankConnectionRow:
    """End a connection; its accounts stay in the books unless they are to be erased."""
    row = await connection_of(uow.session, uow.person, connection_id, for_update=True)
    row.status = ConnectionStatus.DISCONNECTED
    links = (
        await uow.session.execute(
            delete(BankAccountLinkRow)
            .where(BankAccountLinkRow.user_id == uow.person, BankAccountLinkRow.connection_id == connection_id)
            .returning(BankAccountLinkRow.account_id)
        )
    ).scalars()
    if erase_data:
        await uow.session.execute(
            delete(AccountRow).where(AccountRow.user_id == uow.person, AccountRow.id.in_(list(links)))
        )
    details = {"erased": erase_data}
    uow.record(KeyAction(uow.person, "bank.disconnected", "bank_connection", row.id, uow.person, details))
    await uow.session.flush()
    return row


async def _linked_account(uow: UnitOfWork, connection_id: UUID, bank_name: str, account: BankAccount) -> AccountRow:
    link = (
        await uow.session.execute(
            select(BankAccountLinkRow).where(
                BankAccountLinkRow.user_id == uow.person,
                BankAccountLinkRow.connection_id == connection_id,
                BankAccountLinkRow.external_id == account.external_id,
            )
        )
    ).scalar_one_or_none()
    if link is not None:
        return await account_of(uow.session, uow.person, link.account_id, for_update=True)
    row = await find_or_open_account(uow, account.number, account.currency, account.name)
    row.institution = bank_name
    row.kind = _KINDS.get(account.kind, row.kind)
    uow.session.add(
        BankAccountLinkRow(
            user_id=uow.person, connection_id=connection_id, external_id=account.external_id, account_id=row.id
        )
    )
    await uow.session.flush()
    return row

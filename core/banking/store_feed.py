"""What a bank told over the network into the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select

from core.accounts.merge_lines import MergeCounts, merge_lines
from core.accounts.merging.source import Source
from core.accounts.models import AccountKind, AccountRow, TransactionRow, TransactionSource
from core.accounts.refresh_balance import StatedBalance, refresh_balance
from core.accounts.repository import account_of
from core.banking.apply_statements import find_or_open_account
from core.banking.models import BankAccountLinkRow
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.money import Currency, Money
from core.ports.bank_feed import BankAccount
from core.ports.statement_parser import BookingStatus, StatementLine

OVERLAP: Final = timedelta(days=10)
"""How far each sync reads back: banks book pending movements, and correct them, days later."""
LONGEST_OVERLAP: Final = timedelta(days=60)
"""How far at most for the sake of a movement that is still pending: some are never booked."""
_KINDS: Final = {
    "checking": AccountKind.CHECKING,
    "savings": AccountKind.SAVINGS,
    "deposit": AccountKind.DEPOSIT,
    "loan": AccountKind.LOAN,
    "card": AccountKind.CARD,
}


@dataclass(frozen=True, slots=True)
class FeedAccount:
    """One account with all movements since a day that the bank told of it, at `told_at`; None is all there are."""

    account: BankAccount
    lines: Sequence[StatementLine]
    told_at: datetime
    since: date | None


async def read_since(read: ReadSession, user_id: UUID, connection_id: UUID, external_id: str) -> date | None:
    """The day from which an account is to be read again; None to read all."""
    link = (
        await read.session.execute(_links(user_id, connection_id).where(BankAccountLinkRow.external_id == external_id))
    ).scalar_one_or_none()
    if link is None or link.read_on is None:
        return None
    pending = await read.session.execute(
        select(func.min(TransactionRow.booked_on)).where(
            TransactionRow.user_id == user_id,
            TransactionRow.account_id == link.account_id,
            TransactionRow.status == BookingStatus.PENDING,
            TransactionRow.booked_on >= link.read_on - LONGEST_OVERLAP,
        )
    )
    since: date = link.read_on - OVERLAP
    oldest: date | None = pending.scalar_one_or_none()
    return min(since, oldest) if oldest is not None else since


async def store_feed_account(uow: UnitOfWork, connection_id: UUID, bank_name: str, feed: FeedAccount) -> MergeCounts:
    """One account's movements: the bounded piece of a sync. Raises MoneyError."""
    link, account = await _linked_account(uow, connection_id, bank_name, feed.account)
    source = Source(TransactionSource.FEED, connection_id, "feed", feed.told_at, feed.since or date.min)
    counts = await merge_lines(uow, account, feed.lines, source)
    if counts.new or counts.changed:
        uow.touch(account.id)
    last_day = max((line.booked_on for line in feed.lines), default=None)
    await refresh_balance(uow, account, _stated(account, feed.account), last_day)
    read_on = feed.told_at.date()
    link.read_on = max(link.read_on, read_on) if link.read_on is not None else read_on
    await uow.session.flush()
    return counts


def _stated(account: AccountRow, told: BankAccount) -> StatedBalance | None:
    if told.balance is None or told.balance_at is None:
        return None
    return StatedBalance(Money.from_decimal(told.balance, Currency(account.currency)).minor, told.balance_at)


def _links(user_id: UUID, connection_id: UUID) -> Select[tuple[BankAccountLinkRow]]:
    return select(BankAccountLinkRow).where(
        BankAccountLinkRow.user_id == user_id, BankAccountLinkRow.connection_id == connection_id
    )


async def _linked_account(
    uow: UnitOfWork, connection_id: UUID, bank_name: str, account: BankAccount
) -> tuple[BankAccountLinkRow, AccountRow]:
    statement = _links(uow.person, connection_id).where(BankAccountLinkRow.external_id == account.external_id)
    link = (await uow.session.execute(statement)).scalar_one_or_none()
    if link is not None:
        return link, await account_of(uow.session, uow.person, link.account_id, for_update=True)
    row = await find_or_open_account(uow, account.number, account.currency, account.name)
    row.institution = bank_name
    row.kind = _KINDS.get(account.kind.lower(), row.kind)
    link = BankAccountLinkRow(
        user_id=uow.person, connection_id=connection_id, external_id=account.external_id, account_id=row.id
    )
    uow.session.add(link)
    await uow.session.flush()
    return link, row

"""What rules look at, from the database."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select

from core.accounts.models import AccountRow, CategoryRow, TransactionRow
from core.accounts.repository import own_accounts
from core.db.database import ReadSession
from core.insights.noticed import AccountBook, BookLine
from core.ports.statement_parser import BookingStatus
from core.taxonomy import Kind

LOOK_BACK: Final = timedelta(days=400)
STALE: Final = timedelta(days=62)
"""Of books that end longer ago than this nobody wants to be told news."""
MOST_LINES: Final = 20_000
MOST_ACCOUNTS: Final = 50
SPENDING: Final = (Kind.BUSINESS, Kind.PERSONAL)


async def open_accounts(read: ReadSession, user_id: UUID) -> Sequence[AccountRow]:
    """The accounts that are looked through, in a fixed order."""
    statement = own_accounts(user_id).where(AccountRow.archived_at.is_(None))
    return (await read.session.execute(statement.order_by(AccountRow.id).limit(MOST_ACCOUNTS))).scalars().all()


async def load_book(read: ReadSession, account: AccountRow, today: date) -> AccountBook | None:
    """An account's book up to its last booked day; None when it is empty or ended long ago."""
    booked = (
        TransactionRow.user_id == account.user_id,
        TransactionRow.account_id == account.id,
        TransactionRow.deleted_at.is_(None),
        TransactionRow.status == BookingStatus.BOOKED,
        TransactionRow.booked_on <= today,
    )
    bounds = select(func.min(TransactionRow.booked_on), func.max(TransactionRow.booked_on)).where(*booked)
    known: tuple[date | None, date | None] = (await read.session.execute(bounds)).tuples().one()
    known_since, as_of = known
    if known_since is None or as_of is None or as_of < today - STALE:
        return None
    spending = case((CategoryRow.kind.in_(SPENDING), TransactionRow.category_id))
    rows = (
        await read.session.execute(
            select(
                TransactionRow.id,
                TransactionRow.booked_on,
                TransactionRow.amount_minor,
                TransactionRow.description,
                TransactionRow.counterparty,
                TransactionRow.merchant_key,
                spending.label("category_id"),
            )
            .outerjoin(CategoryRow, CategoryRow.id == TransactionRow.category_id)
            .where(*booked, TransactionRow.booked_on > as_of - LOOK_BACK)
            .order_by(TransactionRow.booked_on.desc(), TransactionRow.id.desc())
            .limit(MOST_LINES)
        )
    ).all()
    lines = [
        BookLine(
            row.id,
            row.booked_on,
            row.amount_minor,
            label := (row.counterparty or row.description).strip(),
            row.merchant_key or label.casefold(),
            row.category_id,
        )
        for row in reversed(rows)
    ]
    return AccountBook(account.id, account.currency, as_of, known_since, lines)

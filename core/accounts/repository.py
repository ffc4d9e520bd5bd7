"""Finding accounts, categories and transactions of one person. Every query starts from the person's own rows."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.models import AccountRow, CategoryRow, TransactionRow
from core.errors import NotFoundError

AnyRow = TypeVar("AnyRow", AccountRow, CategoryRow, TransactionRow)


def own_accounts(user_id: UUID) -> Select[tuple[AccountRow]]:
    """A person's accounts."""
    return select(AccountRow).where(AccountRow.user_id == user_id)


def own_transactions(user_id: UUID) -> Select[tuple[TransactionRow]]:
    """A person's transactions, deleted ones too."""
    return select(TransactionRow).where(TransactionRow.user_id == user_id)


def visible_categories(user_id: UUID) -> Select[tuple[CategoryRow]]:
    """The system's categories and the person's own."""
    return select(CategoryRow).where(or_(CategoryRow.user_id.is_(None), CategoryRow.user_id == user_id))


async def account_of(session: AsyncSession, user_id: UUID, account_id: UUID, *, for_update: bool = False) -> AccountRow:
    """A person's account. Raises NotFoundError, also for somebody else's."""
    return await _one(
        session, own_accounts(user_id).where(AccountRow.id == account_id), "account", for_update=for_update
    )


async def transaction_of(
    session: AsyncSession, user_id: UUID, transaction_id: UUID, *, for_update: bool = False
) -> TransactionRow:
    """A person's transaction, deleted or not. Raises NotFoundError, also for somebody else's."""
    statement = own_transactions(user_id).where(TransactionRow.id == transaction_id)
    return await _one(session, statement, "transaction", for_update=for_update)


async def category_of(session: AsyncSession, user_id: UUID, category_id: UUID) -> CategoryRow:
    """A category the person may use. Raises NotFoundError, also for somebody else's."""
    statement = visible_categories(user_id).where(CategoryRow.id == category_id, CategoryRow.archived_at.is_(None))
    return await _one(session, statement, "category", for_update=False)


async def check_accounts(session: AsyncSession, user_id: UUID, account_ids: Collection[UUID]) -> list[AccountRow]:
    """All of these accounts, in the order of their ids. Raises NotFoundError when one is not the person's."""
    statement = own_accounts(user_id).where(AccountRow.id.in_(account_ids)).order_by(AccountRow.id)
    rows = list((await session.execute(statement)).scalars())
    if len(rows) != len(set(account_ids)):
        raise NotFoundError("There is no such account.", field="accountIds")
    return rows


async def _one(session: AsyncSession, statement: Select[tuple[AnyRow]], kind: str, *, for_update: bool) -> AnyRow:
    row = (await session.execute(statement.with_for_update() if for_update else statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError(f"There is no such {kind}.", field=f"{kind}Id")
    return row

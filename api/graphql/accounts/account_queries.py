from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.category import Category, wrap_category
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import TransactionFilterInput, to_filter
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList, RowPages
from core.accounts.list_transactions import NEWEST_FIRST, filtered
from core.accounts.models import AccountRow, CategoryRow, TransactionRow
from core.accounts.repository import own_accounts, visible_categories
from core.db.keyset import Ordering, Page, fetch_page

BY_NAME = Ordering((AccountRow.name, AccountRow.id), is_descending=False)


def _open_accounts(person: UUID, _: Arguments) -> Select[tuple[AccountRow]]:
    return own_accounts(person).where(AccountRow.archived_at.is_(None))


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[TransactionRow]]:
    return filtered(person, to_filter(arguments.get("filter")))


def _shown_categories(person: UUID, _: Arguments) -> Select[tuple[CategoryRow]]:
    return visible_categories(person).where(CategoryRow.archived_at.is_(None)).order_by(CategoryRow.key)


async def _accounts(info: strawberry.Info[Context], first: int = 20, after: str | None = None) -> Connection[Account]:
    async with info.context.read() as read:
        found = await fetch_page(read.session, _open_accounts(info.context.person, {}), BY_NAME, Page(first, after))
    return Connection[Account].of(found, wrap_account)


async def _transactions(
    info: strawberry.Info[Context],
    first: int = 20,
    after: str | None = None,
    filter: TransactionFilterInput | None = None,  # noqa: A002 the schema's argument name
) -> Connection[Transaction]:
    wanted = _wanted(info.context.person, {"filter": filter})
    async with info.context.read() as read:
        found = await fetch_page(read.session, wanted, NEWEST_FIRST, Page(first, after))
    return Connection[Transaction].of(found, wrap_transaction)


async def _categories(info: strawberry.Info[Context]) -> list[Category]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_shown_categories(info.context.person, {}))).scalars().all()
    return [wrap_category(row) for row in rows]


@strawberry.type
class AccountQueries:
    """Reading the books."""

    accounts: Connection[Account] = query(
        Permission.SIGNED_IN, "The person's accounts by name.", RowPages(_open_accounts, BY_NAME)
    )(_accounts)
    transactions: Connection[Transaction] = query(
        Permission.SIGNED_IN,
        "The person's movements on all accounts, newest first.",
        RowPages(_wanted, NEWEST_FIRST),
    )(_transactions)
    categories: list[Category] = query(
        Permission.SIGNED_IN,
        "All categories: the system's, groups first, and the person's own.",
        RowList(_shown_categories),
    )(_categories)

from enum import Enum
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.category import Category, wrap_category
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import TRANSACTION_ORDERS, Filter, OrderBy, to_filter
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, First, Listing, Orders, narrowed
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList
from api.graphql.scalars import Currency
from core.accounts.list_transactions import filtered
from core.accounts.models import AccountKind, AccountRow, CategoryRow, TransactionRow
from core.accounts.repository import own_accounts, visible_categories
from core.db.keyset import Ordering


@strawberry.enum(description="The order of a list of accounts.")
class AccountOrder(Enum):
    """By name, or by age."""

    BY_NAME = strawberry.enum_value("by_name", description="By name, from A to Z.")
    BY_NAME_REVERSED = strawberry.enum_value("by_name_reversed", description="By name, from Z to A.")
    NEWEST_FIRST = strawberry.enum_value("newest_first", description="The one that came into the books last, first.")
    OLDEST_FIRST = strawberry.enum_value("oldest_first", description="The one that came into the books first, first.")


ACCOUNT_ORDERS: Final[Orders] = {
    AccountOrder.BY_NAME: Ordering((AccountRow.name, AccountRow.id), is_descending=False),
    AccountOrder.BY_NAME_REVERSED: Ordering((AccountRow.name, AccountRow.id)),
    AccountOrder.NEWEST_FIRST: Ordering((AccountRow.created_at, AccountRow.id)),
    AccountOrder.OLDEST_FIRST: Ordering((AccountRow.created_at, AccountRow.id), is_descending=False),
}


@strawberry.input(description="Which accounts to show. What is left out is left open.")
class AccountFilter:
    """Filter of accounts."""

    kinds: list[AccountKind] | None = strawberry.field(default=None, description="Of one of these sorts.")
    currencies: list[Currency] | None = strawberry.field(default=None, description="Kept in one of these currencies.")


def _open_accounts(person: UUID, arguments: Arguments) -> Select[tuple[AccountRow]]:
    statement = own_accounts(person).where(AccountRow.archived_at.is_(None))
    wanted: AccountFilter | None = arguments.get("filter")
    if wanted is None:
        return statement
    return narrowed(statement, (wanted.kinds, AccountRow.kind), (wanted.currencies, AccountRow.currency))


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[TransactionRow]]:
    return filtered(person, to_filter(arguments.get("filter")))


ACCOUNTS: Final = Listing(_open_accounts, ACCOUNT_ORDERS, wrap_account)
TRANSACTIONS: Final = Listing(_wanted, TRANSACTION_ORDERS, wrap_transaction)


def _shown_categories(person: UUID, _: Arguments) -> Select[tuple[CategoryRow]]:
    return visible_categories(person).where(CategoryRow.archived_at.is_(None)).order_by(CategoryRow.key)


async def _accounts(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[AccountFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: Annotated[AccountOrder | None, strawberry.argument(description="The order; by name if left out.")] = None,
) -> Connection[Account]:
    return await ACCOUNTS.page(info, first, after, filter=filter, order_by=order_by)


async def _transactions(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Filter = None,  # noqa: A002 the schema's argument name
    order_by: OrderBy = None,
) -> Connection[Transaction]:
    return await TRANSACTIONS.page(info, first, after, filter=filter, order_by=order_by)


async def _categories(info: strawberry.Info[Context]) -> list[Category]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_shown_categories(info.context.person, {}))).scalars().all()
    return [wrap_category(row) for row in rows]


@strawberry.type
class AccountQueries:
    """Reading the books."""

    accounts: Connection[Account] = query(Permission.ACCOUNTS_READ, "The person's accounts by name.", ACCOUNTS.rows)(
        _accounts
    )
    transactions: Connection[Transaction] = query(
        Permission.TRANSACTIONS_READ,
        "The person's movements on all accounts, newest first.",
        TRANSACTIONS.rows,
    )(_transactions)
    categories: list[Category] = query(
        Permission.CATEGORIES_READ,
        "All categories: the system's, groups first, and the person's own.",
        RowList(_shown_categories),
    )(_categories)

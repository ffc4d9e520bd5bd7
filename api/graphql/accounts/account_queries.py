import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.accounts.category import Category, wrap_category
from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import TransactionFilterInput, to_filter
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from core.accounts.list_transactions import list_transactions
from core.accounts.models import AccountRow, CategoryRow
from core.accounts.repository import own_accounts, visible_categories
from core.db.keyset import Ordering, Page, fetch_page

BY_NAME = Ordering((AccountRow.name, AccountRow.id), is_descending=False)


async def _accounts(info: strawberry.Info[Context], first: int = 20, after: str | None = None) -> Connection[Account]:
    statement = own_accounts(info.context.person).where(AccountRow.archived_at.is_(None))
    async with info.context.read() as read:
        found = await fetch_page(read.session, statement, BY_NAME, Page(first, after))
    return Connection[Account].of(found, wrap_account)


async def _transactions(
    info: strawberry.Info[Context],
    first: int = 20,
    after: str | None = None,
    filter: TransactionFilterInput | None = None,  # noqa: A002 the schema's argument name
) -> Connection[Transaction]:
    async with info.context.read() as read:
        found = await list_transactions(read, info.context.person, to_filter(filter), Page(first, after))
    return Connection[Transaction].of(found, wrap_transaction)


async def _categories(info: strawberry.Info[Context]) -> list[Category]:
    statement = visible_categories(info.context.person).where(CategoryRow.archived_at.is_(None))
    async with info.context.read() as read:
        rows = (await read.session.execute(statement.order_by(CategoryRow.key))).scalars().all()
    return [wrap_category(row) for row in rows]


@strawberry.type
class AccountQueries:
    """Reading the books."""

    accounts: Connection[Account] = query(Permission.SIGNED_IN, "The person's accounts by name.")(_accounts)
    transactions: Connection[Transaction] = query(
        Permission.SIGNED_IN, "The person's movements on all accounts, newest first."
    )(_transactions)
    categories: list[Category] = query(
        Permission.SIGNED_IN, "All categories: the system's, groups first, and the person's own."
    )(_categories)

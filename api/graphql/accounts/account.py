from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import TRANSACTION_ORDERS, Filter, OrderBy, to_filter
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed
from api.graphql.declare.listing import After, First, ordering_of, refuse_other_orders
from api.graphql.declare.node import Node
from api.graphql.declare.rows import ROWS_KEY, Arguments, PagesBelow
from api.graphql.scalars import Money, money
from core.accounts.list_transactions import NEWEST_FIRST, filtered
from core.accounts.models import AccountKind, AccountRow, TransactionRow
from core.db.keyset import Page


def _of_account(person: UUID, arguments: Arguments, account_id: Any) -> Select[tuple[TransactionRow]]:
    refuse_other_orders(TRANSACTION_ORDERS, arguments)
    wanted = filtered(person, to_filter(arguments.get("filter")))
    return wanted.where(TransactionRow.account_id == account_id)


async def _transactions(
    root: strawberry.Parent["Account"],
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Filter = None,  # noqa: A002 the schema's argument name
    order_by: OrderBy = None,
) -> Connection[Transaction]:
    loaders, wanted = info.context.loaders, to_filter(filter)

    async def count() -> int:
        return await loaders.transaction_count_by_account_id(wanted).load(root.row.id)

    ordering = ordering_of(TRANSACTION_ORDERS, order_by)
    found = await loaders.transactions_by_account_id(wanted, ordering, Page(first, after)).load(root.row.id)
    return Connection[Transaction].of(found, wrap_transaction, count)


def wrap_account(row: Any) -> "Account":
    """The GraphQL type of a row."""
    return Account(row=row)


@strawberry.type(description="An account of the person's.")
class Account(Node):
    """A bank account, card, or cash box."""

    row: strawberry.Private[AccountRow]
    name: str = column(AccountRow.name, "What the person or the bank calls it.")
    kind: AccountKind = column(AccountRow.kind, "What sort of account it is.")
    currency: str = column(AccountRow.currency, "ISO 4217 code.")
    institution: str | None = column(AccountRow.institution, "The bank; null where it is not known, as for cash.")
    number: str | None = column(AccountRow.number, "The account's number; null where it has none.")
    balance: Money = computed([AccountRow.balance_minor, AccountRow.currency], money, "What is on it.")
    balance_on: date | None = column(
        AccountRow.balance_on, "The last day that the balance covers; null where no source told of one."
    )
    created_at: datetime = column(AccountRow.created_at, "When it came into the books.")
    transactions: Connection[Transaction] = strawberry.field(
        resolver=_transactions,
        description="Its movements, newest first.",
        metadata={ROWS_KEY: PagesBelow(_of_account, NEWEST_FIRST)},
    )

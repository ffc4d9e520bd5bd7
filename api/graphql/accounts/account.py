from datetime import date, datetime
from typing import Any

import strawberry

from api.graphql.accounts.transaction import Transaction, wrap_transaction
from api.graphql.accounts.transaction_filter import TransactionFilterInput, to_filter
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node, encode_id
from api.graphql.scalars import Money, money
from core.accounts.list_transactions import list_transactions
from core.accounts.models import AccountKind, AccountRow
from core.db.keyset import Page


async def _transactions(
    root: strawberry.Parent["Account"],
    info: strawberry.Info[Context],
    first: int = 20,
    after: str | None = None,
    filter: TransactionFilterInput | None = None,  # noqa: A002 the schema's argument name
) -> Connection[Transaction]:
    account_id = root.row.id
    if after is None and filter is None:
        loader = info.context.loaders.first_transactions_by_account_id(Page(first).first)
        return Connection[Transaction].of(await loader.load(account_id), wrap_transaction)
    given = filter or TransactionFilterInput()
    given.account_ids = [strawberry.ID(encode_id("Account", account_id))]
    async with info.context.read() as read:
        found = await list_transactions(read, info.context.person, to_filter(given), Page(first, after))
    return Connection[Transaction].of(found, wrap_transaction)


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
    institution: str | None = column(AccountRow.institution, "The bank.")
    number: str | None = column(AccountRow.number, "The account's number.")
    balance: Money = computed([AccountRow.balance_minor, AccountRow.currency], money, "What is on it.")
    balance_on: date | None = column(AccountRow.balance_on, "The day of the balance.")
    created_at: datetime = column(AccountRow.created_at, "When it came into the books.")
    transactions: Connection[Transaction] = strawberry.field(
        resolver=_transactions, description="Its movements, newest first."
    )

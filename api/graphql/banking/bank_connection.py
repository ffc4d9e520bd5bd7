from datetime import datetime
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.context import Context
from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.banking.models import BankConnectionRow, ConnectionStatus
from core.ports.bank_feed import BankInfo, ConsentStatus


@strawberry.type(description="A bank that can be connected.")
class Bank:
    """A bank."""

    code: str = strawberry.field(description="Stable name, as `vbank`.")
    name: str = strawberry.field(description="Name for people.")


def wrap_bank(bank: BankInfo) -> Bank:
    """The GraphQL type of a registry entry."""
    return Bank(code=bank.code, name=bank.name)


async def _bank(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> Bank:
    return wrap_bank(info.context.platform.banks.get(root.row.bank_code))


async def _accounts(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> list[Account]:
    loaders = info.context.loaders
    links = await loaders.links_by_connection_id.load(root.row.id)
    rows = await loaders.account_by_id.load_many([link.account_id for link in links])
    return [wrap_account(row) for row in rows if row is not None]


@strawberry.type(description="A person's link to a bank.")
class BankConnection(Node):
    """A connection."""

    row: strawberry.Private[BankConnectionRow]
    bank: Bank = strawberry.field(resolver=_bank, description="The bank.")
    status: ConnectionStatus = column(BankConnectionRow.status, "Where it stands.")
    consent_status: ConsentStatus = column(BankConnectionRow.consent_status, "Where the consent stands.")
    consent_expires_at: datetime | None = column(
        BankConnectionRow.consent_expires_at, "When the consent lapses, as the bank granted it."
    )
    synced_at: datetime | None = column(BankConnectionRow.synced_at, "When the data were last fresh.")
    stale_since: datetime | None = column(
        BankConnectionRow.stale_since, "Since when the bank fails: the data shown are the last known."
    )
    last_error: str | None = column(BankConnectionRow.last_error, "What the bank said last, when it failed.")
    accounts: list[Account] = strawberry.field(resolver=_accounts, description="The accounts it feeds.")


def wrap_connection(row: Any) -> BankConnection:
    """The GraphQL type of a row."""
    return BankConnection(row=row)

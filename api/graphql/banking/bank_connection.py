from datetime import datetime
from typing import Any

import strawberry

from api.graphql.accounts.account import Account, wrap_account
from api.graphql.banking.bank_consent import BankConsent, wrap_consent
from api.graphql.context import Context
from api.graphql.declare.fields import column, computed
from api.graphql.declare.node import Node
from core.banking.models import BankConnectionRow, BankConsentRow, ConnectionStatus
from core.ports.bank_feed import BankInfo, BankTransport, ConsentKind, ConsentStatus


@strawberry.type(description="A bank that can be connected.")
class Bank:
    """A bank."""

    code: str = strawberry.field(description="Stable name, as `vbank`.")
    name: str = strawberry.field(description="Name for people.")
    transport: BankTransport = strawberry.field(description="How the bank wants to be reached.")
    unattended_reads_per_day: int = strawberry.field(
        description="How many times a day a connection is read without being asked."
    )


def wrap_bank(bank: BankInfo) -> Bank:
    """The GraphQL type of a registry entry."""
    return Bank(
        code=bank.code,
        name=bank.name,
        transport=bank.transport,
        unattended_reads_per_day=bank.unattended_reads_per_day,
    )


async def _bank(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> Bank:
    return wrap_bank(info.context.platform.banks.get(root.row.bank_code))


async def _accounts(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> list[Account]:
    loaders = info.context.loaders
    links = await loaders.links_by_connection_id.load(root.row.id)
    rows = await loaders.account_by_id.load_many([link.account_id for link in links])
    return [wrap_account(row) for row in rows if row is not None]


async def _newest_account_consent(row: BankConnectionRow, info: strawberry.Info[Context]) -> BankConsentRow:
    """Every connection has one: a bank is connected by asking for it."""
    consents = await info.context.loaders.consents_by_connection_id.load(row.id)
    return next(consent for consent in consents if consent.kind is ConsentKind.ACCOUNT)


async def _consent_status(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> ConsentStatus:
    return (await _newest_account_consent(root.row, info)).status


async def _consent_expires_at(
    root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]
) -> datetime | None:
    return (await _newest_account_consent(root.row, info)).expires_at


async def _consents(root: strawberry.Parent["BankConnection"], info: strawberry.Info[Context]) -> list[BankConsent]:
    consents = await info.context.loaders.consents_by_connection_id.load(root.row.id)
    return [wrap_consent(row) for row in consents if row.ended_at is None]


def _is_stale(stale_since: datetime | None) -> bool:
    return stale_since is not None


@strawberry.type(description="A person's link to a bank.")
class BankConnection(Node):
    """A connection."""

    row: strawberry.Private[BankConnectionRow]
    bank: Bank = strawberry.field(resolver=_bank, description="The bank.")
    status: ConnectionStatus = column(BankConnectionRow.status, "Where it stands.")
    consent_status: ConsentStatus = strawberry.field(
        resolver=_consent_status, description="Where the newest consent to read accounts stands."
    )
    consent_expires_at: datetime | None = strawberry.field(
        resolver=_consent_expires_at,
        description="When that consent lapses, as the bank granted it; null before it is granted.",
    )
    consents: list[BankConsent] = strawberry.field(
        resolver=_consents, description="Its consents that are not over, newest first; all are in `consents`."
    )
    synced_at: datetime | None = column(
        BankConnectionRow.synced_at, "When the data were last fresh; null before the first sync."
    )
    is_stale: bool = computed(
        [BankConnectionRow.stale_since], _is_stale, "Whether the bank fails: the data shown are the last known."
    )
    stale_since: datetime | None = column(
        BankConnectionRow.stale_since, "Since when the bank fails; null where it does not."
    )
    last_error: str | None = column(
        BankConnectionRow.last_error, "What the bank said last, when it failed; null where it does not fail."
    )
    next_sync_at: datetime | None = column(
        BankConnectionRow.next_sync_at,
        "When it will be read without being asked, at the latest; null where it is not read.",
    )
    accounts: list[Account] = strawberry.field(resolver=_accounts, description="The accounts it feeds.")


def wrap_connection(row: Any) -> BankConnection:
    """The GraphQL type of a row."""
    return BankConnection(row=row)

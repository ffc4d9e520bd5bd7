import strawberry
from sqlalchemy import select

from api.graphql.banking.bank_call import BankCall, wrap_call
from api.graphql.banking.bank_connection import Bank, BankConnection, wrap_bank, wrap_connection
from api.graphql.banking.bank_consent import BankConsent, wrap_consent
from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from core.banking.connections import connection_of, own_connections
from core.banking.consents import own_consents
from core.banking.models import BankConnectionRow, BankConsentRow, StatementImportRow
from core.banking.sync_models import BankCallRow
from core.db.keyset import Ordering, Page, fetch_page

NEWEST_FIRST = Ordering((StatementImportRow.created_at, StatementImportRow.id))
CONSENTS_NEWEST_FIRST = Ordering((BankConsentRow.requested_at, BankConsentRow.id))
CALLS_NEWEST_FIRST = Ordering((BankCallRow.at, BankCallRow.id))


async def _banks(info: strawberry.Info[Context]) -> list[Bank]:
    return [wrap_bank(bank) for bank in info.context.platform.banks.all()]


async def _bank_connections(info: strawberry.Info[Context]) -> list[BankConnection]:
    statement = own_connections(info.context.person).order_by(BankConnectionRow.created_at, BankConnectionRow.id)
    async with info.context.read() as read:
        rows = (await read.session.execute(statement)).scalars().all()
    return [wrap_connection(row) for row in rows]


async def _consents(
    info: strawberry.Info[Context],
    connection_id: strawberry.ID | None = None,
    first: int = 20,
    after: str | None = None,
) -> Connection[BankConsent]:
    statement = own_consents(info.context.person)
    if connection_id is not None:
        key = decode_id(connection_id, "BankConnection", "connectionId")
        statement = statement.where(BankConsentRow.connection_id == key)
    async with info.context.read() as read:
        found = await fetch_page(read.session, statement, CONSENTS_NEWEST_FIRST, Page(first, after))
    return Connection[BankConsent].of(found, wrap_consent)


async def _bank_status_log(
    info: strawberry.Info[Context],
    connection_id: strawberry.ID | None = None,
    first: int = 20,
    after: str | None = None,
) -> Connection[BankCall]:
    person = info.context.person
    statement = select(BankCallRow).where(BankCallRow.user_id == person)
    async with info.context.read() as read:
        if connection_id is not None:
            key = decode_id(connection_id, "BankConnection", "connectionId")
            await connection_of(read.session, person, key)
            statement = statement.where(BankCallRow.connection_id == key)
        found = await fetch_page(read.session, statement, CALLS_NEWEST_FIRST, Page(first, after))
    return Connection[BankCall].of(found, wrap_call)


async def _statement_imports(
    info: strawberry.Info[Context], first: int = 20, after: str | None = None
) -> Connection[StatementImport]:
    statement = select(StatementImportRow).where(StatementImportRow.user_id == info.context.person)
    async with info.context.read() as read:
        found = await fetch_page(read.session, statement, NEWEST_FIRST, Page(first, after))
    return Connection[StatementImport].of(found, wrap_import)


@strawberry.type
class BankQueries:
    """Reading banks and imports."""

    banks: list[Bank] = query(Permission.SIGNED_IN, "Banks that can be connected.")(_banks)
    bank_connections: list[BankConnection] = query(
        Permission.SIGNED_IN, "The person's connections, ended ones too, oldest first."
    )(_bank_connections)
    consents: Connection[BankConsent] = query(
        Permission.SIGNED_IN, "The person's consents, of all connections or of one, ended ones too, newest first."
    )(_consents)
    bank_status_log: Connection[BankCall] = query(
        Permission.SIGNED_IN,
        "Every call that was made to the person's banks in 90 days, of all connections or of one, newest first.",
    )(_bank_status_log)
    statement_imports: Connection[StatementImport] = query(
        Permission.SIGNED_IN, "Statement files that were sent, newest first."
    )(_statement_imports)

import strawberry
from sqlalchemy import select

from api.graphql.banking.bank_connection import Bank, BankConnection, wrap_bank, wrap_connection
from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from core.banking.connections import own_connections
from core.banking.models import BankConnectionRow, StatementImportRow
from core.db.keyset import Ordering, Page, fetch_page

NEWEST_FIRST = Ordering((StatementImportRow.created_at, StatementImportRow.id))


async def _banks(info: strawberry.Info[Context]) -> list[Bank]:
    return [wrap_bank(bank) for bank in info.context.platform.banks.all()]


async def _bank_connections(info: strawberry.Info[Context]) -> list[BankConnection]:
    statement = own_connections(info.context.person).order_by(BankConnectionRow.created_at, BankConnectionRow.id)
    async with info.context.read() as read:
        rows = (await read.session.execute(statement)).scalars().all()
    return [wrap_connection(row) for row in rows]


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
    statement_imports: Connection[StatementImport] = query(
        Permission.SIGNED_IN, "Statement files that were sent, newest first."
    )(_statement_imports)

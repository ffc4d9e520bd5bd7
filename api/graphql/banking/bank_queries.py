from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.banking.bank_connection import Bank, BankConnection, wrap_bank, wrap_connection
from api.graphql.context import Context
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowList
from core.banking.connections import own_connections
from core.banking.models import BankConnectionRow


async def _banks(info: strawberry.Info[Context]) -> list[Bank]:
    return [wrap_bank(bank) for bank in info.context.platform.banks.all()]


def _oldest_first(person: UUID, _: Arguments) -> Select[tuple[BankConnectionRow]]:
    return own_connections(person).order_by(BankConnectionRow.created_at, BankConnectionRow.id)


async def _bank_connections(info: strawberry.Info[Context]) -> list[BankConnection]:
    async with info.context.read() as read:
        rows = (await read.session.execute(_oldest_first(info.context.person, {}))).scalars().all()
    return [wrap_connection(row) for row in rows]


@strawberry.type
class BankQueries:
    """Reading banks and imports."""

    banks: list[Bank] = query(Permission.BANKS_READ, "Banks that can be connected.")(_banks)
    bank_connections: list[BankConnection] = query(
        Permission.BANKS_READ, "The person's connections, ended ones too, oldest first.", RowList(_oldest_first)
    )(_bank_connections)

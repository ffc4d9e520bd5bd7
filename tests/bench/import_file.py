"""Books for other benches: a statement file imported in this process."""

import asyncio
import hashlib
import io
from uuid import UUID

from sqlalchemy import func, select

from core.accounts.models import TransactionRow
from core.adapters.statements.detect import read_statement
from core.banking.apply_statements import apply_statements
from core.banking.begin_import import BeginImport, begin_import
from tests.bench.context import Context
from tests.bench.figure import per_second


def import_file(context: Context, content: bytes, rows: int, user_id: UUID) -> float:
    """Import a file of that many rows, all new to the person, in this process: rows a second."""
    before = context.run(_count(context, user_id))
    import_id = context.run(_begin(context, user_id))
    rate = per_second(rows, lambda: context.run(_import(context, user_id, import_id, content)))
    stored = context.run(_count(context, user_id)) - before
    if stored != rows:
        raise RuntimeError(f"{stored} rows are stored of a file of {rows}")
    return rate


async def _begin(context: Context, user_id: UUID) -> UUID:
    async with context.platform.database.unit_of_work(user_id) as uow:
        return (await begin_import(uow, BeginImport("bench", "statement.csv"))).id


async def _import(context: Context, user_id: UUID, import_id: UUID, content: bytes) -> None:
    parsed = await asyncio.to_thread(read_statement, io.BytesIO(content))
    digest = hashlib.sha256(content).digest()
    async with context.platform.database.unit_of_work(user_id) as uow:
        await apply_statements(uow, context.platform.clock, import_id, parsed, digest)


async def _count(context: Context, user_id: UUID) -> int:
    async with context.platform.database.read(user_id) as read:
        counted = select(func.count()).select_from(TransactionRow).where(TransactionRow.user_id == user_id)
        return int((await read.session.execute(counted)).scalar_one())

"""Statement rows imported a second beside a bare COPY of the same rows into a table with the same indexes."""

import asyncio
import io
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import func, select

from core.accounts.models import TransactionRow
from core.adapters.statements.detect import read_statement
from core.banking.apply_statements import apply_statements
from core.banking.begin_import import BeginImport, begin_import
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns, per_second
from tests.fixtures.statements.generate import write_statement

FORMAT = "csv_ru"
TWIN_TABLE = "bench_transactions"


def run(context: Context) -> list[Figure]:
    """A new person and a new file each round; the peer copies the rows of the import before, so both tables grow."""
    rows = context.pick(2_000, 10_000)
    seeds = count(1)
    imported: list[UUID] = []

    def ours() -> float:
        imported.append(context.person().id)
        return import_file(context, write_statement(FORMAT, rows, next(seeds)), rows, imported[-1])

    ours()  # unmeasured, and the first rows for the peer
    twin = _Twin(context)
    measured = in_turns(context.pick(3, 7), context.pick(20, 90), ours, lambda: twin.copy(imported.pop(0), rows))
    pairs = [(one, other) for one, other in measured]
    return [Figure.of("import", "rows/s", "COPY of the same rows", pairs)]


def import_file(context: Context, content: bytes, rows: int, user_id: UUID) -> float:
    """Import a file of that many rows, all new to the person, as a worker does: rows a second."""
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
    async with context.platform.database.unit_of_work(user_id) as uow:
        await apply_statements(uow, context.platform.clock, import_id, parsed)


async def _count(context: Context, user_id: UUID) -> int:
    async with context.platform.database.read(user_id) as read:
        counted = select(func.count()).select_from(TransactionRow).where(TransactionRow.user_id == user_id)
        return int((await read.session.execute(counted)).scalar_one())


class _Twin:
    """A table as `transactions` with all its indexes and checks, and a connection of the owner's to fill it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._columns = [column.name for column in TransactionRow.__table__.columns if column.computed is None]
        self._connection: Any = context.run(asyncpg.connect(context.services.owner_url))
        context.at_end(lambda: context.run(self._connection.close()))
        context.run(
            self._connection.execute(f"CREATE TABLE {TWIN_TABLE} (LIKE {TransactionRow.__tablename__} INCLUDING ALL)")
        )

    def copy(self, user_id: UUID, rows: int) -> float:
        """COPY a person's transactions over, from memory and in binary: rows a second, the commit included."""
        content = self._context.run(self._read(user_id))
        return per_second(rows, lambda: self._context.run(self._write(content)))

    async def _read(self, user_id: UUID) -> bytes:
        wanted = f"SELECT {', '.join(self._columns)} FROM {TransactionRow.__tablename__} WHERE user_id = $1"  # noqa: S608 - our own names
        out = io.BytesIO()
        await self._connection.copy_from_query(wanted, user_id, output=out, format="binary")
        return out.getvalue()

    async def _write(self, content: bytes) -> None:
        await self._connection.copy_to_table(
            TWIN_TABLE, source=io.BytesIO(content), columns=self._columns, format="binary"
        )

"""A statement file into the books beside a bare COPY of the same rows into a table with the same indexes.

Imports run in a process of their own, one a round, as a worker does them: parse, normalise, compare, store. Then the
account with all these rows is read through the API's own resolvers beside one with a thousand.
"""

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from core.accounts.models import TransactionRow
from tests.bench.context import ROOT, Context
from tests.bench.figure import Figure, per_second
from tests.bench.ledger_file import write_ledger
from tests.bench.page_of_many import page_figures

TWIN_TABLE = "bench_transactions"
CHILD_TIMEOUT_SECONDS = 900
PEER = "COPY of the same rows"


def run(context: Context) -> list[Figure]:
    """A new person and file each round; the peer copies the rows that were just imported, so both tables grow alike."""
    rows = context.pick(20_000, 1_000_000)
    twin, seeds = _Twin(context), count(1)
    imported, again, memory, people = [], [], [], []
    for _ in range(context.pick(2, 1)):
        path = context.folder / "ledger.csv"
        write_ledger(path, rows, next(seeds))
        people.append(context.person().id)
        first, second = (_child(context, people[-1], path) for _ in range(2))
        _check(first, second, rows)
        copied = twin.copy(people[-1], rows)
        imported.append((rows / first["seconds"], copied))
        again.append((rows / second["seconds"], copied))
        memory.append((float(first["peak_mb"]), path.stat().st_size / 1e6))
        path.unlink()
    return [
        Figure.of(f"import of {rows:,} rows", "rows/s", PEER, imported),
        Figure.of("the same file again", "rows/s", PEER, again),
        Figure.of("import, peak memory", "MB", "the file's own size", memory, is_higher_better=False),
        *page_figures(context, people[-1], rows),
        *_given(context, twin),
    ]


def _given(context: Context, twin: "_Twin") -> list[Figure]:
    """The same for a file of one's own that `SOLVENT_BENCH_STATEMENT` names, such as real card lines."""
    name = os.environ.get("SOLVENT_BENCH_STATEMENT")
    if name is None:
        return []
    path, user_id = Path(name).resolve(), context.person().id
    first, second = (_child(context, user_id, path) for _ in range(2))
    rows = int(first["new"])
    _check(first, second, rows)
    copied = twin.copy(user_id, rows)
    return [
        Figure.of(f"import of {path.name}, {rows:,} rows", "rows/s", PEER, [(rows / first["seconds"], copied)]),
        Figure.of(f"{path.name} again", "rows/s", PEER, [(rows / second["seconds"], copied)]),
    ]


def _check(first: dict[str, Any], second: dict[str, Any], rows: int) -> None:
    told = [(counts["new"], counts["duplicate"]) for counts in (first, second)]
    if told != [(rows, 0), (0, rows)]:
        raise RuntimeError(f"of {rows} rows twice, new and duplicate were {told}")


def _child(context: Context, user_id: UUID, path: Path) -> dict[str, Any]:
    """Import a file in a process of its own: seconds, counts, and the most memory it held."""
    settings = context.settings
    own = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
    }
    words = [sys.executable, "-m", "tests.bench.import_child", str(user_id), str(path)]
    done = subprocess.run(  # noqa: S603 our own words
        words,
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=CHILD_TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the import failed: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


class _Twin:
    """A table as `transactions` with all its indexes and checks, and a connection of the owner's to fill it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._columns = [column.name for column in TransactionRow.__table__.columns if column.computed is None]
        self._connection: Any = context.run(asyncpg.connect(context.settings.database_url.get_secret_value()))
        context.at_end(lambda: context.run(self._connection.close()))
        context.run(
            self._connection.execute(f"CREATE TABLE {TWIN_TABLE} (LIKE {TransactionRow.__tablename__} INCLUDING ALL)")
        )

    def copy(self, user_id: UUID, rows: int) -> float:
        """COPY a person's transactions over, from a binary file: rows a second, the commit included."""
        path = self._context.folder / "rows.copy"
        self._context.run(self._read(user_id, path))
        rate = per_second(rows, lambda: self._context.run(self._write(path)))
        path.unlink()
        return rate

    async def _read(self, user_id: UUID, path: Path) -> None:
        wanted = f"SELECT {', '.join(self._columns)} FROM {TransactionRow.__tablename__} WHERE user_id = $1"  # noqa: S608 - our own names
        await self._connection.copy_from_query(
            wanted, user_id, output=path, format="binary", timeout=CHILD_TIMEOUT_SECONDS
        )

    async def _write(self, path: Path) -> None:
        await self._connection.copy_to_table(
            TWIN_TABLE, source=path, columns=self._columns, format="binary", timeout=CHILD_TIMEOUT_SECONDS
        )

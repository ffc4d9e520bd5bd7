"""`python -m tools.check_migrations`: do the migrations make what the models say, and can they be undone?

On an embedded PostgreSQL: up to head, `alembic check`, down to nothing, up again; then every table with a `user_id`
must be under row-level security. Exit 1 with what is wrong.
"""

import asyncio
import sys
from collections.abc import Sequence

import asyncpg
from alembic import command
from alembic.util.exc import CommandError
from sqlalchemy import MetaData

from core.adapters.schema import metadata
from core.db.provision import alembic_config, migrate
from tools.scratch_database import scratch_database

LEFT_OVER = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
UNPROTECTED = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attname = 'user_id' AND NOT a.attisdropped AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1
"""


def find_faults(url: str, models: MetaData) -> list[str]:
    """What is wrong with the migrations, on an empty database."""
    migrate(url, models)
    faults = _difference(url, models)
    command.downgrade(alembic_config(url, models), "base")
    if left := _names(url, LEFT_OVER):
        faults.append(f"going down to base leaves tables behind: {', '.join(left)}")
    migrate(url, models)
    faults += _difference(url, models)
    faults += [f"the table {name} has a user_id and no row-level security" for name in _names(url, UNPROTECTED)]
    return list(dict.fromkeys(faults))


def _difference(url: str, models: MetaData) -> list[str]:
    try:
        command.check(alembic_config(url, models))
    except CommandError as error:
        return [f"models and migrations differ: {error}"]
    return []


def _names(url: str, query: str) -> Sequence[str]:
    async def ask() -> list[str]:
        connection = await asyncpg.connect(url, timeout=10)
        try:
            return [row[0] for row in await connection.fetch(query)]
        finally:
            await connection.close()

    return asyncio.run(ask())


def main() -> int:
    """Check and say."""
    with scratch_database() as url:
        faults = find_faults(url, metadata)
    for fault in faults:
        print(fault)
    if not faults:
        print("migrations go up, down and up again, and make what the models say")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

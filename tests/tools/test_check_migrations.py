import asyncio

import asyncpg
from sqlalchemy import Column, Integer, MetaData, Table

from core.adapters.schema import metadata
from tools.check_migrations import find_faults
from tools.new_migration import next_number
from tools.scratch_database import scratch_database


def test_finds_a_model_without_migration_and_a_table_outside_of_row_level_security() -> None:
    models = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(models)
    Table("forgotten", models, Column("id", Integer, primary_key=True))
    with scratch_database() as url:
        asyncio.run(_make_unprotected_table(url))
        faults = find_faults(url, models)
    assert len(faults) == 3
    assert "'add_table'" in faults[0]
    assert "forgotten" in faults[0]
    assert faults[1:] == [
        "going down to base leaves tables behind: strays",
        "the table strays has a user_id and no row-level security",
    ]


async def _make_unprotected_table(url: str) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    await connection.execute("CREATE TABLE strays (user_id uuid)")
    await connection.close()


def test_the_next_number_follows_the_highest() -> None:
    assert next_number(["0001_identity.py", "0012_payments.py", "__pycache__", "notes.md"]) == "0013"
    assert next_number([]) == "0001"

"""Everything about a person is exported, or it is written down why not. Found by walking the tables."""

import asyncpg
from sqlalchemy import text

from core.adapters.schema import metadata
from core.adapters.wiring import Platform
from core.db.roles import SYSTEM_ROLE
from core.privacy.archive_schema import HIDDEN, LEFT_OUT, RESTORED, TOLD, exported_columns, referred_tables
from core.privacy.encode_row import decoder_of
from core.privacy.erase_account import persons_tables
from core.settings import Settings
from tests.conftest import Services

OURS = {"users", *(name for name, table in metadata.tables.items() if "user_id" in table.columns)}
KEPT_REFERENCES = """
SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint k
WHERE k.contype = 'f' AND k.confrelid = 'users'::regclass AND k.confdeltype NOT IN ('c', 'n')
"""
WITH_OWNER = """
SELECT DISTINCT table_name FROM information_schema.columns
WHERE table_schema = 'public' AND (column_name = 'user_id' OR table_name = 'users')
"""


async def test_every_table_of_people_is_exported_or_says_why_not(services: Services, settings: Settings) -> None:
    assert settings.database_url  # whose fixture brings the database up to date
    connection = await asyncpg.connect(services.owner_url)
    try:
        there = {row["table_name"] for row in await connection.fetch(WITH_OWNER)}
    finally:
        await connection.close()
    assert there == OURS
    said = [*RESTORED, *TOLD, *LEFT_OUT]
    assert sorted(said) == sorted(OURS)
    assert len(set(said)) == len(said)
    assert all(reason for reason in (*TOLD.values(), *LEFT_OUT.values(), *HIDDEN.values()))


async def test_every_table_of_people_can_be_erased(platform: Platform) -> None:
    """A new table whose rights leave out DELETE would stop every erasure."""
    may = text("SELECT has_table_privilege(:role, :name, 'DELETE')")
    async with platform.database.read_system() as read:
        for table in persons_tables():
            found = await read.session.execute(may, {"role": SYSTEM_ROLE, "name": table.name})
            assert found.scalar_one(), table.name


async def test_nothing_of_another_table_is_left_to_point_at_an_erased_person(platform: Platform) -> None:
    """Every foreign key to a person goes with them, or forgets them."""
    async with platform.database.read_system() as read:
        kept = await read.session.execute(text(KEPT_REFERENCES))
        assert kept.scalars().all() == []


def test_hidden_columns_are_there_to_hide() -> None:
    for place in HIDDEN:
        table, column = place.split(".")
        assert column in metadata.tables[table].columns, place


def test_what_is_restored_refers_to_what_comes_before_it() -> None:
    for number, name in enumerate(RESTORED):
        assert set(referred_tables(name).values()) - {"users"} <= set(RESTORED[: number + 1]), name
        for column in exported_columns(name):
            assert callable(decoder_of(column)), column

"""The catalogue test of tenancy finds nothing in our database, and finds each mistake that could be made in it."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from core.db.roles import APP_ROLE, READER_ROLE, SYSTEM_ROLE
from core.settings import Settings
from tests.conftest import Services
from tests.support.tenancy import find_tenancy_faults

pytestmark = pytest.mark.security
OPEN = f"CREATE TABLE probes (id uuid, user_id uuid); GRANT SELECT ON probes TO {APP_ROLE};"
CLOSED = f"{OPEN} ALTER TABLE probes ENABLE ROW LEVEL SECURITY; ALTER TABLE probes FORCE ROW LEVEL SECURITY;"
OWN_ROWS = f"CREATE POLICY own_rows ON probes TO {APP_ROLE} USING (user_id = app_user_id());"
MISTAKES = {
    "no row-level security": (OPEN, "table probes has people's rows and no forced row-level security"),
    "not forced for the owner": (
        f"{CLOSED} {OWN_ROWS} ALTER TABLE probes NO FORCE ROW LEVEL SECURITY",
        "table probes has people's rows and no forced row-level security",
    ),
    "switched off where it was on": (
        "ALTER TABLE transactions DISABLE ROW LEVEL SECURITY",
        "table transactions has people's rows and no forced row-level security",
    ),
    "a policy that lets everything through": (
        f"{CLOSED} {OWN_ROWS} CREATE POLICY late ON probes TO {APP_ROLE} USING (true)",
        "policy late of probes lets through true",
    ),
    "a policy for everybody": (
        f"{CLOSED} CREATE POLICY late ON probes USING (user_id IS NOT NULL)",
        "policy late of probes lets through (user_id IS NOT NULL)",
    ),
    "writing where nobody checks": (
        f"{CLOSED} CREATE POLICY late ON probes FOR INSERT TO {APP_ROLE} WITH CHECK (true)",
        "policy late of probes lets through true",
    ),
    "writing what is everybody's": (
        f"{CLOSED} CREATE POLICY late ON probes TO {APP_ROLE} USING (user_id IS NULL)",
        "policy late of probes lets through (user_id IS NULL)",
    ),
    "a view of the owner's": (
        f"CREATE VIEW all_movements AS TABLE transactions; GRANT SELECT ON all_movements TO {APP_ROLE}",
        "view all_movements reads as its owner",
    ),
    "a materialised view": (
        f"CREATE MATERIALIZED VIEW sums AS TABLE book_settings; GRANT SELECT ON sums TO {APP_ROLE}",
        "sums can't be under row-level security",
    ),
    "a function of the owner's": (
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM transactions'",
        f"function peek runs as its owner for {APP_ROLE}",
    ),
    "the known function without its condition": (
        """CREATE OR REPLACE FUNCTION chunks_with_words(asked tsquery, among uuid[], most integer)
           RETURNS TABLE (id uuid, document_id uuid, ordinal bigint, tsv tsvector) LANGUAGE sql STABLE SECURITY DEFINER
           AS 'SELECT id, document_id, ordinal, tsv FROM document_chunks'""",
        f"function chunks_with_words runs as its owner for {APP_ROLE}",
    ),
    "a role above policies": (
        f"ALTER ROLE {APP_ROLE} BYPASSRLS",
        f"role {APP_ROLE} is above policies or can make roles",
    ),
    "a role that owns": (
        f"GRANT CREATE ON SCHEMA public TO {APP_ROLE}; ALTER TABLE accounts OWNER TO {APP_ROLE}",
        f"role {APP_ROLE} owns tables or functions",
    ),
    "a role within a role": (f"GRANT pg_read_all_data TO {APP_ROLE}", f"role {APP_ROLE} is a member of another role"),
    "having what grantees have at once": (
        f"ALTER ROLE {APP_ROLE} INHERIT",
        f"role {APP_ROLE} has what its grantees' roles have without taking them on",
    ),
    "handing on what grantees have": (
        f"GRANT {READER_ROLE} TO {APP_ROLE} WITH ADMIN OPTION",
        f"role {APP_ROLE} has what its grantees' roles have without taking them on",
    ),
    "a grantee's role within another": (
        f"GRANT {SYSTEM_ROLE} TO {READER_ROLE}",
        f"role {READER_ROLE} is a member of another role",
    ),
    "a received row of another kind": (
        f"CREATE POLICY late ON accounts FOR SELECT TO {APP_ROLE} USING (id = app_user_id())",
        "policy late of accounts lets through (id = app_user_id())",
    ),
    "a role that creates": (
        f"GRANT CREATE ON SCHEMA public TO {APP_ROLE}",
        f"role {APP_ROLE} can create objects in the schema",
    ),
    "a role that is given what comes": (
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {APP_ROLE}",
        f"role {APP_ROLE} is granted what is made later",
    ),
    "people's rows without an owner": (
        f"CREATE TABLE probes (id uuid, mail text); GRANT SELECT ON probes TO {APP_ROLE}",
        f"table probes has no user_id and is within reach of {APP_ROLE}",
    ),
    "one column is enough": (
        f"CREATE TABLE probes (id uuid, mail text); GRANT SELECT (mail) ON probes TO {APP_ROLE}",
        f"table probes has no user_id and is within reach of {APP_ROLE}",
    ),
    "another schema": (
        f"CREATE SCHEMA other; CREATE TABLE other.probes (user_id uuid); GRANT SELECT ON other.probes TO {APP_ROLE}",
        "table probes has people's rows and no forced row-level security",
    ),
    "emptying, which asks no policy": (
        f"GRANT TRUNCATE ON accounts TO {APP_ROLE}",
        f"table accounts can be truncated, referred to or given triggers by {APP_ROLE}",
    ),
    "a key across people": (
        "CREATE UNIQUE INDEX uq_accounts_number ON accounts (number, name, id)",
        "unique index uq_accounts_number goes across people",
    ),
}


@pytest.fixture
async def owner(settings: Settings, services: Services) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The schema's owner, in a transaction that is rolled back: PostgreSQL's DDL can be."""
    assert settings.database_url  # whose fixture brings the database up to date
    connection = await asyncpg.connect(services.owner_url)
    transaction = connection.transaction()
    await transaction.start()
    # Another test's statement may hold a table: wait for it, but not for ever.
    await connection.execute("SET LOCAL lock_timeout = '20s'")
    yield connection
    await transaction.rollback()
    await connection.close()


async def test_our_database_has_no_fault(owner: "asyncpg.Connection[Any]") -> None:
    assert await find_tenancy_faults(owner) == []


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_each_mistake_is_found(owner: "asyncpg.Connection[Any]", mistake: str) -> None:
    ddl, fault = MISTAKES[mistake]
    await owner.execute(ddl)
    assert fault in await find_tenancy_faults(owner)

"""Bringing a database up to date: the application's roles, extensions, then migrations. Run as the schema's owner."""

from collections.abc import Sequence
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData

from core.db.roles import ACCOUNTANT_ROLE, APP_ROLE, PARTNER_ROLE, READER_ROLE, SYSTEM_ROLE

MIGRATIONS = Path(__file__).parent / "migrations"
EXTENSIONS_NEEDED = ("vector",)
EXTENSIONS_WELCOME = ("pg_trgm", "unaccent")


async def provision_roles(owner_url: str, app_password: str, system_password: str) -> None:
    """Make the two login roles, or set their passwords; let them connect; add extensions.

    Roles belong to the cluster, so two databases of one cluster share them: an advisory lock keeps two set-ups apart.
    """
    connection = await asyncpg.connect(_plain(owner_url), timeout=10)
    try:
        await connection.execute("SELECT pg_advisory_lock(72610421)")
        for role, password in ((APP_ROLE, app_password), (SYSTEM_ROLE, system_password)):
            exists = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
            verb = "ALTER" if exists else "CREATE"
            literal = await connection.fetchval("SELECT quote_literal($1)", password)
            await connection.execute(f"{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {literal}")
        await _provision_grantees(connection)
        database = await connection.fetchval("SELECT quote_ident(current_database())")
        await connection.execute(f"GRANT CONNECT ON DATABASE {database} TO {APP_ROLE}, {SYSTEM_ROLE}")
        await connection.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}, {SYSTEM_ROLE}")
        await _add_extensions(connection, EXTENSIONS_NEEDED, needed=True)
        await _add_extensions(connection, EXTENSIONS_WELCOME, needed=False)
    finally:
        await connection.close()


async def _provision_grantees(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """The roles that the application takes on under a grant, or for a partner. It may become them, never both at once.

    A policy for a role holds for those who inherit from it. So the application must not, or every owner's read would be
    widened and slowed by the grantees' policies.
    """
    for role in (READER_ROLE, ACCOUNTANT_ROLE, PARTNER_ROLE):
        exists = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role)
        verb = "ALTER" if exists else "CREATE"
        await connection.execute(f"{verb} ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT")
        await connection.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
    await connection.execute(f"ALTER ROLE {APP_ROLE} NOINHERIT")
    said_apart = await connection.fetchval("SELECT current_setting('server_version_num')::int >= 160000")
    become_only = " WITH INHERIT FALSE, SET TRUE" if said_apart else ""  # before 16 the role's own NOINHERIT says it
    await connection.execute(f"GRANT {READER_ROLE} TO {ACCOUNTANT_ROLE}")
    await connection.execute(f"GRANT {READER_ROLE}, {ACCOUNTANT_ROLE}, {PARTNER_ROLE} TO {APP_ROLE}{become_only}")


async def _add_extensions(
    connection: "asyncpg.Connection[asyncpg.Record]", names: Sequence[str], *, needed: bool
) -> None:
    for name in names:
        offered = await connection.fetchval("SELECT 1 FROM pg_available_extensions WHERE name = $1", name)
        if offered or needed:
            await connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")


def alembic_config(owner_url: str, metadata: MetaData) -> Config:
    """Alembic's configuration for this database. `metadata` comes from above: this package knows no domain."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["metadata"] = metadata
    config.attributes["url"] = _plain(owner_url).replace("postgresql://", "postgresql+asyncpg://", 1)
    return config


def migrate(owner_url: str, metadata: MetaData, revision: str = "head") -> None:
    """Run the migrations. Not to be called from a running event loop."""
    command.upgrade(alembic_config(owner_url, metadata), revision)


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://", 1).replace("postgres://", "postgresql://", 1)

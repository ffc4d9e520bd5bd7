"""A PostgreSQL of its own for a tool: started, given its roles and extensions, and gone afterwards."""

import asyncio
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.up.postgres_server import PostgresServer
from core.db.provision import provision_roles

ROOT = Path(__file__).parents[1]
BINARIES = ROOT / ".solvent" / "postgres"
"""Unpacked once and shared with `make test`."""


@contextmanager
def scratch_database() -> Iterator[str]:
    """The URL of an empty database, as the owner of its schema. No table is in it yet."""
    with (
        tempfile.TemporaryDirectory(prefix="solvent-scratch-", ignore_cleanup_errors=True) as folder,
        PostgresServer(Path(folder), durable=False, binaries=BINARIES) as server,
    ):
        asyncio.run(provision_roles(server.url, secrets.token_urlsafe(16), secrets.token_urlsafe(16)))
        yield server.url

"""Single statements read as a person, at the least cost: for reads that are compiled beforehand."""

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.timeouts import CONNECT_TIMEOUT_SECONDS

STATEMENTS_KEPT: Final = 500
"""Prepared statements a connection."""
WAIT_SECONDS: Final = 2.0
"""For a free connection. Who waited in vain reads in the ordinary way, which tells of outages in its own words."""
LONGEST_SECONDS: Final = 2.0
"""For a statement: no read of a page takes that long, so the server hangs, or the ordinary way is the right one."""
DOUBTFUL_SECONDS: Final = 2.0
"""After a failure the ordinary way alone finds out whether the server is back."""
_Asker = tuple[UUID, UUID | None]
"""A person, and the app that asks for them."""
_AS: Final = "SELECT set_config('app.user_id', $1, false), set_config('app.client_id', $2, false)"


class PersonReads:
    """Connections of the application's role that can only read, each under the row-level security of one person.

    A connection keeps the person and the app it last read as, and is told of others before anything is read for them.
    One that failed or was interrupted in any way is closed, so none is ever in doubt.
    """

    def __init__(self, engine: AsyncEngine, size: int = 10) -> None:
        self._engine = engine
        self._idle: list[tuple[asyncpg.Connection[Any], _Asker | None]] = []
        self._free = asyncio.Semaphore(size)
        self._doubtful_until = 0.0

    async def fetch(
        self, person: UUID, statements: Sequence[tuple[str, Sequence[Any]]], *, client_id: UUID | None = None
    ) -> list[list[Any]]:
        """The records of each statement, in autocommit. Raises asyncpg's errors, OSError and TimeoutError.

        `client_id` is the app that asks for the person.
        """
        self._refuse_while_doubtful()
        async with asyncio.timeout(WAIT_SECONDS):
            await self._free.acquire()
        try:
            self._refuse_while_doubtful()
            return await self._fetch((person, client_id), statements)
        finally:
            self._free.release()

    async def _fetch(self, asker: _Asker, statements: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Any]]:
        connection: asyncpg.Connection[Any] | None = None
        try:
            connection, known = self._idle.pop() if self._idle else (await self._connect(), None)
            if known != asker:
                person, client_id = asker
                app = str(client_id) if client_id is not None else ""
                await connection.execute(_AS, str(person), app, timeout=LONGEST_SECONDS)
            found = [await connection.fetch(text, *values, timeout=LONGEST_SECONDS) for text, values in statements]
        except BaseException as error:
            if connection is not None:
                connection.terminate()
            if isinstance(error, OSError | asyncpg.InterfaceError | asyncpg.PostgresConnectionError):
                self._doubtful_until = time.monotonic() + DOUBTFUL_SECONDS
            raise
        self._idle.append((connection, asker))
        return found

    def _refuse_while_doubtful(self) -> None:
        if time.monotonic() < self._doubtful_until:
            raise TimeoutError("the server did not answer a moment ago")

    async def close(self) -> None:
        """Close what is idle."""
        while self._idle:
            connection, _ = self._idle.pop()
            connection.terminate()

    async def _connect(self) -> "asyncpg.Connection[Any]":
        url = self._engine.url.set(drivername="postgresql")
        connection = await asyncpg.connect(
            url.render_as_string(hide_password=False),
            timeout=CONNECT_TIMEOUT_SECONDS,
            statement_cache_size=STATEMENTS_KEPT,
            server_settings={
                "application_name": "solvent-reads",
                "jit": "off",
                "default_transaction_read_only": "on",
            },
        )
        for name in ("json", "jsonb"):
            await connection.set_type_codec(name, encoder=json.dumps, decoder=_json, schema="pg_catalog")
        return connection


def _json(text: str) -> Any:
    """A value of json or jsonb. Inside a record jsonb comes with the version byte of its binary form."""
    return json.loads(text.removeprefix("\x01"))

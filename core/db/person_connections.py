"""Single statements run as a person, at the least cost: for what is compiled beforehand."""

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
"""For a free connection. Who waited in vain goes the ordinary way, which tells of outages in its own words."""
LONGEST_SECONDS: Final = 2.0
"""For all statements: they never take that long, so the server hangs, or the ordinary way is the right one."""
WATCH_SECONDS: Final = 0.25
LONGEST_ON_SERVER: Final = "1500ms"
"""The server gives a statement up first: it works on nothing that nobody waits for any more."""
DOUBTFUL_SECONDS: Final = 2.0
"""After a failure the ordinary way alone finds out whether the server is back."""
_BOTH: Final = {"jit": "off", "statement_timeout": LONGEST_ON_SERVER}
_READING: Final = {"application_name": "solvent-reads", "default_transaction_read_only": "on", **_BOTH}
_WRITING: Final = {"application_name": "solvent-writes", **_BOTH}
_Asker = tuple[UUID, UUID | None]
"""A person, and the app that asks for them."""
_AS: Final = "SELECT set_config('app.user_id', $1, false), set_config('app.client_id', $2, false)"


class PersonConnections:
    """Connections of the application's role, each under the row-level security of one person, in autocommit.

    They can only read, unless they are made for writing. A connection keeps the person and the app it was last used
    for, and is told of others before anything is run for them. One that failed or was interrupted in any way is closed,
    so none is ever in doubt.
    """

    def __init__(self, engine: AsyncEngine, size: int = 10, *, may_write: bool = False) -> None:
        self._engine = engine
        self._settings = _WRITING if may_write else _READING
        self._idle: list[tuple[asyncpg.Connection[Any], _Asker | None]] = []
        self._busy: dict[asyncpg.Connection[Any], float] = {}
        self._watching: asyncio.Task[None] | None = None
        self._free = asyncio.Semaphore(size)
        self._doubtful_until = 0.0

    async def fetch(
        self, person: UUID, statements: Sequence[tuple[str, Sequence[Any]]], *, client_id: UUID | None = None
    ) -> list[list[Any]]:
        """The records of each statement. Raises asyncpg's errors, OSError and TimeoutError.

        `client_id` is the app that asks for the person.
        """
        self._refuse_while_doubtful()
        if self._free.locked():
            async with asyncio.timeout(WAIT_SECONDS):
                await self._free.acquire()
        else:
            await self._free.acquire()  # at once: a timeout would cost more than all the waiting there is
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
            self._busy[connection] = time.monotonic()
            if self._watching is None or self._watching.done():
                self._watching = asyncio.create_task(self._watch())
            found = [await connection.fetch(text, *values) for text, values in statements]
        except BaseException as error:
            if connection is not None:
                connection.terminate()
            if isinstance(error, OSError | asyncpg.InterfaceError | asyncpg.PostgresConnectionError):
                self._doubtful_until = time.monotonic() + DOUBTFUL_SECONDS
            raise
        finally:
            if connection is not None:
                self._busy.pop(connection, None)
        self._idle.append((connection, asker))
        return found

    async def _watch(self) -> None:
        """Hang up on who is silent for too long: a timer of its own cost each read a fiftieth."""
        while self._busy:
            await asyncio.sleep(WATCH_SECONDS)
            begun_before = time.monotonic() - LONGEST_SECONDS
            for connection in [one for one, since in self._busy.items() if since < begun_before]:
                connection.terminate()

    def _refuse_while_doubtful(self) -> None:
        if time.monotonic() < self._doubtful_until:
            raise TimeoutError("the server did not answer a moment ago")

    async def close(self) -> None:
        """Close what is idle."""
        if self._watching is not None:
            self._watching.cancel()
        while self._idle:
            connection, _ = self._idle.pop()
            connection.terminate()

    async def _connect(self) -> "asyncpg.Connection[Any]":
        url = self._engine.url.set(drivername="postgresql")
        connection = await asyncpg.connect(
            url.render_as_string(hide_password=False),
            timeout=CONNECT_TIMEOUT_SECONDS,
            statement_cache_size=STATEMENTS_KEPT,
            server_settings=self._settings,
        )
        for name in ("json", "jsonb"):
            await connection.set_type_codec(name, encoder=json.dumps, decoder=_json, schema="pg_catalog")
        return connection


def _json(text: str) -> Any:
    """A value of json or jsonb. Inside a record jsonb comes with the version byte of its binary form."""
    return json.loads(text.removeprefix("\x01"))

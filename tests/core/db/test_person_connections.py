"""Connections for what is compiled: one person at a time, and none that hangs."""

import time
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest

from core.adapters.wiring import Platform
from core.db import person_connections
from core.db.person_connections import PersonConnections

WHO = "SELECT current_setting('app.user_id'), current_setting('app.client_id')"


@pytest.fixture
async def connections(platform: Platform) -> AsyncIterator[PersonConnections]:
    made = PersonConnections(platform.database.app, size=1)
    yield made
    await made.close()


async def _who(connections: PersonConnections, person: UUID, client_id: UUID | None = None) -> tuple[str, ...]:
    [[found]] = await connections.fetch(person, [(WHO, ())], client_id=client_id)
    return tuple(found)


async def test_one_connection_serves_each_as_themselves(connections: PersonConnections) -> None:
    people, app = [uuid4(), uuid4()], uuid4()
    for person in people * 2:
        assert await _who(connections, person) == (str(person), "")
        assert await _who(connections, person, app) == (str(person), str(app))


async def test_what_only_reads_can_not_write(connections: PersonConnections, platform: Platform) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await connections.fetch(uuid4(), [("UPDATE users SET locale = 'ru'", ())])
    changed = await platform.database.person_writes.fetch(
        uuid4(), [("UPDATE users SET locale = 'ru' RETURNING id", ())]
    )
    assert changed == [[]]  # it may, and nobody's row is this stranger's


async def test_the_server_gives_a_long_statement_up_first(connections: PersonConnections) -> None:
    person = uuid4()
    with pytest.raises(asyncpg.QueryCanceledError):
        await connections.fetch(person, [("SELECT pg_sleep(20)", ())])
    assert await _who(connections, person) == (str(person), "")


async def test_who_is_silent_for_too_long_is_hung_up_on(
    connections: PersonConnections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_connections, "LONGEST_SECONDS", 0.5)
    person, began = uuid4(), time.monotonic()
    with pytest.raises(asyncpg.PostgresConnectionError):
        await connections.fetch(person, [("SELECT pg_sleep(20)", ())])
    assert time.monotonic() - began < 10
    with pytest.raises(TimeoutError):  # the ordinary way finds out whether the server is back
        await connections.fetch(person, [(WHO, ())])
    monkeypatch.setattr(connections, "_doubtful_until", 0.0)
    assert await _who(connections, person) == (str(person), "")

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.adapters.wiring import Platform
from core.db import database
from core.db.database import make_engine
from core.db.errors import DatabaseUnavailableError
from core.db.uow import UnitOfWork
from tests.outages.servers import Servers, accounts_locked, frozen, health, somebody_waits_for_a_lock, timed
from tests.support.in_time import HELD_UP_AT_TIMES, in_time
from tests.support.people import Person, make_person

pytestmark = HELD_UP_AT_TIMES
ACCOUNTS = "{ accounts { edges { node { name } } } }"
ACTIVITY = "{ activity { edges { node { action } } } }"
ADD = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { name } errors { code } } }"
SEARCH = '{ searchDocuments(query: "rent") { page } }'
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { errors { code } } }"
AT_ONCE, BOUND = 2.0, 15.0  # far above what the timeouts sum to: another test process runs beside
"""Seconds: what a refused connection may cost, and what a silent one may."""
DOWN = {"database": "DatabaseUnavailableError", "search": "SearchUnavailableError"}
MESSAGES = {
    "The database does not answer. Try again in a moment.",
    "The database connection was lost. Try again in a moment.",
}
Ending = Callable[[Servers], None]


def new_account() -> dict[str, Any]:
    return {"name": "Till", "currency": "RUB", "idempotencyKey": uuid4().hex}


async def names(person: Person) -> list[str]:
    return [edge["node"]["name"] for edge in (await person.ask(ACCOUNTS))["accounts"]["edges"]]


async def history(person: Person) -> list[str]:
    return [edge["node"]["action"] for edge in (await person.ask(ACTIVITY))["activity"]["edges"]]


def assert_outage(body: dict[str, Any]) -> None:
    """One error, typed, with nothing of the machine in it. Without `data` where the session could not be looked up."""
    (error,) = body["errors"]
    assert body.get("data") is None
    assert error["extensions"] == {"code": "DATABASE_UNAVAILABLE"}
    assert error["message"] in MESSAGES


async def test_a_stopped_database_is_told_and_its_return_is_noticed(
    client: httpx.AsyncClient, person: Person, servers: Servers
) -> None:
    await asyncio.gather(*(names(person) for _ in range(8)))  # the pool is full of connections that are about to die
    servers.postgres.stop()
    for asked in (person.send(ACCOUNTS), person.send(ADD, i=new_account())):
        body, seconds = await timed(asked)
        assert_outage(body)
        in_time(seconds, AT_ONCE)
    stranger = Person(client, None)
    assert_outage(await stranger.send(SIGN_IN, i={"email": "a@example.com", "password": "a wrong password"}))
    assert await person.error_code(SEARCH) == "DATABASE_UNAVAILABLE"  # what the question filters by is read first
    assert await health(client) == (503, DOWN)
    servers.postgres.start()
    assert await asyncio.gather(*(names(person) for _ in range(8))) == [[]] * 8
    assert await health(client) == (200, {})


def stop(servers: Servers) -> None:
    servers.postgres.stop()


def crash(servers: Servers) -> None:
    servers.postgres.stop(immediate=True)


def kill(servers: Servers) -> None:
    servers.postgres.kill()


@pytest.mark.parametrize("end", [stop, crash, kill])
async def test_a_database_that_ends_in_the_middle_of_a_mutation_keeps_nothing_of_it(
    end: Ending, person: Person, servers: Servers
) -> None:
    given = new_account()
    async with accounts_locked(servers):
        asked = asyncio.create_task(person.send(ADD, i=given))
        await somebody_waits_for_a_lock(servers)
        end(servers)
        body, seconds = await timed(asked)
    servers.postgres.start()
    assert_outage(body)
    in_time(seconds, AT_ONCE)
    assert (await names(person), await history(person)) == ([], [])
    for _ in range(2):
        assert (await person.ask(ADD, i=given))["createAccount"] == {"account": {"name": "Till"}, "errors": []}
    assert await names(person) == ["Till"]


async def test_a_database_that_is_killed_just_before_the_commit_keeps_nothing(
    person: Person, platform: Platform, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history = platform.database.before_commit

    async def kill_after(uow: UnitOfWork) -> None:
        await write_history(uow)
        servers.postgres.kill()

    monkeypatch.setattr(platform.database, "before_commit", kill_after)
    assert_outage(await person.send(ADD, i=new_account()))
    monkeypatch.undo()
    servers.postgres.start()
    assert (await names(person), await history(person)) == ([], [])


async def test_one_lost_connection_is_one_failed_request(person: Person, servers: Servers) -> None:
    await names(person)
    async with accounts_locked(servers) as owner:
        asked = asyncio.create_task(person.send(ADD, i=new_account()))
        await somebody_waits_for_a_lock(servers)
        # Those that wait in the pool end as well: they are replaced without a word.
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'solvent-%'"
        await owner.execute(ended)
        assert_outage(await asked)
        await owner.execute("COMMIT")
    assert await names(person) == []


async def test_a_database_that_is_shutting_down_or_full_says_so_in_its_own_words_and_we_in_ours(
    person: Person, platform: Platform, servers: Servers
) -> None:
    owner = await servers.owner()
    process = servers.postgres._process
    assert process is not None
    try:
        await owner.execute("ALTER ROLE solvent_app CONNECTION LIMIT 0")
        await platform.database.close()
        full = await person.send(ACCOUNTS)
        await owner.execute("ALTER ROLE solvent_app CONNECTION LIMIT -1")
        assert await names(person) == []
        await platform.database.close()
        process.terminate()  # waits for the owner's session, and lets nobody else in
        await asyncio.sleep(0.2)
        shutting_down = await person.send(ACCOUNTS)
    finally:
        await owner.close()
    await asyncio.to_thread(process.wait, 10)
    servers.postgres.start()
    assert await names(person) == []
    assert_outage(full)
    assert_outage(shutting_down)


async def test_a_database_that_is_frozen_is_waited_for_within_bounds(
    client: httpx.AsyncClient, person: Person, servers: Servers
) -> None:
    await asyncio.gather(*(names(person) for _ in range(4)))
    with frozen(servers.postgres):
        lists, (search, searched), (state, asked) = await asyncio.gather(
            asyncio.gather(*(timed(person.send(ACCOUNTS)) for _ in range(20))),
            timed(person.send(SEARCH)),
            timed(health(client)),
        )
    for body, _ in lists:
        assert_outage(body)
    assert_outage(search)
    assert state == (503, DOWN)
    in_time(max(searched, asked, *(seconds for _, seconds in lists)), BOUND)
    assert await names(person) == []
    assert await health(client) == (200, {})


async def test_a_database_that_freezes_within_a_statement_is_given_up(
    platform: Platform, person: Person, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT_SECONDS", 1)
    url = platform.database.app.url.render_as_string(hide_password=False)
    engine = make_engine(url, 1, "solvent-impatient")
    monkeypatch.setattr(platform.database, "app", engine)

    async def freeze_within() -> None:
        async with platform.database.unit_of_work(person.user_id or uuid4()) as uow:
            with frozen(servers.postgres):
                await uow.session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailableError):
        await asyncio.wait_for(freeze_within(), BOUND)
    await engine.dispose()


async def test_what_we_did_wrong_is_not_called_an_outage(platform: Platform) -> None:
    """asyncpg refuses a value of the wrong type with the same class of error as a closed connection."""
    with pytest.raises(DBAPIError) as refused:
        async with platform.database.read(None) as read:
            await read.session.execute(text("SELECT CAST(:number AS int)"), {"number": "no number"})
    assert not refused.value.connection_invalidated


async def test_another_person_is_not_let_in_by_an_outage(
    platform: Platform, client: httpx.AsyncClient, person: Person, servers: Servers
) -> None:
    """A connection that comes back carries nobody's name."""
    await person.ask(ADD, i=new_account())
    servers.postgres.kill()
    assert_outage(await person.send(ACCOUNTS))
    servers.postgres.start()
    other = await make_person(platform, client)
    assert (await names(other), await names(person)) == ([], ["Till"])

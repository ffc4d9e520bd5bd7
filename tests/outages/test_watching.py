"""Who watches a job over a socket is told the truth, late at worst, and outages in our words."""

import pytest

from core.adapters.queue.redis_events import RedisEvents
from core.adapters.wiring import Platform
from tests.outages.servers import Servers, frozen
from tests.outages.statements import attempt, first_job, send_statement, shown_job
from tests.support.jobs import Handlers
from tests.support.people import Person
from tests.support.serving import Address, next_message, next_state, reaches, subscribe

OUTAGE = {"code": "DATABASE_UNAVAILABLE"}


async def test_a_watcher_is_told_of_the_end_though_redis_stops(
    address: Address, person: Person, platform: Platform, servers: Servers, handlers: Handlers
) -> None:
    await send_statement(person)
    async with address.watch(person, await shown_job(person)) as channel:
        assert await next_state(channel, 5) == "QUEUED"
        servers.redis.stop()
        await attempt(platform, handlers, await first_job(platform, person))
        assert await reaches(channel, "DONE", 10)


async def test_a_watcher_who_comes_while_redis_is_away_is_told_as_well(
    address: Address, person: Person, platform: Platform, servers: Servers, handlers: Handlers
) -> None:
    servers.redis.stop()
    await send_statement(person)
    async with address.watch(person, await shown_job(person)) as channel:
        assert await next_state(channel, 5) == "QUEUED"
        await attempt(platform, handlers, await first_job(platform, person))
        assert await reaches(channel, "DONE", 10)


async def test_a_watcher_who_comes_while_redis_is_frozen_is_told_as_well(
    address: Address, person: Person, servers: Servers
) -> None:
    await send_statement(person)
    key = await shown_job(person)
    with frozen(servers.redis):
        async with address.watch(person, key) as channel:
            assert await next_state(channel, 6) == "QUEUED"


async def test_a_watcher_is_told_that_the_database_went(address: Address, person: Person, servers: Servers) -> None:
    await send_statement(person)
    async with address.watch(person, await shown_job(person)) as channel:
        assert await next_state(channel, 5) == "QUEUED"
        servers.postgres.stop()
        message = await next_message(channel)
        assert message["payload"]["data"] is None
        assert [error["extensions"] for error in message["payload"]["errors"]] == [OUTAGE]
        assert (await next_message(channel))["type"] == "complete"
        await subscribe(channel, "{ accounts { edges { node { name } } } }")
        assert [error["extensions"] for error in (await next_message(channel))["payload"]["errors"]] == [OUTAGE]
        assert (await next_message(channel))["type"] == "complete"
        servers.postgres.start()
        await subscribe(channel, "{ accounts { edges { node { name } } } }")
        assert (await next_message(channel))["payload"] == {"data": {"accounts": {"edges": []}}}


async def test_the_unexpected_is_masked_on_a_socket_too(
    address: Address, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("secret_table")

    await send_statement(person)
    key = await shown_job(person)
    monkeypatch.setattr(RedisEvents, "listen", fail)
    async with address.watch(person, key) as channel:
        message = await next_message(channel)
        (error,) = message["payload"]["errors"]
        assert error["message"] == "Something went wrong on our side."
        assert sorted(error["extensions"]) == ["code", "reference"]
        assert error["extensions"]["code"] == "INTERNAL"
        assert "secret_table" not in str(message)


async def test_a_document_that_does_not_fit_is_refused_with_a_code(address: Address, person: Person) -> None:
    async with address.socket(person) as channel:
        await subscribe(channel, "{ accounts { nothing } }")
        message = await next_message(channel)
        assert message["type"] == "error"
        assert [error["extensions"]["code"] for error in message["payload"]] == ["GRAPHQL_VALIDATION_FAILED"]

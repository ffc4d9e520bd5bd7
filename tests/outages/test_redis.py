"""Redis carries news and counts hits; what must not be lost is in PostgreSQL."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from redis import Redis

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from core.jobs.relay import relay_once
from tests.outages.servers import Servers, frozen, health, timed, until
from tests.outages.statements import DONE, attempt, first_job, send_statement, shown
from tests.support.in_time import HELD_UP_AT_TIMES, in_time
from tests.support.jobs import Handlers
from tests.support.people import Person

pytestmark = HELD_UP_AT_TIMES
VIEWER = "{ viewer { email } }"
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { errors { code } } }"
QUEUE_DOWN = (503, {"queue": "QueueUnavailableError"})
FREE, AT_ONCE, BOUND = 0.3, 2.0, 4.0
"""Seconds: a request that pays nothing for the outage, one that meets a refusal, one that meets silence."""


def queued(servers: Servers) -> str:
    """All that lies in the queue, as text."""
    with Redis.from_url(servers.redis.url) as redis:
        return "".join(raw.decode() for raw in redis.lrange("quick", 0, -1))


async def relayed_and_done(person: Person, platform: Platform, handlers: Handlers, servers: Servers, key: str) -> None:
    """The relay finds the job and carries it, and then it is done, once."""
    job = await first_job(platform, person)
    assert job.state is JobState.QUEUED

    async def carried() -> bool:
        await relay_once(platform.database, platform.queue, platform.settings.jobs)
        return str(job.id) in queued(servers)

    await until(carried)
    assert (await first_job(platform, person)).published_at is not None
    assert await attempt(platform, handlers, job) is JobState.DONE
    assert await attempt(platform, handlers, job) is None
    assert await shown(person, key) == DONE


async def test_what_is_asked_for_while_redis_is_stopped_is_done_after(
    client: httpx.AsyncClient, person: Person, platform: Platform, handlers: Handlers, servers: Servers
) -> None:
    servers.redis.stop()
    key, seconds = await timed(send_statement(person))
    in_time(seconds, AT_ONCE)
    assert await health(client) == QUEUE_DOWN
    assert await relay_once(platform.database, platform.queue, platform.settings.jobs) == 0
    assert (await first_job(platform, person)).published_at is None
    servers.redis.start()
    assert await health(client) == (200, {})
    await relayed_and_done(person, platform, handlers, servers, key)


async def test_a_stopped_redis_costs_requests_nothing(person: Person, servers: Servers) -> None:
    servers.redis.stop()
    await person.ask(VIEWER)
    for _ in range(10):
        _, seconds = await timed(person.ask(VIEWER))
        in_time(seconds, FREE)


async def test_while_redis_is_frozen_one_request_waits_and_the_rest_go_on(
    client: httpx.AsyncClient, person: Person, platform: Platform, handlers: Handlers, servers: Servers
) -> None:
    await person.ask(VIEWER)
    with frozen(servers.redis):
        key, first = await timed(send_statement(person))
        in_time(first, BOUND)
        _, second = await timed(send_statement(person))
        in_time(second, AT_ONCE / 2)
        (status, missing), seconds = await timed(health(client))
        assert (status, missing) == QUEUE_DOWN
        in_time(seconds, BOUND)
        paid = sorted([seconds for _, seconds in [await timed(person.ask(VIEWER)) for _ in range(10)]])
        in_time(paid[-2], FREE)  # one may pay
        state, seconds = await timed(attempt(platform, handlers, await first_job(platform, person)))
        assert state is JobState.DONE
        in_time(seconds, BOUND)  # each job tells of its progress several times
    assert await health(client) == (200, {})
    assert await shown(person, key) == DONE


async def test_a_redis_that_is_full_refuses_and_nothing_is_lost(
    person: Person, platform: Platform, handlers: Handlers, servers: Servers
) -> None:
    with Redis.from_url(servers.redis.url) as redis:
        redis.config_set("maxmemory", "100kb")
        key, seconds = await timed(send_statement(person))
        in_time(seconds, AT_ONCE)
        assert (await first_job(platform, person)).state is JobState.QUEUED
        redis.config_set("maxmemory", "0")
    await relayed_and_done(person, platform, handlers, servers, key)


async def test_a_redis_that_forgot_everything_loses_no_job(
    person: Person, platform: Platform, handlers: Handlers, servers: Servers
) -> None:
    key = await send_statement(person)
    job = await first_job(platform, person)
    assert str(job.id) in queued(servers)
    servers.redis.kill()
    servers.redis.start()
    assert queued(servers) == ""
    settings = platform.settings.jobs.model_copy(update={"republish_after_seconds": 0})
    await until(lambda: relays(platform, settings))
    await relayed_and_done(person, platform, handlers, servers, key)


async def relays(platform: Platform, settings: Any) -> bool:
    return await relay_once(platform.database, platform.queue, settings) > 0


@pytest.mark.parametrize("how", ["stopped", "frozen"])
async def test_sign_in_stays_limited(
    how: str, client: httpx.AsyncClient, platform: Platform, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = platform.settings.limits.model_copy(update={"sign_in_per_minute": 2})
    monkeypatch.setattr(platform, "settings", platform.settings.model_copy(update={"limits": limits}))
    stranger = Person(client, None)
    given = {"email": f"{uuid4().hex}@example.com", "password": "a wrong password"}
    if how == "stopped":
        servers.redis.stop()
        codes = [await sign_in_code(stranger, given) for _ in range(4)]
    else:
        with frozen(servers.redis):
            codes = [await sign_in_code(stranger, given) for _ in range(4)]
    assert codes == ["BAD_CREDENTIALS", "BAD_CREDENTIALS", "RATE_LIMITED", "RATE_LIMITED"]


async def sign_in_code(stranger: Person, given: dict[str, str]) -> str:
    body, seconds = await timed(stranger.send(SIGN_IN, i=given))
    in_time(seconds, BOUND)
    if "errors" in body:
        code: str = body["errors"][0]["extensions"]["code"]
        return code
    refused: str = body["data"]["signIn"]["errors"][0]["code"]
    return refused


async def test_many_requests_at_once_meet_a_frozen_redis_together(person: Person, servers: Servers) -> None:
    with frozen(servers.redis):
        outcomes = await asyncio.gather(*(timed(person.ask(VIEWER)) for _ in range(30)))
    in_time(max(seconds for _, seconds in outcomes), BOUND)

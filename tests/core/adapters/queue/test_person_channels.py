"""All listeners of a process share one connection; none is told more than once for what it has not looked at yet."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from core.adapters.queue import person_channels
from core.adapters.queue.person_channels import channel_of
from core.adapters.queue.redis_events import RedisEvents
from core.ports.events import PATIENT, Rhythm, TooManyListenersError
from tests.conftest import Services

Looks = Any


@pytest.fixture
async def events(services: Services) -> AsyncIterator[RedisEvents]:
    made = RedisEvents(services.redis_url)
    yield made
    await made.close()


@pytest.fixture
async def redis(services: Services) -> AsyncIterator[Redis]:
    async with Redis.from_url(services.redis_url, decode_responses=True) as made:
        yield made


async def subscribers(redis: Redis) -> list[dict[str, str]]:
    """Connections that have subscribed to anything of ours."""
    return [client for client in await redis.client_list(_type="pubsub") if int(client["sub"]) > 0]


async def look(looks: Looks, within: float = 30) -> bool:
    """Whether the listener is told, long before it would look by itself. One that was not can be asked no more."""
    try:
        await asyncio.wait_for(anext(looks), within)
    except TimeoutError:
        return False
    return True


async def listening(stack: AsyncExitStack, events: RedisEvents, user_id: UUID, topic: str = "t") -> Looks:
    """A listener that has looked for the first time."""
    looks = await stack.enter_async_context(aclosing(events.listen(user_id, topic, PATIENT)))
    assert await look(looks)
    return looks


async def test_a_listener_is_told_of_its_own_topic_alone(events: RedisEvents) -> None:
    person, somebody = uuid4(), uuid4()
    async with AsyncExitStack() as stack:
        looks = await listening(stack, events, person)
        for user_id, topic in ((person, "other"), (somebody, "t")):
            await events.publish(user_id, topic)
        following = asyncio.ensure_future(anext(looks))
        await asyncio.sleep(0.1)
        assert not following.done()
        await events.publish(person, "t")
        await asyncio.wait_for(following, 30)


async def test_a_thousand_events_for_a_busy_listener_are_one_look(events: RedisEvents) -> None:
    person = uuid4()
    async with AsyncExitStack() as stack:
        looks = await listening(stack, events, person)
        for _ in range(1000):
            await events.publish(person, "t")
        await asyncio.sleep(0.2)
        assert await look(looks)
        assert not await look(looks, 0.3)


async def test_many_listeners_are_one_connection_and_leave_nothing_behind(events: RedisEvents, redis: Redis) -> None:
    before = len(await subscribers(redis))
    people = [uuid4() for _ in range(50)]
    async with AsyncExitStack() as stack:
        everybody = await asyncio.gather(*(listening(stack, events, person) for person in people * 4))
        assert len(everybody) == 200
        ours = (await subscribers(redis))[before:]
        assert [client["sub"] for client in ours] == ["50"]
        for person in people:
            await events.publish(person, "t")
        assert all(await asyncio.gather(*(look(looks) for looks in everybody)))
    assert events._channels._listeners == {}
    async with asyncio.timeout(30):
        while events._channels._standing or len(await subscribers(redis)) > before:  # noqa: ASYNC110 Redis tells nobody
            await asyncio.sleep(0.05)


async def test_a_person_can_not_listen_without_bound(events: RedisEvents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_channels, "MOST_OF_A_PERSON", 2)
    person = uuid4()
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await listening(stack, events, person)
        with pytest.raises(TooManyListenersError):
            await listening(stack, events, person)
        await listening(stack, events, uuid4())


async def test_who_is_told_nothing_looks_in_its_rhythm(events: RedisEvents) -> None:
    async with aclosing(events.listen(uuid4(), "t", Rhythm(0.2, 0.2))) as looks:
        assert [await look(looks) for _ in range(3)] == [True] * 3


async def test_after_the_connection_was_lost_everybody_is_told_to_look(events: RedisEvents, redis: Redis) -> None:
    person = uuid4()
    async with AsyncExitStack() as stack:
        looks = await listening(stack, events, person)
        for client in await subscribers(redis):
            await redis.client_kill_filter(_id=client["id"])
        assert await look(looks)
        await events.publish(person, "t")
        assert await look(looks)


async def test_a_listener_who_comes_while_redis_is_away_looks_at_once() -> None:
    events = RedisEvents("redis://127.0.0.1:1/0")
    try:
        async with AsyncExitStack() as stack:
            await listening(stack, events, uuid4())
            await asyncio.wait_for(listening(stack, events, uuid4()), 0.2)
            async with aclosing(events.listen(uuid4(), "t", Rhythm(300, 0.2))) as looks:
                assert [await look(looks) for _ in range(2)] == [True] * 2
    finally:
        await events.close()


async def test_what_is_gathered_goes_once_in_its_order_and_nobody_waits(services: Services, redis: Redis) -> None:
    events, person = RedisEvents(services.redis_url, gather_seconds=0.2), uuid4()
    async with redis.pubsub() as heard:
        await heard.subscribe(channel_of(person))
        assert await heard.get_message(timeout=5) is not None
        began = time.monotonic()
        for topic in ("a", "b", "a", "a"):
            await events.publish(person, topic)
        assert time.monotonic() - began < 0.2
        await events.close()  # which sends what waits
        told = [await heard.get_message(timeout=5) for _ in range(2)]
        assert [one["data"] for one in told if one] == ["a", "b"]
        assert await heard.get_message(timeout=0.2) is None

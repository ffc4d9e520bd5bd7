"""Two hundred subscribers over both protocols on one process. Five thousand are the bench's: `--only subscribers`."""

import asyncio
from contextlib import AsyncExitStack

from redis.asyncio import Redis

from core.adapters.wiring import Platform
from core.ids import new_id
from tests.bench.idle_clients import OverEventStream, OverSocket, all_told, opened
from tests.conftest import Services
from tests.support.people import Person, make_person
from tests.support.serving import Address


async def test_all_are_told_by_one_connection_and_leave_nothing_behind(
    address: Address, person: Person, platform: Platform, services: Services
) -> None:
    people = [await make_person(platform, person.client) for _ in range(20)]
    tokens = [one.token or "" for one in people]
    listeners = platform.events._channels._listeners
    async with AsyncExitStack() as stack, Redis.from_url(services.redis_url, decode_responses=True) as redis:
        sockets = await opened(stack, address.port, OverSocket, tokens * 5)
        streams = await opened(stack, address.port, OverEventStream, tokens * 5)
        everybody = [*sockets, *streams]
        assert len(everybody) == 200
        assert sum(len(own) for own in listeners.values()) == 400  # each for its topic, and for its session's end
        ours = [one for one in await redis.client_list(_type="pubsub") if one["sub"] == "20"]
        assert len(ours) == 1
        for one in people:
            assert one.user_id is not None
            async with platform.database.unit_of_work(one.user_id) as uow:
                uow.touch(new_id())
        await all_told(everybody, 2)
        await asyncio.sleep(0.2)
        assert {one.messages for one in everybody} == {2}
    async with asyncio.timeout(5):
        while listeners:  # noqa: ASYNC110 they are gone when their connections are
            await asyncio.sleep(0.02)

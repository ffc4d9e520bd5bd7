import hashlib
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from core.adapters.queries.redis_queries import PREFIX, RECENT, RedisQueries
from tests.conftest import Services

DAY = 24 * 3600


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
async def redis(services: Services) -> AsyncIterator[Redis]:
    made: Redis = Redis.from_url(services.redis_url, decode_responses=True)
    await made.delete(RECENT)
    yield made
    await made.aclose()


@pytest.fixture
async def store(services: Services) -> AsyncIterator[RedisQueries]:
    made = RedisQueries(services.redis_url, days=3, most=5)
    yield made
    await made.close()


async def test_every_process_finds_what_one_kept(store: RedisQueries, services: Services, redis: Redis) -> None:
    text = "query Остаток { viewer { id } }"
    assert await store.find(hashed(text)) is None
    await store.keep(hashed(text), text)
    other = RedisQueries(services.redis_url, days=3)
    assert await other.find(hashed(text)) == text
    await other.close()
    assert 3 * DAY - 60 < await redis.ttl(PREFIX + hashed(text)) <= 3 * DAY


async def test_asking_renews_the_time(store: RedisQueries, redis: Redis) -> None:
    await store.keep(hashed("{ a }"), "{ a }")
    await redis.expire(PREFIX + hashed("{ a }"), 60)
    await store.find(hashed("{ a }"))
    assert await redis.ttl(PREFIX + hashed("{ a }")) > 3 * DAY - 60


async def test_what_was_not_used_for_longest_makes_room(store: RedisQueries, redis: Redis) -> None:
    texts = [f"{{ a{number} }}" for number in range(8)]
    for text in texts[:5]:
        await store.keep(hashed(text), text)
    await store.find(hashed(texts[0]))
    for text in texts[5:]:
        await store.keep(hashed(text), text)
    assert [await store.find(hashed(text)) is not None for text in texts] == [True, *[False] * 3, *[True] * 4]
    assert await redis.zcard(RECENT) == 5


async def test_a_text_that_is_not_its_hash_is_not_given_out(store: RedisQueries, redis: Redis) -> None:
    await redis.set(PREFIX + hashed("{ a }"), "{ b }", ex=60)
    assert await store.find(hashed("{ a }")) is None


async def test_a_redis_that_is_away_knows_nothing_and_raises_nothing() -> None:
    away = RedisQueries("redis://127.0.0.1:1/0", days=1)
    assert await away.find(hashed("{ a }")) is None
    await away.keep(hashed("{ a }"), "{ a }")
    await away.close()

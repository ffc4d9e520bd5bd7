"""What Redis holds under a person's own words: counters of limits. All of it runs out by itself; this does not wait."""

import re
from typing import Final

from redis.asyncio import Redis

BATCH: Final = 1000
TIMEOUT_SECONDS: Final = 10
_SPECIAL: Final = re.compile(r"([\\*?\[\]^])")


async def forget_in_redis(redis_url: str, words: list[str]) -> int:
    """Remove every key with one of these words in its name, an id or a mail address. Returns how many there were.

    Raises what redis-py raises.
    """
    redis: Redis = Redis.from_url(redis_url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS)
    removed = 0
    try:
        for word in words:
            pattern = "*" + _SPECIAL.sub(r"\\\1", word) + "*"
            async for key in redis.scan_iter(match=pattern, count=BATCH):
                removed += int(await redis.delete(key))
    finally:
        await redis.aclose()
    return removed

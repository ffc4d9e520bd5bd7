"""Documents of persisted queries in Redis, so that what one process was told every process knows."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.adapters.pause import Pause

log = structlog.get_logger()
TIMEOUT_SECONDS: Final = 1
MOST_DOCUMENTS: Final = 2000
"""With the longest text that callers keep, 32 kB, it is 64 MB at the very most."""
PREFIX: Final = "solvent:{queries}:"
"""One slot of a cluster: a document and the list of documents change together."""
RECENT: Final = f"{PREFIX}recent"
"""Sorted set of hashes by the time of their last use."""


class RedisQueries:
    """The most recently used documents; one that nobody asked for within `days` goes."""

    def __init__(self, redis_url: str, *, days: int, most: int = MOST_DOCUMENTS) -> None:
        self._redis: Redis = Redis.from_url(
            redis_url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            decode_responses=True,
        )
        self._seconds = days * 24 * 3600
        self._most = most
        self._pause = Pause(slow_seconds=0)

    async def find(self, sha256: str) -> str | None:
        """The text; asking for it renews its time. While Redis is away nothing is known, and clients send texts."""
        found: str | None = await self._guarded(self._find, sha256)
        return found

    async def keep(self, sha256: str, text: str) -> None:
        """Keep it for `days`; what was not used for longest makes room."""
        await self._guarded(self._keep, sha256, text)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _find(self, sha256: str) -> str | None:
        text = await self._redis.getex(PREFIX + sha256, ex=self._seconds)
        if not isinstance(text, str):
            return None
        if hashlib.sha256(text.encode()).hexdigest() != sha256:  # whoever can write there must not choose what runs
            log.error("persisted_query_is_not_its_hash", sha256=sha256)
            return None
        await self._redis.zadd(RECENT, {sha256: time.time()})
        return text

    async def _keep(self, sha256: str, text: str) -> None:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(PREFIX + sha256, text, ex=self._seconds)
            pipe.zadd(RECENT, {sha256: time.time()})
            pipe.zcard(RECENT)
            *_, count = await pipe.execute()
        if count > self._most:
            oldest: Any = await self._redis.zpopmin(RECENT, count - self._most)
            await self._redis.delete(*(PREFIX + sha256 for sha256, _ in oldest))

    async def _guarded(self, work: Callable[..., Awaitable[Any]], *given: str) -> Any:
        """The outcome of one exchange with Redis, or None while it is away."""
        if not self._pause.may_ask():
            return None
        began = time.monotonic()
        try:
            outcome = await asyncio.wait_for(work(*given), TIMEOUT_SECONDS * 2)
        except (RedisError, OSError, TimeoutError) as error:
            self._pause.failed(began)
            log.warning("persisted_queries_are_away", error=type(error).__name__)
            return None
        self._pause.succeeded()
        return outcome

"""Rate limits over Redis: a moving window, one atomic script a hit (the `limits` library)."""

import asyncio
import time
from typing import Any

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string
from redis.asyncio import ConnectionPool

from core.adapters.pause import Pause
from core.ports.rate_limiter import Allowance

log = structlog.get_logger()
TIMEOUT_SECONDS = 0.5


class RedisRateLimiter:
    """Counts in Redis, shared by every process; in this process's memory while Redis is away."""

    def __init__(self, redis_url: str) -> None:
        # A pool of our own: the library offers no way to close the one it makes.
        self._pool = ConnectionPool.from_url(
            redis_url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
        )
        options: dict[str, Any] = {"implementation": "redispy", "connection_pool": self._pool}
        shared = storage_from_string(f"async+{redis_url}", **options)
        if not isinstance(shared, Storage):
            raise TypeError("the rate limiter needs an async storage")
        self._shared = MovingWindowRateLimiter(shared)
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._pause = Pause(slow_seconds=0)

    async def hit(self, name: str, who: str, limit: int, per_seconds: int, cost: int = 1) -> Allowance:
        """Count `cost` hits, all or none. While Redis is away each process keeps the limit itself."""
        item = RateLimitItemPerSecond(limit, per_seconds, namespace=f"solvent-{name}")
        if self._pause.may_ask():
            began = time.monotonic()
            try:
                allowance = await asyncio.wait_for(_hit(self._shared, item, who, cost), TIMEOUT_SECONDS * 2)
            except Exception as error:  # noqa: BLE001 the library passes on whatever its driver raises
                self._pause.failed(began)
                log.warning("rate_limiter_falls_back", error=type(error).__name__)
            else:
                self._pause.succeeded()
                return allowance
        return await _hit(self._local, item, who, cost)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItemPerSecond, who: str, cost: int) -> Allowance:
    if await limiter.hit(item, who, cost=cost):
        return Allowance(is_allowed=True)
    window = await limiter.get_window_stats(item, who)
    return Allowance(is_allowed=False, reset_seconds=max(1, int(window.reset_time - time.time()) + 1))

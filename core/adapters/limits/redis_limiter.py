"""Rate limits over Redis: a sliding window, one atomic script a hit, a few counters a caller."""

import math
import time
from typing import Final

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import ConnectionPool, Redis

from core.adapters.patience import answered_within
from core.adapters.pause import Pause
from core.ports.rate_limiter import Allowance

log = structlog.get_logger()
TIMEOUT_SECONDS: Final = 1.0
SLICES: Final = 60
"""Of a window. What was counted in a slice is forgotten when all of the slice is older than the window."""
SCRIPT: Final = """
local limit, period, cost, slices = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local width = period / slices
local current = math.floor(now / width)
local counted = redis.call('HGETALL', KEYS[1])
local used, known, old = 0, {}, {}
for at = 1, #counted, 2 do
  local slice, hits = tonumber(counted[at]), tonumber(counted[at + 1])
  if slice < current - slices then
    old[#old + 1] = counted[at]
  else
    used = used + hits
    known[#known + 1] = {slice, hits}
  end
end
if #old > 0 then redis.call('HDEL', KEYS[1], unpack(old)) end
table.sort(known, function(one, other) return one[1] < other[1] end)
local function until_gone(slice) return tostring((slice + slices + 1) * width - now) end
if used + cost > limit then
  local wanted = used + cost - limit
  for _, each in ipairs(known) do
    wanted = wanted - each[2]
    if wanted <= 0 then return {0, math.max(0, limit - used), until_gone(each[1])} end
  end
  return {0, math.max(0, limit - used), tostring(period)}
end
redis.call('HINCRBY', KEYS[1], string.format('%.0f', current), cost)
redis.call('EXPIRE', KEYS[1], math.ceil(period + width) + 1)
return {1, limit - used - cost, until_gone(known[1] and known[1][1] or current)}
"""
"""Counts all or none, and tells what is left and when there will be more, by the server's own clock.

Never more than the limit in any window, and at most a slice later than could be. The library that counts in memory
below keeps the time of each hit in Redis, a list as long as the limit for every caller, and tells what is left only to
who asks again.
"""


class RedisRateLimiter:
    """Counts in Redis, shared by every process; in this process's memory while Redis is away."""

    def __init__(self, redis_url: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._timeout_seconds = timeout_seconds
        self._pool = ConnectionPool.from_url(redis_url)  # a hit is bounded as a whole, connecting included
        self._script = Redis(connection_pool=self._pool).register_script(SCRIPT)
        self._local = MovingWindowRateLimiter(MemoryStorage())
        self._pause = Pause(slow_seconds=0)

    async def hit(self, name: str, who: str, limit: int, per_seconds: int, cost: int = 1) -> Allowance:
        """Count `cost` hits, all or none. While Redis is away each process keeps the limit itself."""
        if self._pause.may_ask():
            began = time.monotonic()
            key = f"solvent:limit:{name}:{limit}:{per_seconds}:{who}"
            try:
                ask = self._script(keys=[key], args=[limit, per_seconds, cost, SLICES])
                allowed, left, seconds = await answered_within(ask, self._timeout_seconds)
            except Exception as error:  # noqa: BLE001 the library passes on whatever its driver raises
                self._pause.failed(began)
                log.warning("rate_limiter_falls_back", error=type(error).__name__)
            else:
                self._pause.succeeded()
                return Allowance(bool(allowed), max(1, math.ceil(float(seconds))), int(left))
        return await self._hit_here(RateLimitItemPerSecond(limit, per_seconds, namespace=f"solvent-{name}"), who, cost)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()

    async def _hit_here(self, item: RateLimitItemPerSecond, who: str, cost: int) -> Allowance:
        is_allowed = await self._local.hit(item, who, cost=cost)
        window = await self._local.get_window_stats(item, who)
        return Allowance(is_allowed, max(1, int(window.reset_time - time.time()) + 1), int(window.remaining))

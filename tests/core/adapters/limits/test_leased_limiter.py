"""Leases: never more than the limit, hardly less, and few round trips."""

import asyncio

import pytest

from core.adapters.limits import leased_limiter
from core.adapters.limits.leased_limiter import LeasedRateLimiter
from core.adapters.limits.redis_limiter import RedisRateLimiter
from core.ids import new_id
from core.ports.rate_limiter import Allowance
from core.settings import Settings

MINUTE = 60


class Counted:
    """The real limiter, its calls counted."""

    def __init__(self, settings: Settings) -> None:
        self.calls: list[int] = []
        self._real = RedisRateLimiter(settings.redis_url.get_secret_value())

    async def hit(self, name: str, who: str, limit: int, per_seconds: int, cost: int = 1) -> Allowance:
        self.calls.append(cost)
        return await self._real.hit(name, who, limit, per_seconds, cost)

    async def close(self) -> None:
        await self._real.close()


async def allowed(limiter: LeasedRateLimiter, who: str, limit: int, hits: int) -> int:
    return sum([(await limiter.hit("test", who, limit, MINUTE)).is_allowed for _ in range(hits)])


async def test_one_process_allows_exactly_the_limit(settings: Settings) -> None:
    shared = Counted(settings)
    limiter = LeasedRateLimiter(shared)
    assert await allowed(limiter, str(new_id()), 1000, 1200) == 1000
    assert len([cost for cost in shared.calls if cost == 20]) > 40, "leases grow to a fiftieth"
    refused = await limiter.hit("test", "somebody else", 1000, MINUTE)
    assert refused.is_allowed
    await limiter.close()


async def test_many_processes_at_once_never_allow_more(settings: Settings) -> None:
    limiters = [LeasedRateLimiter(RedisRateLimiter(settings.redis_url.get_secret_value())) for _ in range(4)]
    who = str(new_id())
    taken = await asyncio.gather(*(allowed(limiter, who, 200, 40) for limiter in limiters for _ in range(4)))
    assert 200 - 4 * 4 <= sum(taken) <= 200
    for limiter in limiters:
        await limiter.close()


async def test_small_limits_and_rare_hits_are_counted_one_by_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Counted(settings)
    limiter = LeasedRateLimiter(shared)
    assert await allowed(limiter, str(new_id()), 10, 12) == 10
    monkeypatch.setattr(leased_limiter, "LEASE_SECONDS", 0.0)
    assert await allowed(limiter, str(new_id()), 1000, 5) == 5
    assert set(shared.calls) == {1}
    await limiter.close()


async def test_a_refusal_tells_when_to_come_back(settings: Settings) -> None:
    limiter = LeasedRateLimiter(RedisRateLimiter(settings.redis_url.get_secret_value()))
    who = str(new_id())
    await allowed(limiter, who, 100, 100)
    refused = await limiter.hit("test", who, 100, MINUTE)
    assert not refused.is_allowed
    assert 0 < refused.reset_seconds <= MINUTE + 1
    await limiter.close()

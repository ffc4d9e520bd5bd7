"""Leases: never more than the limit, hardly less, and few round trips."""

import asyncio
import time

import pytest

from core.adapters.limits import leased_limiter
from core.adapters.limits.leased_limiter import LeasedRateLimiter
from core.adapters.limits.redis_limiter import RedisRateLimiter
from core.ids import new_id
from core.ports.rate_limiter import Allowance
from core.settings import Settings

MINUTE = 60


def patient(settings: Settings) -> RedisRateLimiter:
    """On a busy machine Redis may be late, and what is then counted in this process is not what is tested."""
    return RedisRateLimiter(settings.redis_url.get_secret_value(), timeout_seconds=60)


class Counted:
    """The real limiter, its calls counted."""

    def __init__(self, settings: Settings) -> None:
        self.calls: list[int] = []
        self._real = patient(settings)

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
    limiters = [LeasedRateLimiter(patient(settings)) for _ in range(4)]
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
    limiter = LeasedRateLimiter(patient(settings))
    who = str(new_id())
    await allowed(limiter, who, 100, 100)
    refused = await limiter.hit("test", who, 100, MINUTE)
    assert not refused.is_allowed
    assert 0 < refused.reset_seconds <= MINUTE + 1
    await limiter.close()


async def test_no_window_ever_holds_more_than_the_limit(settings: Settings) -> None:
    """However hits fall: also where one window ends and the next begins."""
    limiter = patient(settings)
    who, allowed_at = str(new_id()), list[float]()
    began = time.monotonic()
    while (now := time.monotonic()) < began + 2.5:
        if (await limiter.hit("test", who, 10, 1)).is_allowed:
            allowed_at.append(now)
        await asyncio.sleep(0.005)
    assert len(allowed_at) >= 20, "what is older than the window is forgotten"
    # A tenth of a second is left for the way to Redis and back.
    assert max(sum(at <= other < at + 0.9 for other in allowed_at) for at in allowed_at) <= 10
    await limiter.close()


async def test_what_is_left_is_told_through_leases(settings: Settings) -> None:
    limiter = LeasedRateLimiter(patient(settings))
    who = str(new_id())
    told = [(await limiter.hit("test", who, 1000, MINUTE)).remaining for _ in range(60)]
    assert told == list(range(999, 939, -1))
    await limiter.close()


async def test_a_process_that_did_not_run_for_a_while_believes_redis(settings: Settings) -> None:
    """Its own stall is not Redis being away: what counts is still what all processes counted."""
    limiter, who = RedisRateLimiter(settings.redis_url.get_secret_value()), str(new_id())
    assert (await limiter.hit("test", who, 1, MINUTE)).is_allowed
    asked = list[asyncio.Task[Allowance]]()
    for _ in range(12):  # each is a step further on its way when it happens
        asked.append(asyncio.create_task(limiter.hit("test", who, 1, MINUTE)))
        await asyncio.sleep(0)
    time.sleep(1.2)  # noqa: ASYNC251 that nothing runs is what is tested
    assert not any(answer.is_allowed for answer in await asyncio.gather(*asked))
    await limiter.close()

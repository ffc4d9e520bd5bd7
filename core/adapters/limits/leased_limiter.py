"""Rate limits whose busy callers are counted by the batch: a round trip to Redis a request was a seventh of a read."""

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Protocol

from core.ports.rate_limiter import Allowance

SHARE: Final = 50
"""A lease is a fiftieth of the limit at most. What is left of it when it ends is lost to the caller."""
LEASE_SECONDS: Final = 1.0
MOST_LEASES: Final = 10_000
_Key = tuple[str, str, int, int]


class CountingLimiter(Protocol):
    """A limiter that counts several hits at once."""

    async def hit(self, name: str, who: str, limit: int, per_seconds: int, cost: int = 1) -> Allowance:
        """Count `cost` hits, all or none."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(slots=True)
class _Lease:
    """Hits that are counted already and may be spent until then."""

    size: int
    left: int
    until: float
    remaining: int
    """What nobody had taken yet when this was counted."""
    resets_at: float


class LeasedRateLimiter:
    """Takes hits beforehand for who asks often, so a limit is never exceeded, by however many processes.

    A lease doubles each time it is spent within its second: who asks now and then is counted one by one. Limits under a
    hundred, as those on passwords, are always so.
    """

    def __init__(self, shared: CountingLimiter) -> None:
        self._shared = shared
        self._leases: OrderedDict[_Key, _Lease] = OrderedDict()

    async def hit(self, name: str, who: str, limit: int, per_seconds: int) -> Allowance:
        """Count one hit."""
        key = (name, who, limit, per_seconds)
        lease = self._leases.get(key)
        is_fresh = lease is not None and time.monotonic() < lease.until
        if lease is not None and is_fresh and lease.left > 0:
            lease.left -= 1
            seconds = max(1, math.ceil(lease.resets_at - time.monotonic()))
            return Allowance(is_allowed=True, reset_seconds=seconds, remaining=lease.remaining + lease.left)
        size = min(lease.size * 2, limit // SHARE) if lease is not None and is_fresh else 1
        allowance = await self._shared.hit(name, who, limit, per_seconds, max(size, 1))
        if not allowance.is_allowed and size > 1:
            size = 1  # so few are left: to the last
            allowance = await self._shared.hit(name, who, limit, per_seconds, size)
        if allowance.is_allowed:
            left = self._grant(key, max(size, 1), allowance)
            return allowance._replace(remaining=allowance.remaining + left)
        return allowance

    async def close(self) -> None:
        """Close the connections of the limiter below."""
        await self._shared.close()

    def _grant(self, key: _Key, size: int, allowance: Allowance) -> int:
        """Keep the rest of the lease, beside what another request took meanwhile. Returns how much it is."""
        now = time.monotonic()
        lease = self._leases.get(key)
        left = lease.left if lease is not None and now < lease.until else 0
        left += size - 1
        resets_at = now + allowance.reset_seconds
        self._leases[key] = _Lease(size, left, now + LEASE_SECONDS, allowance.remaining, resets_at)
        self._leases.move_to_end(key)
        if len(self._leases) > MOST_LEASES:
            self._leases.popitem(last=False)
        return left

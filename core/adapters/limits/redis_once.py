"""Names that are good one time each, in Redis, so that every process knows of every use."""

import hashlib
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.adapters.patience import answered_within
from core.identity.oauth.errors import OnceUnavailableError

PREFIX: Final = "solvent:once:"
TIMEOUT_SECONDS: Final = 1.0


class RedisOnce:
    """One atomic SET a claim. While Redis is away nothing is claimed: a replay must not slip through then."""

    def __init__(self, redis_url: str) -> None:
        self._redis: Redis = Redis.from_url(redis_url)  # a claim is bounded as a whole, connecting included

    async def claim(self, name: str, seconds: int) -> bool:
        """Whether this is the first claim of the name in so many seconds. Raises OnceUnavailableError."""
        key = PREFIX + hashlib.sha256(name.encode()).hexdigest()
        try:
            return bool(await answered_within(self._redis.set(key, b"", nx=True, ex=seconds), TIMEOUT_SECONDS))
        except (RedisError, OSError) as error:
            raise OnceUnavailableError("Something we need does not answer. Try again in a moment.") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

"""Events over Redis publish/subscribe."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from core.adapters.pause import Pause
from core.adapters.queue.person_channels import PersonChannels, channel_of
from core.ports.events import Rhythm

log = structlog.get_logger()
TIMEOUT_SECONDS = 2
SLOW_SECONDS = 1


class RedisEvents:
    """One channel a person. A Redis that is away costs liveness only: listeners look by themselves."""

    def __init__(self, redis_url: str) -> None:
        bounds: dict[str, Any] = {"socket_timeout": 2 * TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        self._redis: Redis = Redis.from_url(redis_url, **bounds)
        self._pause = Pause(SLOW_SECONDS)
        # Its own retries would hide from the channels that events were lost meanwhile.
        self._channels = PersonChannels(Redis.from_url(redis_url, retry=Retry(NoBackoff(), 0), **bounds))

    async def publish(self, user_id: UUID, topic: str) -> None:
        """Tell the person's listeners. Never raises; while Redis hangs, listeners look for themselves."""
        if not self._pause.may_ask():
            return
        began = time.monotonic()
        try:
            await asyncio.wait_for(self._redis.publish(channel_of(user_id), topic), TIMEOUT_SECONDS)
        except (RedisError, OSError, TimeoutError) as error:
            self._pause.failed(began)
            log.debug("event_not_published", error=type(error).__name__)
        else:
            self._pause.succeeded()

    def listen(self, user_id: UUID, topic: str, rhythm: Rhythm) -> AsyncGenerator[None, None]:
        """When to look, as the port tells it. All listeners of the process share one connection."""
        return self._channels.listen(user_id, topic, rhythm)

    def subscribe(self, user_id: UUID, topic: str, rhythm: Rhythm, tell: Callable[[], None]) -> Callable[[], None]:
        """Call `tell` whenever to look, as the port tells it."""
        return self._channels.subscribe(user_id, topic, rhythm, tell)

    async def ready(self) -> None:
        """Return when Redis answers; raises what redis-py raises."""
        await asyncio.wait_for(self._redis.ping(), TIMEOUT_SECONDS)

    async def close(self) -> None:
        """Close the connections."""
        await self._channels.close()
        await self._redis.aclose()

"""Events over Redis publish/subscribe."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Batch:
    """What is told in one go: topics of channels."""

    told: dict[tuple[str, str], None] = field(default_factory=dict)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)


class RedisEvents:
    """One channel a person. A Redis that is away costs liveness only: listeners look by themselves.

    With `gather_seconds` what is published is gathered for so long and nobody waits for it: for a process whose event
    loop runs all the time. Without it `publish` returns when it was sent.
    """

    def __init__(self, redis_url: str, gather_seconds: float | None = None) -> None:
        self._gather_seconds = gather_seconds
        bounds: dict[str, Any] = {"socket_timeout": 2 * TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS}
        self._redis: Redis = Redis.from_url(redis_url, **bounds)
        self._pause = Pause(SLOW_SECONDS)
        self._next = _Batch()
        self._sending: asyncio.Task[None] | None = None
        # Its own retries would hide from the channels that events were lost meanwhile.
        self._channels = PersonChannels(Redis.from_url(redis_url, retry=Retry(NoBackoff(), 0), **bounds))

    async def publish(self, user_id: UUID, topic: str) -> None:
        """Tell the person's listeners. Never raises; while Redis hangs, listeners look for themselves.

        What is to be told while something is being told goes together, and what is the same goes once.
        """
        if not self._pause.may_ask():
            return
        batch = self._next
        batch.told[channel_of(user_id), topic] = None
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())
        if self._gather_seconds is None:
            await batch.is_over.wait()

    async def _send(self) -> None:
        while self._next.told:
            if self._gather_seconds is not None:
                await asyncio.sleep(self._gather_seconds)
            batch, self._next = self._next, _Batch()
            try:
                await self._send_batch(batch)
            finally:
                batch.is_over.set()

    async def _send_batch(self, batch: "_Batch") -> None:
        began = time.monotonic()
        together = self._redis.pipeline(transaction=False)
        for channel, topic in batch.told:
            together.publish(channel, topic)
        try:
            await asyncio.wait_for(together.execute(), TIMEOUT_SECONDS)
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
        """Send what was gathered, and close the connections."""
        if self._sending is not None:
            await self._sending
        await self._channels.close()
        await self._redis.aclose()

"""Events over Redis publish/subscribe."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core.adapters.pause import Pause

log = structlog.get_logger()
TIMEOUT_SECONDS = 2
SLOW_SECONDS = 1
QUIET_SECONDS = 2.0
"""After this long without an event the listener is told None, so that it looks at the table itself."""


class RedisEvents:
    """One channel a person. A Redis that is away costs liveness only: listeners keep getting their None."""

    def __init__(self, redis_url: str) -> None:
        self._redis: Redis = Redis.from_url(
            redis_url, socket_timeout=TIMEOUT_SECONDS + QUIET_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
        )
        self._pause = Pause(SLOW_SECONDS)

    async def publish(self, user_id: UUID, event: str) -> None:
        """Tell the person's listeners. Never raises; while Redis hangs, listeners look for themselves."""
        if not self._pause.may_ask():
            return
        began = time.monotonic()
        try:
            await asyncio.wait_for(self._redis.publish(_channel(user_id), event), TIMEOUT_SECONDS)
        except (RedisError, OSError, TimeoutError) as error:
            self._pause.failed(began)
            log.debug("event_not_published", error=type(error).__name__)
        else:
            self._pause.succeeded()

    async def listen(self, user_id: UUID) -> AsyncIterator[str | None]:
        """The person's events. Reconnects by itself; ends when the caller stops iterating."""
        while True:
            subscription = self._redis.pubsub(ignore_subscribe_messages=True)
            try:
                await subscription.subscribe(_channel(user_id))
                yield None  # whatever happened before the subscription stood is in the table
                while True:
                    message = await subscription.get_message(ignore_subscribe_messages=True, timeout=QUIET_SECONDS)
                    yield message["data"].decode() if message else None
            except (RedisError, OSError):
                yield None
                await asyncio.sleep(QUIET_SECONDS)
            finally:
                with suppress(RedisError, OSError):
                    await subscription.aclose()  # type: ignore[no-untyped-call]  # redis-py leaves it untyped

    async def ready(self) -> None:
        """Return when Redis answers; raises what redis-py raises."""
        await asyncio.wait_for(self._redis.ping(), TIMEOUT_SECONDS)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


def _channel(user_id: UUID) -> str:
    return f"solvent:person:{user_id}"

"""A subscriber's place in the process: a flag that is up or down, never a queue that could grow."""

import asyncio
import random
from collections.abc import Callable
from uuid import UUID

from core.ports.events import Rhythm


class Listener:
    """Who wants to be told of one topic of one person; `tell` must return at once."""

    __slots__ = ("_looked_at", "_share", "_tell", "rhythm", "topic", "user_id", "waits_for_channel")

    def __init__(self, user_id: UUID, topic: str, rhythm: Rhythm, tell: Callable[[], None], now: float) -> None:
        self.user_id = user_id
        self.topic = topic
        self.rhythm = rhythm
        self.waits_for_channel = True
        self._tell = tell
        self._looked_at = now
        self._share = random.uniform(0.75, 1.0)  # noqa: S311 spreads those who came together, is no secret

    def tell(self, now: float) -> None:
        """Have it look now."""
        self._looked_at = now
        self._tell()

    def expire(self) -> None:
        """Have it look in its turn, as soon as there are not too many others."""
        self._looked_at = float("-inf")

    def is_due(self, now: float, *, is_blind: bool) -> bool:
        """Whether it has gone without a look for long enough."""
        wait = self.rhythm.blind_seconds if is_blind else self.rhythm.quiet_seconds
        return now - self._looked_at >= wait * self._share


class Flag:
    """Raised any number of times, seen once: an `asyncio.Event` for one waiter, at a quarter of its memory."""

    __slots__ = ("_is_up", "_waiter")

    def __init__(self) -> None:
        self._is_up = False
        self._waiter: asyncio.Future[None] | None = None

    def put_up(self) -> None:
        """Raise it."""
        self._is_up = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def seen(self) -> None:
        """Return when it is up, and take it down."""
        if not self._is_up:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        self._is_up = False

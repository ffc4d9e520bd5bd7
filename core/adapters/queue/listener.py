"""A subscriber's place in the process: a flag that is up or down, never a queue that could grow."""

import asyncio
import random
from uuid import UUID

from core.ports.events import Rhythm


class Listener:
    """Who waits for one topic of one person."""

    __slots__ = ("_is_told", "_looked_at", "_share", "rhythm", "topic", "user_id", "waits_for_channel")

    def __init__(self, user_id: UUID, topic: str, rhythm: Rhythm, now: float) -> None:
        self.user_id = user_id
        self.topic = topic
        self.rhythm = rhythm
        self.waits_for_channel = True
        self._is_told = asyncio.Event()
        self._looked_at = now
        self._share = random.uniform(0.75, 1.0)  # noqa: S311 spreads those who came together, is no secret

    def tell(self, now: float) -> None:
        """Have it look now. Told twice before it looked, it looks once."""
        self._looked_at = now
        self._is_told.set()

    def expire(self) -> None:
        """Have it look in its turn, as soon as there are not too many others."""
        self._looked_at = float("-inf")

    def is_due(self, now: float, *, is_blind: bool) -> bool:
        """Whether it has gone without a look for long enough."""
        wait = self.rhythm.blind_seconds if is_blind else self.rhythm.quiet_seconds
        return now - self._looked_at >= wait * self._share

    async def told(self) -> None:
        """Return when there is something to look at."""
        await self._is_told.wait()
        self._is_told.clear()

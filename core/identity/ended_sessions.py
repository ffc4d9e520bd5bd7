"""Which sessions ended while access tokens of theirs may still live: those tokens count no more."""

import asyncio
import time
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from core.clock import Clock
from core.db.database import Database
from core.identity.models import SessionRow

FRESH_SECONDS: Final = 1.0
"""How long a process may go on with what it read: an ended session is refused everywhere after that."""
SKEW: Final = timedelta(minutes=1)


class EndedSessions:
    """Read at most once a second a process, by whoever comes first; who comes meanwhile waits for that answer.

    A request of an ended session is refused in the same process at once, in all others within a second.
    """

    def __init__(self, database: Database, clock: Clock, token_lifetime: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._kept = token_lifetime + SKEW
        self._ended: frozenset[UUID] = frozenset()
        self._read_at = float("-inf")
        self._changes = 0
        self._reading: asyncio.Task[None] | None = None

    def expect_change(self) -> None:
        """A session was ended by this process: read anew before the next answer."""
        self._changes += 1
        self._read_at = float("-inf")

    async def contains(self, session_id: UUID) -> bool:
        """Whether the session ended lately. Raises DatabaseUnavailableError."""
        asked_at = time.monotonic()
        while asked_at - self._read_at > FRESH_SECONDS:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read())
                self._reading.add_done_callback(self._forget_reading)
            # One failure is the answer of all who waited: each trying in turn would add up the timeouts of an outage.
            await asyncio.shield(self._reading)
        return session_id in self._ended

    def _forget_reading(self, done: asyncio.Task[None]) -> None:
        self._reading = None
        if not done.cancelled():
            done.exception()  # told to who waited; where all of them went away nobody has to hear of it

    async def _read(self) -> None:
        began, changes = time.monotonic(), self._changes
        since = self._clock.now() - self._kept
        async with self._database.read_system() as read:
            found = await read.session.execute(select(SessionRow.id).where(SessionRow.ended_at > since))
            self._ended = frozenset(found.scalars())
        if changes == self._changes:  # else what was read may be older than what was announced meanwhile
            self._read_at = began

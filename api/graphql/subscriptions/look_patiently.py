"""Looking at the database for somebody who watches for hours."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from api.graphql.context import Context
from core.db.database import ReadSession
from core.errors import UnavailableError

T = TypeVar("T")
FIRST_PAUSE_SECONDS: Final = 1.0
LONGEST_PAUSE_SECONDS: Final = 30.0


async def look_patiently(context: Context, question: Callable[[ReadSession], Awaitable[T]]) -> T:
    """The answer, as soon as the database gives one: an outage ends nobody's stream, the end of a sign-in does."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            async with context.read() as read:
                return await question(read)
        except UnavailableError:
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 jitter, not a secret
            pause = min(LONGEST_PAUSE_SECONDS, 2 * pause)

"""asyncpg beneath SQLAlchemy, for what the latter has no words for: COPY, and statements over a whole file."""

from typing import Final, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

LONG_TIMEOUT: Final = 900.0
"""Seconds for a statement over a whole file: 1,000,000 lines take one to two minutes."""


async def driver_of(session: AsyncSession) -> asyncpg.Connection:
    """The driver under a session's transaction, for what SQLAlchemy has no words for: COPY and long timeouts."""
    raw = await (await session.connection()).get_raw_connection()
    return cast("asyncpg.Connection", raw.driver_connection)

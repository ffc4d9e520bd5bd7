"""What nobody asks for: the scheduler's process enqueues it by the clock, and a worker does it."""

import asyncio
import json

import asyncpg
import pytest

from core.privacy.messages import SealOldValues
from tests.e2e.conftest import RunningPlatform
from workers.schedule import SCHEDULE

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
WITHIN_SECONDS = 200
STATES = "SELECT name, state, error_message FROM jobs WHERE user_id IS NULL"
RATES = "SELECT publisher FROM exchange_rates WHERE currency = 'USD' GROUP BY 1 HAVING count(*) > 700 ORDER BY 1"


async def test_all_that_is_due_gets_done(platform: RunningPlatform) -> None:
    due = {scheduled.message.name for scheduled in SCHEDULE} | {SealOldValues.name}
    written = json.loads((platform.data / "run" / "environment.json").read_text())
    connection = await asyncpg.connect(written["DATABASE_URL"])
    try:
        async with asyncio.timeout(WITHIN_SECONDS):
            while left := due - {row["name"] for row in await connection.fetch(STATES) if row["state"] == "done"}:
                failed = [dict(row) for row in await connection.fetch(STATES) if row["state"] == "dead"]
                assert not failed, left
                await asyncio.sleep(0.5)
        assert [row["publisher"] for row in await connection.fetch(RATES)] == ["cbr", "ecb"]
    finally:
        await connection.close()

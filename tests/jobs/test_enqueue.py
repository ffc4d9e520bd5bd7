import asyncio
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select

from core.adapters.wiring import Platform
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from tests.conftest import Services
from tests.jobs.workshop import Mark, RecordingQueue, Workshop, leave_mark
from workers.schedule import SCHEDULE, enqueue_due


async def test_a_job_commits_with_the_data_it_is_about(workshop: Workshop, queue: RecordingQueue) -> None:
    async with workshop.platform.database.unit_of_work(workshop.person) as uow:
        job_id = await enqueue(uow, Mark(text="later"))
        assert job_id is not None
        await leave_mark(uow, job_id, "data")
        assert queue.sent == []
    row = await workshop.row(job_id)
    assert (row.state, row.user_id, row.name, row.version) == (JobState.QUEUED, workshop.person, "tests.mark", 1)
    assert (row.payload, row.max_attempts, row.attempts, row.progress) == ({"text": "later"}, 3, 0, 0)
    assert await workshop.marks(job_id) == ["data"]
    assert queue.sent == [job_id]


async def test_what_rolls_back_leaves_no_job_no_data_and_no_message(workshop: Workshop, queue: RecordingQueue) -> None:
    job_ids: list[UUID] = []

    async def change_my_mind() -> None:
        async with workshop.platform.database.unit_of_work(workshop.person) as uow:
            job_id = await enqueue(uow, Mark())
            assert job_id is not None
            await leave_mark(uow, job_id, "data")
            job_ids.append(job_id)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await change_my_mind()
    async with workshop.platform.database.read_system() as read:
        found = (await read.session.execute(select(func.count()).where(JobRow.id.in_(job_ids)))).scalar_one()
    assert (found, await workshop.marks(job_ids[0]), queue.sent) == (0, [], [])


@pytest.mark.usefixtures("quiet")
async def test_a_broker_that_is_away_does_not_undo_the_commit(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    job_id = await workshop.enqueue()
    assert ((await workshop.row(job_id)).state, queue.sent) == (JobState.QUEUED, [])
    await workshop.make_due(job_id)
    queue.fails_after = None
    assert await workshop.relay(queue) == 1
    assert queue.sent == [job_id]


async def test_a_job_for_later_is_left_to_the_relay(workshop: Workshop, queue: RecordingQueue) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    job_id = await workshop.enqueue(run_at=later)
    assert ((await workshop.row(job_id)).run_at, queue.sent) == (later, [])


async def test_a_deduplication_key_is_used_once_even_by_ten_at_once(workshop: Workshop) -> None:
    key = f"slot-{SystemRandom().getrandbits(64)}"

    async def add() -> UUID | None:
        async with workshop.platform.database.system_unit_of_work() as uow:
            return await enqueue(uow, Mark(), user_id=workshop.person, deduplication_key=key)

    added = [job_id for job_id in await asyncio.gather(*(add() for _ in range(10))) if job_id is not None]
    assert len(added) == 1
    assert await add() is None
    assert (await workshop.row(added[0])).deduplication_key == key


async def test_a_scheduled_slot_is_enqueued_once_however_many_schedulers_tick(
    platform: Platform, queue: RecordingQueue, services: Services
) -> None:
    moment = datetime(2100, 1, 1, 12, 30, tzinfo=UTC) + timedelta(days=SystemRandom().randrange(100_000))
    rounds = await asyncio.gather(*(enqueue_due(platform.database, moment) for _ in range(4)))
    added = [job_id for one in rounds for job_id in one]
    try:
        assert len(added) == len(SCHEDULE)
        assert sorted(queue.sent) == sorted(added)
        assert await enqueue_due(platform.database, moment + timedelta(minutes=29)) == []
        hourly = [entry for entry in SCHEDULE if entry.every == timedelta(hours=1)]
        next_hour = await enqueue_due(platform.database, moment + timedelta(minutes=30))
        added += next_hour
        assert len(next_hour) == len(hourly)
    finally:
        owner = await asyncpg.connect(services.owner_url)
        await owner.execute("SET row_security = off")
        await owner.execute("DELETE FROM jobs WHERE id = ANY($1)", added)
        await owner.close()

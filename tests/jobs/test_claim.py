import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from core.jobs.claim import claim, extend_lease
from core.jobs.models import JobState
from tests.jobs.workshop import Workshop, mark_once

LEASE = timedelta(seconds=30)


async def test_of_many_claims_at_once_one_wins(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    claims = await asyncio.gather(*(claim(workshop.platform.database, job_id, LEASE) for _ in range(10)))
    (won,) = [one for one in claims if one is not None]
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.lease_token) == (JobState.RUNNING, 1, won.token)
    assert (won.id, won.user_id, won.attempt, won.max_attempts, won.version) == (job_id, workshop.person, 1, 3, 1)


async def test_a_repeated_message_does_nothing(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, mark_once) is JobState.DONE
    assert await workshop.run(job_id, mark_once) is None
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.progress) == (JobState.DONE, 1, 100)
    assert (row.lease_token, row.lease_until) == (None, None)
    assert row.finished_at is not None
    assert await workshop.marks(job_id) == ["done"]


async def test_messages_that_arrive_together_do_the_job_once(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    states = await asyncio.gather(*(workshop.run(job_id, mark_once) for _ in range(5)))
    assert sorted(str(state) for state in states) == ["None"] * 4 + ["done"]
    assert await workshop.marks(job_id) == ["done"]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.DEAD, JobState.CANCELLED])
async def test_a_job_that_is_over_is_not_taken(workshop: Workshop, state: JobState) -> None:
    job_id = await workshop.enqueue()
    await workshop.change(job_id, state=state)
    assert await claim(workshop.platform.database, job_id, LEASE) is None


async def test_a_job_that_is_not_due_is_not_taken(workshop: Workshop) -> None:
    job_id = await workshop.enqueue(run_at=datetime.now(UTC) + timedelta(minutes=5))
    assert await claim(workshop.platform.database, job_id, LEASE) is None


async def test_a_lapsed_lease_can_be_taken_over_and_only_the_new_one_is_extended(workshop: Workshop) -> None:
    database = workshop.platform.database
    job_id = await workshop.enqueue()
    first = await claim(database, job_id, LEASE)
    assert first is not None
    assert await claim(database, job_id, LEASE) is None
    assert await extend_lease(database, first, LEASE) is True
    await workshop.lapse(job_id)
    second = await claim(database, job_id, LEASE)
    assert second is not None
    assert second.attempt == 2
    assert await extend_lease(database, first, LEASE) is False
    assert await extend_lease(database, second, LEASE) is True

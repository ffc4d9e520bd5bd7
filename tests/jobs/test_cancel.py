import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.jobs.cancel_job import JobFinishedError, cancel_job
from core.jobs.claim import claim
from core.jobs.handler import JobFailure
from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from tests.jobs.workshop import Mark, RecordingQueue, Workshop, leave_mark, mark_once


async def ask(workshop: Workshop, job_id: UUID, person: UUID | None = None) -> None:
    async with workshop.platform.database.unit_of_work(person or workshop.person) as uow:
        await cancel_job(uow, job_id)


class Domain:
    """A domain that remembers how its jobs ended."""

    def __init__(self) -> None:
        self.told: list[JobFailure] = []

    async def on_dead(self, _uow: UnitOfWork, _message: Mark, failure: JobFailure) -> None:
        self.told.append(failure)


CANCELLED = JobFailure("CANCELLED", "The job was cancelled.")


async def test_a_queued_job_is_cancelled_by_the_next_visit_of_a_worker(
    workshop: Workshop, queue: RecordingQueue
) -> None:
    job_id = await workshop.enqueue(run_at=datetime.now(UTC) + timedelta(hours=1))
    await ask(workshop, job_id)
    assert queue.sent == [job_id]
    domain = Domain()
    assert await workshop.run(job_id, mark_once, domain.on_dead) is JobState.CANCELLED
    row = await workshop.row(job_id)
    assert (row.state, row.lease_token, row.lease_until) == (JobState.CANCELLED, None, None)
    assert row.finished_at is not None
    assert (domain.told, await workshop.marks(job_id)) == ([CANCELLED], [])
    assert await workshop.run(job_id, mark_once) is None


async def test_a_running_job_stops_and_keeps_its_whole_pieces(workshop: Workshop) -> None:
    begun = asyncio.Event()

    async def endless(run: JobRun, _message: Mark) -> None:
        async with run.piece({"pieces": 1}, 10) as uow:
            await leave_mark(uow, run.job.id, "whole")
        async with run.piece({"pieces": 2}, 20) as uow:
            await leave_mark(uow, run.job.id, "half")
            begun.set()
            await asyncio.sleep(60)

    workshop.settings.lease_seconds = 0.8
    job_id = await workshop.enqueue()
    domain = Domain()
    running = asyncio.create_task(workshop.run(job_id, endless, domain.on_dead))
    await begun.wait()
    await ask(workshop, job_id)
    assert await asyncio.wait_for(running, 5) is JobState.CANCELLED
    row = await workshop.row(job_id)
    assert (row.cursor, row.progress, row.attempts) == ({"pieces": 1}, 10, 1)
    assert (domain.told, await workshop.marks(job_id)) == ([CANCELLED], ["whole"])


async def test_a_cancel_that_comes_before_the_last_commit_wins(workshop: Workshop) -> None:
    async def cancelled_meanwhile(run: JobRun, _message: Mark) -> None:
        async with run.finish() as uow:
            await leave_mark(uow, run.job.id, "too late")
            await ask(workshop, run.job.id)

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, cancelled_meanwhile) is JobState.CANCELLED
    assert await workshop.marks(job_id) == []


async def test_a_cancelled_job_whose_worker_died_is_cancelled_by_the_next(
    workshop: Workshop, queue: RecordingQueue
) -> None:
    job_id = await workshop.enqueue()
    assert await claim(workshop.platform.database, job_id, timedelta(seconds=30)) is not None
    await ask(workshop, job_id)
    assert await workshop.run(job_id, mark_once) is None
    await workshop.lapse(job_id)
    await workshop.relay(queue)
    assert await workshop.run(job_id, mark_once) is JobState.CANCELLED
    assert await workshop.marks(job_id) == []


async def test_asking_twice_is_asking_once(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    await ask(workshop, job_id)
    first = (await workshop.row(job_id)).cancel_requested_at
    await ask(workshop, job_id)
    assert (await workshop.row(job_id)).cancel_requested_at == first


async def test_what_is_over_or_somebody_elses_is_not_cancelled(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    with pytest.raises(NotFoundError):
        await ask(workshop, job_id, person=new_id())
    with pytest.raises(NotFoundError):
        await ask(workshop, new_id())
    assert await workshop.run(job_id, mark_once) is JobState.DONE
    with pytest.raises(JobFinishedError, match="already done"):
        await ask(workshop, job_id)

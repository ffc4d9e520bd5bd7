"""A worker that was given up for dead comes back: nothing it did may stay."""

import asyncio
import time
from contextlib import suppress
from datetime import timedelta

import pytest

from core.db.uow import UnitOfWork
from core.jobs.claim import LeaseLostError, claim
from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from tests.jobs.workshop import Mark, RecordingQueue, Workshop, leave_mark, mark_once


class SlowWorker:
    """Leaves its mark and then is stuck before its commit until it is let go."""

    def __init__(self) -> None:
        self.is_stuck = asyncio.Event()
        self.go_on = asyncio.Event()
        self.errors: list[BaseException] = []

    async def handle(self, run: JobRun, _message: Mark) -> None:
        try:
            async with run.finish({"by": "slow"}) as uow:
                await leave_mark(uow, run.job.id, "slow")
                self.is_stuck.set()
                await self.go_on.wait()
        except LeaseLostError as error:
            self.errors.append(error)
            raise


@pytest.mark.parametrize("relayed", [True, False], ids=["freed by the relay", "taken by another worker"])
@pytest.mark.usefixtures("quiet")
async def test_the_first_worker_leaves_nothing_when_another_has_finished(
    workshop: Workshop, queue: RecordingQueue, relayed: bool
) -> None:
    job_id = await workshop.enqueue()
    slow = SlowWorker()
    first = asyncio.create_task(workshop.run(job_id, slow.handle))
    await slow.is_stuck.wait()
    await workshop.lapse(job_id)
    if relayed:
        queue.sent.clear()
        await workshop.make_due(job_id)
        assert await workshop.relay(queue) == 1
        assert queue.sent == [job_id]
    assert await workshop.run(job_id, mark_once) is JobState.DONE
    slow.go_on.set()
    assert await first is None
    assert [str(error) for error in slow.errors] == [str(job_id)]
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.result) == (JobState.DONE, 2, {})
    assert await workshop.marks(job_id) == ["done"]


async def test_the_first_worker_leaves_nothing_while_nobody_has_taken_over(
    workshop: Workshop, queue: RecordingQueue
) -> None:
    job_id = await workshop.enqueue()
    slow = SlowWorker()
    first = asyncio.create_task(workshop.run(job_id, slow.handle))
    await slow.is_stuck.wait()
    await workshop.lapse(job_id)
    await workshop.relay(queue)
    slow.go_on.set()
    assert await first is None
    row = await workshop.row(job_id)
    assert (row.state, row.lease_token, row.error_code) == (JobState.QUEUED, None, None)
    assert await workshop.marks(job_id) == []


async def test_between_the_fence_and_the_commit_nobody_can_take_the_job(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fence is a lock on the row: a claim that comes while the effects commit waits for them and finds no work."""
    job_id = await workshop.enqueue()
    fence_closed, commit = asyncio.Event(), asyncio.Event()

    async def overslept(run: JobRun, message: Mark) -> None:
        time.sleep(0.1)  # noqa: ASYNC251 nothing extends the lease meanwhile: only the row's lock is left
        await mark_once(run, message)

    before = workshop.platform.database.before_commit

    async def wait(uow: UnitOfWork) -> None:
        if uow.user_id == workshop.person:
            fence_closed.set()
            await commit.wait()
        await before(uow)

    monkeypatch.setattr(workshop.platform.database, "before_commit", wait)
    workshop.settings.lease_seconds = 0.05
    first = asyncio.create_task(workshop.run(job_id, overslept))
    await fence_closed.wait()
    rival = asyncio.create_task(claim(workshop.platform.database, job_id, timedelta(seconds=30)))
    done, _ = await asyncio.wait({rival}, timeout=0.3)
    assert done == set()
    commit.set()
    assert (await first, await rival) == (JobState.DONE, None)
    assert await workshop.marks(job_id) == ["done"]


async def test_pieces_and_progress_stop_at_a_lost_lease_too(workshop: Workshop) -> None:
    async def in_pieces(run: JobRun, message: Mark) -> None:
        await workshop.lapse(run.job.id)
        assert await claim(workshop.platform.database, run.job.id, timedelta(seconds=30)) is not None
        with pytest.raises(LeaseLostError):
            async with run.piece({"parts": 1}, 10) as uow:
                await leave_mark(uow, run.job.id, "piece")
        assert run.cursor == {}
        with pytest.raises(LeaseLostError):
            await run.progress(20)
        await mark_once(run, message)

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, in_pieces) is None
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.progress, row.cursor) == (JobState.RUNNING, 2, 0, {})
    assert await workshop.marks(job_id) == []


async def test_a_failure_after_the_lease_was_lost_is_not_recorded(workshop: Workshop) -> None:
    async def fail_late(run: JobRun, _message: Mark) -> None:
        await workshop.lapse(run.job.id)
        assert await claim(workshop.platform.database, run.job.id, timedelta(seconds=30)) is not None
        raise ValueError("too late")

    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, fail_late) is None
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.error_code) == (JobState.RUNNING, 2, None)


async def test_a_worker_that_lives_keeps_its_lease_however_long_the_work_takes(
    workshop: Workshop, queue: RecordingQueue
) -> None:
    async def long_work(run: JobRun, message: Mark) -> None:
        for _ in range(4):
            await asyncio.sleep(0.3)
            await workshop.relay(queue)
        await mark_once(run, message)

    workshop.settings.lease_seconds = 0.6
    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, long_work) is JobState.DONE
    assert ((await workshop.row(job_id)).attempts, await workshop.marks(job_id)) == (1, ["done"])


async def test_work_is_stopped_soon_after_its_lease_was_lost(workshop: Workshop) -> None:
    stopped = asyncio.Event()

    async def endless(run: JobRun, _message: Mark) -> None:
        await workshop.lapse(run.job.id)
        assert await claim(workshop.platform.database, run.job.id, timedelta(seconds=30)) is not None
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        stopped.set()
        raise asyncio.CancelledError

    workshop.settings.lease_seconds = 0.4
    job_id = await workshop.enqueue()
    assert await asyncio.wait_for(workshop.run(job_id, endless), 5) is None
    assert stopped.is_set()

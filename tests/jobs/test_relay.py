import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from core.jobs.claim import claim
from core.jobs.models import JobRow, JobState
from core.jobs.relay import BATCH
from core.ports.job_queue import QueueUnavailableError
from tests.jobs.workshop import Mark, RecordingQueue, Workshop, mark_once

pytestmark = pytest.mark.usefixtures("quiet")


async def enqueue_many(workshop: Workshop, count: int) -> list[UUID]:
    """Due jobs that nobody has published."""
    job_ids = [await workshop.enqueue(Mark(text=str(number))) for number in range(count)]
    await workshop.make_due(*job_ids)
    return job_ids


async def test_what_was_not_published_is_published_once(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    job_ids = await enqueue_many(workshop, 3)
    queue.fails_after = None
    assert await workshop.relay(queue) == 3
    assert sorted(queue.sent) == sorted(job_ids)
    assert (await workshop.row(job_ids[0])).published_at is not None
    assert await workshop.relay(queue) == 0


async def test_what_the_broker_lost_is_published_again_after_a_while(workshop: Workshop, queue: RecordingQueue) -> None:
    (job_id,) = await enqueue_many(workshop, 1)
    await workshop.change(job_id, published_at=func.now() - timedelta(seconds=28))
    assert await workshop.relay(queue) == 0
    await workshop.change(job_id, published_at=func.now() - timedelta(seconds=31))
    queue.sent.clear()
    assert await workshop.relay(queue) == 1
    assert queue.sent == [job_id]


@pytest.mark.parametrize(
    ("waited", "published_ago", "again"),
    [(10, 29, False), (10, 31, True), (100, 95, False), (100, 105, True), (5000, 290, False), (5000, 310, True)],
)
async def test_a_long_wait_is_a_long_queue_and_is_not_made_longer(
    workshop: Workshop, queue: RecordingQueue, waited: int, published_ago: int, again: bool
) -> None:
    """A job is left to the broker for as long as it had waited at its last message, within 30 and 300 s."""
    (job_id,) = await enqueue_many(workshop, 1)
    published = func.now() - timedelta(seconds=published_ago)
    await workshop.change(job_id, published_at=published, run_at=published - timedelta(seconds=waited))
    queue.sent.clear()
    assert await workshop.relay(queue) == int(again)
    assert queue.sent == [job_id] * again


async def test_only_what_is_due_and_waits_is_published(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    fresh = await workshop.enqueue()
    later, running, over = await enqueue_many(workshop, 3)
    await workshop.change(later, run_at=func.now() + timedelta(seconds=1))
    assert await claim(workshop.platform.database, running, timedelta(seconds=30)) is not None
    assert await workshop.run(over, mark_once) is JobState.DONE
    queue.fails_after = None
    assert await workshop.relay(queue) == 0
    await workshop.make_due(fresh)
    assert await workshop.relay(queue) == 1
    assert queue.sent == [fresh]


async def test_two_relays_at_once_send_each_job_once(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    job_ids = await enqueue_many(workshop, 60)
    queue.fails_after = None
    rounds = await asyncio.gather(*(workshop.relay(queue) for _ in range(4)))
    # A relay that skips what another holds leaves it to that one: together they miss nothing and double nothing.
    assert sum(rounds) == 60
    assert sorted(queue.sent) == sorted(job_ids)


async def test_a_round_is_bounded_and_the_oldest_go_first(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    job_ids = await enqueue_many(workshop, BATCH + 20)
    await workshop.change(*job_ids[-20:], run_at=func.now() - timedelta(seconds=60))
    queue.fails_after = None
    assert await workshop.relay(queue) == BATCH
    assert set(job_ids[-20:]) <= set(queue.sent)
    assert await workshop.relay(queue) == 20
    assert sorted(queue.sent) == sorted(job_ids)


async def test_a_broker_that_is_away_loses_nothing(workshop: Workshop, queue: RecordingQueue) -> None:
    queue.fails_after = 0
    job_ids = await enqueue_many(workshop, 5)
    assert await workshop.relay(queue) == 0
    assert [(await workshop.row(job_id)).published_at for job_id in job_ids] == [None] * 5
    queue.fails_after = 2
    assert await workshop.relay(queue) == 2
    waiting = [job_id for job_id in job_ids if (await workshop.row(job_id)).published_at is None]
    assert sorted([*queue.sent, *waiting]) == sorted(job_ids)
    queue.fails_after = None
    assert await workshop.relay(queue) == 3
    assert sorted(queue.sent) == sorted(job_ids)


async def test_the_broker_is_not_asked_again_in_a_round_in_which_it_was_away(workshop: Workshop) -> None:
    asked: list[tuple[UUID, str]] = []

    class Away(RecordingQueue):
        async def publish(self, job_id: UUID, name: str) -> None:
            asked.append((job_id, name))
            raise QueueUnavailableError("The queue does not answer.")

    await enqueue_many(workshop, 4)
    assert await workshop.relay(Away()) == 0
    assert len(asked) == 1


async def test_a_lapsed_lease_is_freed_and_published_in_one_round(workshop: Workshop, queue: RecordingQueue) -> None:
    (job_id,) = await enqueue_many(workshop, 1)
    assert await claim(workshop.platform.database, job_id, timedelta(seconds=30)) is not None
    queue.sent.clear()
    assert await workshop.relay(queue) == 0
    await workshop.lapse(job_id)
    assert await workshop.relay(queue) == 1
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.lease_token, row.lease_until) == (JobState.QUEUED, 1, None, None)
    assert queue.sent == [job_id]


async def test_a_worker_frozen_inside_its_commit_holds_up_nobody_else(
    workshop: Workshop, queue: RecordingQueue
) -> None:
    frozen, dead = await enqueue_many(workshop, 2)
    for job_id in (frozen, dead):
        assert await claim(workshop.platform.database, job_id, timedelta(seconds=30)) is not None
        await workshop.lapse(job_id)
    queue.sent.clear()
    async with workshop.platform.database.system_unit_of_work() as uow:
        await uow.session.execute(select(JobRow.id).where(JobRow.id == frozen).with_for_update())
        assert await asyncio.wait_for(workshop.relay(queue), 3) == 1
    assert queue.sent == [dead]
    assert await workshop.relay(queue) == 1
    assert queue.sent == [dead, frozen]

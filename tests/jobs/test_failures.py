from datetime import timedelta
from typing import ClassVar
from uuid import UUID

import pytest

from core.db.uow import UnitOfWork
from core.errors import DomainError, UnavailableError
from core.jobs.claim import claim
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from core.jobs.settle import LAST_WORDS, backoff
from tests.jobs.workshop import Mark, Workshop, leave_mark, mark_once

LEASE = timedelta(seconds=30)


class UnreadableFileError(DomainError):
    """A refused input, with the place in it."""

    code = "UNREADABLE"

    def __init__(self) -> None:
        super().__init__("Line 7 has no date.")
        self.line = 7


class BankAwayError(UnavailableError):
    """An outside system that is away."""

    code = "BANK_AWAY"


class Failures:
    """A domain that writes down how its jobs died."""

    def __init__(self, job_id: UUID) -> None:
        self.job_id = job_id
        self.told: list[JobFailure] = []

    async def on_dead(self, uow: UnitOfWork, _message: Mark, failure: JobFailure) -> None:
        self.told.append(failure)
        await leave_mark(uow, self.job_id, f"dead: {failure.code}")


async def bank_away(_run: JobRun, _message: Mark) -> None:
    raise BankAwayError("The bank does not answer.")


async def unreadable(run: JobRun, _message: Mark) -> None:
    async with run.finish() as uow:
        await leave_mark(uow, run.job.id, "half")
        raise UnreadableFileError


async def surprise(_run: JobRun, _message: Mark) -> None:
    raise ValueError("card 4111 1111 1111 1111 of Anna")


async def test_an_outside_system_that_is_away_is_tried_again_then_the_job_dies(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    domain = Failures(job_id)
    for attempt in (1, 2):
        assert await workshop.run(job_id, bank_away, domain.on_dead) is JobState.QUEUED
        row = await workshop.row(job_id)
        assert (row.attempts, row.error_code, row.error_message) == (attempt, "BANK_AWAY", "The bank does not answer.")
        assert (row.lease_token, row.published_at, row.finished_at, domain.told) == (None, None, None, [])
        await workshop.make_due(job_id)
    assert await workshop.run(job_id, bank_away, domain.on_dead) is JobState.DEAD
    row = await workshop.row(job_id)
    assert (row.state, row.attempts, row.error_code) == (JobState.DEAD, 3, "BANK_AWAY")
    assert row.finished_at is not None
    assert domain.told == [JobFailure("BANK_AWAY", "The bank does not answer.")]
    assert await workshop.marks(job_id) == ["dead: BANK_AWAY"]
    await workshop.make_due(job_id)
    assert await workshop.run(job_id, mark_once) is None


async def test_a_refused_input_dies_at_once_and_leaves_nothing_half_done(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    domain = Failures(job_id)
    assert await workshop.run(job_id, unreadable, domain.on_dead) is JobState.DEAD
    row = await workshop.row(job_id)
    assert (row.attempts, row.error_code, row.error_message) == (1, "UNREADABLE", "Line 7 has no date.")
    assert domain.told == [JobFailure("UNREADABLE", "Line 7 has no date.", 7)]
    assert await workshop.marks(job_id) == ["dead: UNREADABLE"]


async def test_the_unexpected_is_tried_again_and_its_details_stay_in_the_logs(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, surprise) is JobState.QUEUED
    row = await workshop.row(job_id)
    assert row.error_code == "INTERNAL"
    assert row.error_message == "Something went wrong on our side. It is in the logs under the job's id."


async def test_a_job_that_went_well_in_the_end_shows_no_error(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    assert await workshop.run(job_id, surprise) is JobState.QUEUED
    await workshop.make_due(job_id)
    assert await workshop.run(job_id, mark_once) is JobState.DONE
    row = await workshop.row(job_id)
    assert (row.attempts, row.error_code, row.error_message) == (2, None, None)


@pytest.mark.parametrize(("attempt", "ceiling"), [(1, 2), (2, 4), (3, 8), (8, 256), (10, 900), (60, 900)])
def test_backoff_doubles_with_jitter_up_to_a_quarter_of_an_hour(attempt: int, ceiling: float) -> None:
    waits = [backoff(attempt, 2).total_seconds() for _ in range(200)]
    assert ceiling / 2 <= min(waits) < 0.6 * ceiling
    assert 0.9 * ceiling < max(waits) <= ceiling


async def test_the_next_try_waits_for_its_backoff(workshop: Workshop) -> None:
    workshop.settings.retry_base_seconds = 100
    job_id = await workshop.enqueue()
    before = (await workshop.row(job_id)).run_at
    assert await workshop.run(job_id, bank_away) is JobState.QUEUED
    waits = ((await workshop.row(job_id)).run_at - before).total_seconds()
    assert 50 <= waits < 110
    assert await workshop.run(job_id, mark_once) is None


async def test_a_job_that_loses_each_worker_dies_after_its_attempts(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    domain = Failures(job_id)
    for _ in range(3):
        assert await claim(workshop.platform.database, job_id, LEASE) is not None
        await workshop.lapse(job_id)
    assert await workshop.run(job_id, mark_once, domain.on_dead) is JobState.DEAD
    row = await workshop.row(job_id)
    assert (row.error_code, row.error_message) == ("WORKERS_LOST", "3 workers were lost while doing this job.")
    assert await workshop.marks(job_id) == ["dead: WORKERS_LOST"]


async def test_the_domain_is_told_in_the_transaction_that_marks_the_job_dead(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()

    async def fails(uow: UnitOfWork, _message: Mark, _failure: JobFailure) -> None:
        await leave_mark(uow, job_id, "told")
        raise RuntimeError("the domain's own mistake")

    with pytest.raises(RuntimeError, match="the domain's own mistake"):
        await workshop.run(job_id, unreadable, fails)
    assert ((await workshop.row(job_id)).state, await workshop.marks(job_id)) == (JobState.RUNNING, [])
    await workshop.lapse(job_id)
    assert await workshop.run(job_id, unreadable, Failures(job_id).on_dead) is JobState.DEAD
    assert await workshop.marks(job_id) == ["dead: UNREADABLE"]


async def test_a_payload_that_no_release_reads_does_not_live_for_ever(workshop: Workshop) -> None:
    job_id = await workshop.enqueue()
    await workshop.change(job_id, payload={"txet": "?"})
    domain = Failures(job_id)
    visits = 0
    while (await workshop.row(job_id)).state is not JobState.DEAD:
        visits += 1
        assert visits < 20
        try:
            await workshop.run(job_id, mark_once, domain.on_dead)
        except ValueError:
            await workshop.lapse(job_id)
        else:
            await workshop.make_due(job_id)
    assert (visits, domain.told) == (Mark.max_attempts + LAST_WORDS + 1, [])
    assert (await workshop.row(job_id)).error_code == "WORKERS_LOST"


class NewMark(Mark):
    """The same kind of job in the next release."""

    version: ClassVar[int] = 2


async def test_a_job_of_a_newer_release_waits_for_its_worker_at_no_cost(workshop: Workshop) -> None:
    unknown = await workshop.enqueue(Mark())
    newer = await workshop.enqueue(NewMark())
    for _ in range(Mark.max_attempts + 2):
        assert await workshop.deliver(unknown, {}) is JobState.QUEUED
        assert await workshop.run(newer, mark_once) is JobState.QUEUED
        await workshop.make_due(unknown, newer)
    for job_id in (unknown, newer):
        row = await workshop.row(job_id)
        assert (row.state, row.attempts, row.error_code, row.lease_token) == (JobState.QUEUED, 0, "UNKNOWN_JOB", None)
    handlers = {Mark.name: JobHandler(NewMark, mark_once)}
    assert await workshop.deliver(unknown, handlers) is JobState.DONE
    assert await workshop.deliver(newer, handlers) is JobState.DONE
    assert await workshop.marks(newer) == ["done"]

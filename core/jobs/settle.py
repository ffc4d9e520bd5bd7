"""What becomes of an attempt that did not finish: another try later, the dead-letter state, or cancelled."""

import random
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import func, update

from core.db.database import Database
from core.db.uow import UnitOfWork
from core.errors import DomainError, UnavailableError
from core.jobs.claim import ClaimedJob
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.models import JobRow, JobState

MAX_BACKOFF_SECONDS = 900
INTERNAL_ERROR = "INTERNAL"
UNKNOWN_JOB = "UNKNOWN_JOB"
UNKNOWN_PAUSE = timedelta(seconds=30)
LAST_WORDS = 3
"""In how many visits beyond `max_attempts` a failing `on_dead` is tried again before the job ends without it."""

log = structlog.get_logger()


def is_retryable(error: BaseException) -> bool:
    """An outside system that was away, and anything unexpected, may go better next time; a refused input will not."""
    if isinstance(error, UnavailableError):
        return True
    if isinstance(error, DomainError):
        return bool(getattr(error, "retryable", False))
    return True


def failure_of(error: BaseException) -> JobFailure:
    """What a person is told. The unexpected is masked: its details are in the logs under the job's id."""
    if isinstance(error, DomainError):
        return JobFailure(getattr(error, "reason", error.code), error.message, getattr(error, "line", None))
    return JobFailure(INTERNAL_ERROR, "Something went wrong on our side. It is in the logs under the job's id.")


def backoff(attempt: int, base_seconds: float) -> timedelta:
    """Exponential, with jitter, so that a fleet does not come back all at once."""
    ceiling = min(MAX_BACKOFF_SECONDS, base_seconds * 2 ** (attempt - 1))
    return timedelta(seconds=ceiling * random.uniform(0.5, 1.0))  # noqa: S311 jitter, not a secret


async def settle_failure(
    database: Database, job: ClaimedJob, handler: JobHandler | None, error: BaseException, retry_base_seconds: float
) -> JobState | None:
    """Record a failed attempt. Returns the new state, or None when the lease was lost and nothing was recorded."""
    failure = failure_of(error)
    retry = is_retryable(error) and job.attempt < job.max_attempts
    values: dict[str, Any] = {
        "error_code": failure.code,
        "error_message": failure.message,
        "lease_token": None,
        "lease_until": None,
    }
    if retry:
        values |= {
            "state": JobState.QUEUED,
            "run_at": func.now() + backoff(job.attempt, retry_base_seconds),
            "published_at": None,
        }
    else:
        values |= {"state": JobState.DEAD, "finished_at": func.now()}
    async with _work_of(database, job) as uow:
        if not await _update_held(uow, job, values):
            return None
        if not retry:
            await _tell_domain(uow, job, handler, failure)
    return JobState.QUEUED if retry else JobState.DEAD


async def settle_unknown(database: Database, job: ClaimedJob) -> JobState | None:
    """Give back a job that only another release can do, without costing it an attempt. None when the lease was lost."""
    values = {
        "state": JobState.QUEUED,
        "attempts": JobRow.attempts - 1,
        "run_at": func.now() + UNKNOWN_PAUSE,
        "published_at": None,
        "lease_token": None,
        "lease_until": None,
        "error_code": UNKNOWN_JOB,
        "error_message": "This waits for a release of the platform that can do it.",
    }
    async with _work_of(database, job) as uow:
        return JobState.QUEUED if await _update_held(uow, job, values) else None


async def settle_cancelled(database: Database, job: ClaimedJob, handler: JobHandler | None) -> bool:
    """Record that a job which was asked to stop has stopped. False when it is not ours or was not asked."""
    values = {"state": JobState.CANCELLED, "finished_at": func.now(), "lease_token": None, "lease_until": None}
    async with _work_of(database, job) as uow:
        if not await _update_held(uow, job, values, cancelled=True):
            return False
        await _tell_domain(uow, job, handler, JobFailure("CANCELLED", "The job was cancelled."))
    return True


async def _tell_domain(uow: UnitOfWork, job: ClaimedJob, handler: JobHandler | None, failure: JobFailure) -> None:
    """Run `on_dead` in this transaction. Where it fails, the job stays running and is visited again, within bounds."""
    if handler is None or handler.on_dead is None:
        return
    if job.attempt > job.max_attempts + LAST_WORDS:
        log.error("job_ends_without_on_dead", job_id=str(job.id), job_name=job.name)
        return
    await handler.on_dead(uow, handler.message.model_validate(job.payload), failure)


def _work_of(database: Database, job: ClaimedJob) -> AbstractAsyncContextManager[UnitOfWork]:
    return database.unit_of_work(job.user_id) if job.user_id is not None else database.system_unit_of_work()


async def _update_held(uow: UnitOfWork, job: ClaimedJob, values: dict[str, Any], *, cancelled: bool = False) -> bool:
    statement = (
        update(JobRow)
        .where(JobRow.id == job.id, JobRow.lease_token == job.token, JobRow.state == JobState.RUNNING)
        .values(**values)
        .returning(JobRow.id)
        .execution_options(synchronize_session=False)
    )
    if cancelled:
        statement = statement.where(JobRow.cancel_requested_at.is_not(None))
    return (await uow.session.execute(statement)).scalar_one_or_none() is not None

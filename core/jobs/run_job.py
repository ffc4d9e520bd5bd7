"""One attempt at one job, from claim to outcome."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import structlog
from opentelemetry import propagate, trace

from core.db.database import Database
from core.db.errors import DatabaseUnavailableError
from core.errors import DomainError
from core.jobs.claim import ClaimedJob, LeaseLostError, claim, extend_lease
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.jobs.models import JobState
from core.jobs.settle import settle_cancelled, settle_failure, settle_unknown
from core.ports.events import EventBus
from core.settings import JobSettings

log = structlog.get_logger()
tracer = trace.get_tracer("solvent.jobs")


class WorkersLostError(DomainError):
    """Each worker that took the job died: something in it kills them, so it is not tried again."""

    code = "WORKERS_LOST"


async def run_job(
    database: Database,
    events: EventBus,
    handlers: Mapping[str, JobHandler],
    settings: JobSettings,
    job_id: UUID,
) -> JobState | None:
    """Claim a job and do it. Returns the state it is left in; None when there was nothing to claim or it was lost."""
    lease = timedelta(seconds=settings.lease_seconds)
    job = await claim(database, job_id, lease)
    if job is None:
        return None
    context = propagate.extract(job.trace_context)
    with (
        tracer.start_as_current_span(
            f"job {job.name}",
            context=context,
            kind=trace.SpanKind.CONSUMER,
            attributes={"job.id": str(job.id), "job.attempt": job.attempt},
        ) as span,
        structlog.contextvars.bound_contextvars(job_id=str(job.id), job_name=job.name, attempt=job.attempt),
    ):
        state = await _attempt(database, events, handlers, settings, job)
        span.set_attribute("job.outcome", state.value if state else "lost")
        return state


async def _attempt(
    database: Database,
    events: EventBus,
    handlers: Mapping[str, JobHandler],
    settings: JobSettings,
    job: ClaimedJob,
) -> JobState | None:
    handler = handlers.get(job.name)
    run = JobRun(database, events, job, timedelta(seconds=settings.lease_seconds))
    if job.cancel_requested:
        return await _cancelled(database, run, handler)
    if handler is None or job.version > handler.message.version:
        # While releases change over, an old worker may be handed a new release's job.
        log.warning("job_unknown_here", version=job.version)
        return await settle_unknown(database, job)
    try:
        await _do(run, handler, settings)
    except LeaseLostError:
        return await _cancelled(database, run, handler)
    except Exception as error:
        state = await settle_failure(database, job, handler, error, settings.retry_base_seconds)
        log.warning("job_attempt_failed", outcome=state and state.value, exc_info=error)
        await run.announce()
        return state
    log.info("job_done")
    return JobState.DONE


async def _do(run: JobRun, handler: JobHandler, settings: JobSettings) -> None:
    if run.job.attempt > run.job.max_attempts:
        raise WorkersLostError(f"{run.job.attempt - 1} workers were lost while doing this job.")
    work = asyncio.ensure_future(handler.handle(run, handler.message.model_validate(run.job.payload)))
    beat = asyncio.ensure_future(_keep_lease(run, settings))
    await asyncio.wait({work, beat}, return_when=asyncio.FIRST_COMPLETED)
    if not work.done():
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        beat.result()
    beat.cancel()
    with suppress(asyncio.CancelledError, LeaseLostError):
        await beat
    await work
    if not run.is_finished:
        async with run.finish():
            pass


async def _keep_lease(run: JobRun, settings: JobSettings) -> None:
    """Extend the lease four times a lease. A database that is away for a moment is not yet a lost lease."""
    while True:
        await asyncio.sleep(settings.lease_seconds / 4)
        try:
            kept = await extend_lease(run.database, run.job, timedelta(seconds=settings.lease_seconds))
        except DatabaseUnavailableError:
            continue
        if not kept:
            if run.is_finished:
                await asyncio.sleep(settings.lease_seconds)
                continue
            raise LeaseLostError(str(run.job.id))


async def _cancelled(database: Database, run: JobRun, handler: JobHandler | None) -> JobState | None:
    """The fence closed: either the job was cancelled, which is recorded, or another worker has it."""
    if await settle_cancelled(database, run.job, handler):
        await run.announce()
        return JobState.CANCELLED
    log.warning("job_lease_lost")
    return None

"""Asking a job to stop."""

from uuid import UUID

from sqlalchemy import func, select, update

from core.db.uow import UnitOfWork
from core.errors import DomainError, NotFoundError
from core.jobs.message import UNSTOPPABLE
from core.jobs.models import JobRow, JobState


class JobFinishedError(DomainError):
    """The job is over: there is nothing to cancel."""

    code = "JOB_FINISHED"


class JobUnstoppableError(DomainError):
    """The job is word to its person, which goes out in any case."""

    code = "JOB_UNSTOPPABLE"


async def cancel_job(uow: UnitOfWork, job_id: UUID) -> JobRow:
    """Cancel a job of the person's. One that runs is asked to stop and rolls back at its next step.

    Raises NotFoundError, JobFinishedError or JobUnstoppableError. A queued job gets a worker's visit too, so that
    its domain rows are told.
    """
    job = (
        await uow.session.execute(
            select(JobRow).where(JobRow.id == job_id, JobRow.user_id == uow.person).with_for_update()
        )
    ).scalar_one_or_none()
    if job is None:
        raise NotFoundError("There is no such job.", field="id")
    if job.state not in {JobState.QUEUED, JobState.RUNNING}:
        raise JobFinishedError(f"The job is already {job.state}.", field="id")
    if job.name in UNSTOPPABLE:
        raise JobUnstoppableError("This mail is sent in any case.", field="id")
    await uow.session.execute(
        update(JobRow)
        .where(JobRow.id == job_id)
        .values(cancel_requested_at=func.coalesce(JobRow.cancel_requested_at, func.now()), run_at=func.now())
    )
    await uow.session.refresh(job)
    uow.published.append((job.id, job.name))
    return job

"""Taking a job under a lease, keeping the lease, and losing it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, update

from core.db.database import Database
from core.ids import new_id
from core.jobs.models import JobRow, JobState


class LeaseLostError(Exception):
    """Another worker holds the job now, or it was cancelled: whatever this one did must not be committed."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job under this worker's lease. `token` is the fence."""

    id: UUID
    user_id: UUID | None
    name: str
    version: int
    payload: dict[str, Any]
    cursor: dict[str, Any]
    attempt: int
    max_attempts: int
    token: UUID
    trace_context: dict[str, str]
    cancel_requested: bool


async def claim(database: Database, job_id: UUID, lease: timedelta) -> ClaimedJob | None:
    """Take the job if it is due and nobody holds it; None otherwise. A repeated message finds nothing to take."""
    token = new_id()
    takeable = or_(
        (JobRow.state == JobState.QUEUED) & (JobRow.run_at <= func.now()),
        (JobRow.state == JobState.RUNNING) & (JobRow.lease_until < func.now()),
    )
    async with database.system_unit_of_work() as uow:
        row = (
            await uow.session.execute(
                update(JobRow)
                .where(JobRow.id == job_id, takeable)
                .values(
                    state=JobState.RUNNING,
                    lease_token=token,
                    lease_until=func.now() + lease,
                    attempts=JobRow.attempts + 1,
                )
                .returning(JobRow)
            )
        ).scalar_one_or_none()
    if row is None:
        return None
    return ClaimedJob(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        version=row.version,
        payload=row.payload,
        cursor=row.cursor,
        attempt=row.attempts,
        max_attempts=row.max_attempts,
        token=token,
        trace_context=row.trace_context,
        cancel_requested=row.cancel_requested_at is not None,
    )


async def extend_lease(database: Database, job: ClaimedJob, lease: timedelta) -> bool:
    """Keep the lease alive. False when it is lost or a cancel was asked for: the work should stop."""
    async with database.system_unit_of_work() as uow:
        kept = await uow.session.execute(
            update(JobRow)
            .where(
                JobRow.id == job.id,
                JobRow.lease_token == job.token,
                JobRow.state == JobState.RUNNING,
                JobRow.cancel_requested_at.is_(None),
            )
            .values(lease_until=func.now() + lease)
            .returning(JobRow.id)
        )
        return kept.scalar_one_or_none() is not None

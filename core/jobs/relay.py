"""The relay: whatever was committed but not carried to a worker is published, and again until somebody takes it."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import func, or_, select, update

from core.db.database import Database
from core.jobs.models import JobRow, JobState
from core.ports.job_queue import JobQueue, QueueUnavailableError
from core.settings import JobSettings

log = structlog.get_logger()

BATCH = 200
"""Jobs a round: a round of 200 publishes takes well under a second against a local Redis."""
GRACE = timedelta(seconds=1)
"""How long a fresh job is left to the process that enqueued it, which publishes it right after its commit."""
MOST_PATIENCE = 10
"""How many times `republish_after_seconds` a published job is left to the broker at most."""


async def relay_once(database: Database, queue: JobQueue, settings: JobSettings) -> int:
    """One round: free the lapsed leases, then publish what is due. Returns how many were published.

    Two short transactions lie around the send. A relay that dies between them leaves `published_at` set: the job is
    published again after `republish_after_seconds`, as it is when the broker lost the message.
    """
    await _free_lapsed_leases(database)
    due = await _take_due(database, timedelta(seconds=settings.republish_after_seconds))
    failed: list[UUID] = []
    for job_id, name in due:
        if failed:
            failed.append(job_id)
            continue
        try:
            await queue.publish(job_id, name)
        except QueueUnavailableError:
            log.warning("relay_broker_unavailable", waiting=len(due))
            failed.append(job_id)
    if failed:
        async with database.system_unit_of_work() as uow:
            await uow.session.execute(update(JobRow).where(JobRow.id.in_(failed)).values(published_at=None))
    return len(due) - len(failed)


async def _free_lapsed_leases(database: Database) -> None:
    """A row that is locked is skipped: a worker that froze inside its commit must not hold up everybody's jobs."""
    async with database.system_unit_of_work() as uow:
        lapsed = (
            select(JobRow.id)
            .where(JobRow.state == JobState.RUNNING, JobRow.lease_until < func.now())
            .with_for_update(skip_locked=True)
        )
        freed = await uow.session.execute(
            update(JobRow)
            .where(JobRow.id.in_(lapsed))
            .values(state=JobState.QUEUED, lease_token=None, lease_until=None, published_at=None)
            .returning(JobRow.id)
            .execution_options(synchronize_session=False)
        )
        for job_id in freed.scalars():
            log.warning("job_lease_lapsed", job_id=str(job_id))


async def _take_due(database: Database, republish_after: timedelta) -> list[tuple[UUID, str]]:
    """Mark what is due as published. A job that waits long waits in a long queue, rarely for a lost message.

    So it is left to the broker for as long again as it had waited when it was published last: a backlog must not fill
    itself with repeated messages, each of which costs a worker a look at the table.
    """
    waited = JobRow.published_at - JobRow.run_at
    patience = func.least(func.greatest(waited, republish_after), republish_after * MOST_PATIENCE)
    async with database.system_unit_of_work() as uow:
        due = (
            select(JobRow.id)
            .where(
                JobRow.state == JobState.QUEUED,
                JobRow.run_at <= func.now() - GRACE,
                or_(JobRow.published_at.is_(None), JobRow.published_at < func.now() - patience),
            )
            .order_by(JobRow.run_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        taken = await uow.session.execute(
            update(JobRow)
            .where(JobRow.id.in_(due))
            .values(published_at=func.now())
            .returning(JobRow.id, JobRow.name)
            .execution_options(synchronize_session=False)
        )
        return [(row.id, row.name) for row in taken]

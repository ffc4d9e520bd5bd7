"""Doing jobs in the test's own process, by the same code that a worker runs."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from core.adapters.wiring import Platform
from core.jobs.handler import JobHandler
from core.jobs.models import JobRow, JobState
from core.jobs.run_job import run_job

Handlers = Mapping[str, JobHandler]


async def do_jobs(platform: Platform, handlers: Handlers, user_id: UUID | None) -> dict[str, JobState]:
    """Do a person's due jobs until none is left; the state that each kind of job ended in."""
    states: dict[str, JobState] = {}
    for _ in range(50):
        async with platform.database.read_system() as read:
            due = (
                await read.session.execute(
                    select(JobRow.id, JobRow.name)
                    .where(
                        JobRow.user_id.is_not_distinct_from(user_id),
                        JobRow.state == JobState.QUEUED,
                        JobRow.run_at <= func.now(),
                    )
                    .order_by(JobRow.created_at)
                )
            ).all()
        if not due:
            return states
        for job in due:
            state = await run_job(platform.database, platform.events, handlers, platform.settings.jobs, job.id)
            if state is not None:
                states[job.name] = state
    raise AssertionError("jobs never ended")


async def do_system_jobs(platform: Platform, handlers: Handlers) -> dict[str, JobState]:
    """Do the platform's own due jobs, such as mails."""
    return await do_jobs(platform, handlers, None)

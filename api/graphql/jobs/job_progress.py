from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Final

import strawberry
from sqlalchemy import select

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.permission import Enforce, Permission
from api.graphql.jobs.job import Job
from core.errors import NotFoundError
from core.jobs.models import JobRow, JobState
from core.ports.events import ATTENTIVE, job_topic

OVER: Final = {JobState.DONE, JobState.DEAD, JobState.CANCELLED}


JobId = Annotated[strawberry.ID, strawberry.argument(description="The job.")]


async def _job_progress(info: strawberry.Info[Context], job_id: JobId) -> AsyncGenerator[Job, None]:
    """The job at once, then each change, then the end. Events are hints: the row is read anew for each."""
    context = info.context
    key = decode_id(job_id, "Job", "jobId")
    statement = select(JobRow).where(JobRow.user_id == context.person, JobRow.id == key)
    shown: tuple[object, ...] | None = None
    async with aclosing(context.listen(job_topic(key), ATTENTIVE)) as looks:
        async for _ in looks:
            async with context.read() as read:
                row = (await read.session.execute(statement)).scalar_one_or_none()
            if row is None:
                raise NotFoundError("There is no such job.", field="jobId")
            state = (row.state, row.progress, row.progress_note, row.attempts)
            if state != shown:
                shown = state
                yield Job(row=row)
            if row.state in OVER:
                return


@strawberry.type
class JobSubscription:
    """Watching jobs."""

    job_progress: AsyncGenerator[Job, None] = strawberry.subscription(
        resolver=_job_progress,
        description="A job as it moves: at once, at each change, and for the last time when it is over.",
        extensions=[Enforce(Permission.JOBS_READ)],
    )

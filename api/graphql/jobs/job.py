from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.graphql.context import Context
from api.graphql.declare.fields import column
from api.graphql.declare.node import Node
from core.jobs.models import JobRow, JobState


@strawberry.type(description="A piece of work that runs behind the scenes.")
class Job(Node):
    """A job as its person sees it."""

    row: strawberry.Private[JobRow]
    name: str = column(JobRow.name, "What it does, as `banking.import_statement`.")
    state: JobState = column(JobRow.state, "Where it stands.")
    progress: int = column(JobRow.progress, "How far it is, in percent from 0 to 100.")
    progress_note: str | None = column(
        JobRow.progress_note, "What it is doing now, for people; null where there is nothing to say."
    )
    attempts: int = column(JobRow.attempts, "How many times it was tried.")
    result: JSON = column(JobRow.result, "What came of it, by kind of job.")
    error_code: str | None = column(
        JobRow.error_code, "Why the last attempt failed: stable and machine-readable; null where none did."
    )
    error_message: str | None = column(
        JobRow.error_message, "Why the last attempt failed, for people; null where none did."
    )
    created_at: datetime = column(JobRow.created_at, "When it was asked for.")
    finished_at: datetime | None = column(JobRow.finished_at, "When it was over; null until then.")


async def load_job(info: strawberry.Info[Context], job_id: UUID | None) -> Job | None:
    """The job that a use case has just enqueued."""
    row = await info.context.loaders.job_by_id.load(job_id) if job_id is not None else None
    return Job(row=row) if row is not None else None


def wrap_job(row: Any) -> Job:
    """The GraphQL type of a row."""
    return Job(row=row)

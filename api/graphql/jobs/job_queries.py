from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.jobs.job import Job, wrap_job
from core.jobs.models import JobRow, JobState


@strawberry.input(description="Which jobs to show. What is left out is left open.")
class JobFilter:
    """Filter of jobs."""

    states: list[JobState] | None = strawberry.field(default=None, description="In one of these states.")
    names: list[str] | None = strawberry.field(
        default=None, description="Of these names, as `banking.import_statement`: see `Job.name`."
    )


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[JobRow]]:
    wanted: JobFilter = arguments.get("filter") or JobFilter()
    statement = select(JobRow).where(JobRow.user_id == person)
    return narrowed(
        statement, (arguments.get("states"), JobRow.state), (wanted.states, JobRow.state), (wanted.names, JobRow.name)
    )


JOBS: Final = Listing(_wanted, by_time(JobRow.created_at, JobRow.id), wrap_job)


async def _jobs(
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Annotated[JobFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
    states: Annotated[
        list[JobState] | None,
        strawberry.argument(
            description="In one of these states.", deprecation_reason="Use `filter.states`. Removed on 2027-06-01."
        ),
    ] = None,
) -> Connection[Job]:
    return await JOBS.page(info, first, after, filter=filter, order_by=order_by, states=states)


@strawberry.type
class JobQueries:
    """Reading jobs."""

    jobs: Connection[Job] = query(Permission.JOBS_READ, "The person's jobs, newest first.", JOBS.rows)(_jobs)

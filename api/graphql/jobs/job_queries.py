from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowPages
from api.graphql.jobs.job import Job, wrap_job
from core.db.keyset import Ordering, Page, fetch_page
from core.jobs.models import JobRow, JobState

NEWEST_FIRST = Ordering((JobRow.created_at, JobRow.id))


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[JobRow]]:
    statement = select(JobRow).where(JobRow.user_id == person)
    states = arguments.get("states")
    return statement if states is None else statement.where(JobRow.state.in_(states))


async def _jobs(
    info: strawberry.Info[Context], first: int = 20, after: str | None = None, states: list[JobState] | None = None
) -> Connection[Job]:
    wanted = _wanted(info.context.person, {"states": states})
    async with info.context.read() as read:
        found = await fetch_page(read.session, wanted, NEWEST_FIRST, Page(first, after))
    return Connection[Job].of(found, wrap_job)


@strawberry.type
class JobQueries:
    """Reading jobs."""

    jobs: Connection[Job] = query(
        Permission.SIGNED_IN, "The person's jobs, newest first.", RowPages(_wanted, NEWEST_FIRST)
    )(_jobs)

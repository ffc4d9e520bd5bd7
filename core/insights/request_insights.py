from sqlalchemy import exists, select

from core.db.uow import UnitOfWork
from core.insights.messages import FindInsights
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState


async def request_insights(uow: UnitOfWork) -> None:
    """Have the person's books looked through, because they changed; unless that waits to be done already."""
    waiting = exists().where(
        JobRow.user_id == uow.person, JobRow.name == FindInsights.name, JobRow.state == JobState.QUEUED
    )
    if not (await uow.session.execute(select(waiting))).scalar_one():
        await enqueue(uow, FindInsights())

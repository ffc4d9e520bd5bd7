from sqlalchemy import exists, select

from core.db.uow import UnitOfWork
from core.documents.messages import MatchDocuments
from core.documents.models import DocumentRow
from core.jobs.enqueue import enqueue
from core.jobs.job_run import JobRun
from core.jobs.models import JobRow, JobState


async def request_matching(uow: UnitOfWork) -> None:
    """Have documents and payments looked at again, because some of either changed; without documents nothing is."""
    has_documents = select(exists().where(DocumentRow.user_id == uow.person))
    if (await uow.session.execute(has_documents)).scalar_one():
        await enqueue(uow, MatchDocuments())


async def newer_waits(run: JobRun) -> bool:
    """Whether another such job of the person's waits behind this one: it will see all that this one would."""
    waiting = exists().where(
        JobRow.user_id == run.person,
        JobRow.name == MatchDocuments.name,
        JobRow.state == JobState.QUEUED,
        JobRow.id > run.job.id,
    )
    async with run.read() as read:
        return bool((await read.session.execute(select(waiting))).scalar_one())

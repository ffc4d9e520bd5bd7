from datetime import timedelta

from sqlalchemy import delete

from core.identity.messages import PurgeExpiredSessions
from core.identity.models import MailLinkRow, SessionRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

KEPT = timedelta(days=30)


def bind(tools: Tools) -> JobHandler:
    """Drops sessions, with their refresh tokens, and mailed links that ended a month ago."""

    async def handle(run: JobRun, message: PurgeExpiredSessions) -> None:
        before = tools.platform.clock.now() - KEPT
        async with run.finish() as uow:
            await uow.session.execute(delete(SessionRow).where(SessionRow.expires_at < before))
            await uow.session.execute(delete(MailLinkRow).where(MailLinkRow.expires_at < before))

    return JobHandler(PurgeExpiredSessions, handle)

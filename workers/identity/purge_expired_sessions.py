from datetime import timedelta

from sqlalchemy import delete

from core.identity.factors.models import FactorChallengeRow
from core.identity.messages import PurgeExpiredSessions
from core.identity.models import KnownDeviceRow, MailLinkRow, SessionRow, UserRow, UserStatus
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools

KEPT = timedelta(days=30)
DEVICES_KEPT = timedelta(days=365)


def bind(tools: Tools) -> JobHandler:
    """Drops sessions, with their refresh tokens, and mailed links that ended a month ago; devices unused for a year.

    Registrations whose address nobody confirmed for a month go too: nobody could sign in, so there is nothing else.
    """

    async def handle(run: JobRun, message: PurgeExpiredSessions) -> None:
        now = tools.platform.clock.now()
        before = now - KEPT
        async with run.finish() as uow:
            await uow.session.execute(delete(SessionRow).where(SessionRow.expires_at < before))
            await uow.session.execute(delete(FactorChallengeRow).where(FactorChallengeRow.expires_at < before))
            await uow.session.execute(delete(MailLinkRow).where(MailLinkRow.expires_at < before))
            await uow.session.execute(delete(KnownDeviceRow).where(KnownDeviceRow.last_used_at < now - DEVICES_KEPT))
            unconfirmed = UserRow.status == UserStatus.UNVERIFIED, UserRow.verified_at.is_(None)
            await uow.session.execute(delete(UserRow).where(*unconfirmed, UserRow.created_at < before))

    return JobHandler(PurgeExpiredSessions, handle)

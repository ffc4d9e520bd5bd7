from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.identity.mail_links import new_link
from core.identity.messages import MakeMailLink, SendLinkMail
from core.identity.models import MailLinkPurpose, MailLinkRow, UserRow, UserStatus
from core.identity.reactivate_user import may_reactivate
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Makes the link that was asked for, where there is such a person and it suits them. Who asked is never told."""

    async def handle(run: JobRun, message: MakeMailLink) -> None:
        async with run.finish() as uow:
            user = await uow.session.get(UserRow, message.recipient_id)
            if user is None or not _suits(user, message.purpose):
                return
            link = new_link(tools.platform.clock, user.id, message.purpose)
            if message.purpose is MailLinkPurpose.VERIFY_EMAIL:
                await _take_over_registration(uow.session, link)
            uow.session.add(link)
            await uow.session.flush()
            await enqueue(uow, SendLinkMail(link_id=link.id))

    return JobHandler(MakeMailLink, handle)


def _suits(user: UserRow, purpose: MailLinkPurpose) -> bool:
    if purpose is MailLinkPurpose.VERIFY_EMAIL:
        return user.status is UserStatus.UNVERIFIED
    if purpose is MailLinkPurpose.REACTIVATE:
        return may_reactivate(user)
    return purpose is MailLinkPurpose.RESET_PASSWORD


async def _take_over_registration(session: AsyncSession, link: MailLinkRow) -> None:
    """The password and the name of the latest registration, which the link that was lost carried."""
    latest = (
        select(MailLinkRow.password_hash, MailLinkRow.display_name)
        .where(
            MailLinkRow.user_id == link.user_id,
            MailLinkRow.purpose == MailLinkPurpose.VERIFY_EMAIL,
            MailLinkRow.password_hash.is_not(None),
        )
        .order_by(MailLinkRow.created_at.desc(), MailLinkRow.id.desc())
        .limit(1)
    )
    found = (await session.execute(latest)).one_or_none()
    if found is not None:
        link.password_hash, link.display_name = found

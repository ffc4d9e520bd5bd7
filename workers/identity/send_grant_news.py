from sqlalchemy import select

from core.identity.grants.models import GrantRow
from core.identity.messages import SendGrantNews
from core.identity.models import UserRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.grant_mails import grant_news_mail
from core.ports.mailer import Mail
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Tells one side of a grant what became of it. Who has left since is told nothing."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendGrantNews) -> None:
        statement = (
            select(GrantRow, UserRow.email)
            .join(UserRow, UserRow.id == GrantRow.user_id)
            .where(GrantRow.id == message.grant_id)
        )
        async with run.read() as read:
            found = (await read.session.execute(statement)).one_or_none()
            recipient = await read.session.get(UserRow, message.recipient_id)
        if found is not None and recipient is not None:
            grant, owner_email = found
            other = grant.email if recipient.id == grant.user_id else owner_email
            text = grant_news_mail(
                recipient.locale, recipient.display_name, message.news, other, platform.settings.web_url
            )
            await platform.mailer.send(Mail(str(run.job.id), recipient.email, text.subject, text.text))

    return JobHandler(SendGrantNews, handle)

from sqlalchemy import select

from core.identity.grants.kinds import GrantState
from core.identity.grants.models import GrantRow
from core.identity.messages import SendGrantInvitation
from core.identity.models import UserRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.grant_mails import invitation_mail
from core.ports.mailer import Mail
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Mails an invitation, unless it was decided meanwhile. A second try sends the same message under the same id."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendGrantInvitation) -> None:
        statement = (
            select(GrantRow, UserRow)
            .join(UserRow, UserRow.id == GrantRow.user_id)
            .where(GrantRow.id == message.grant_id, GrantRow.state == GrantState.INVITED)
        )
        async with run.read() as read:
            found = (await read.session.execute(statement)).one_or_none()
        if found is not None:
            row, owner = found
            link = f"{platform.settings.web_url}/settings/access"
            text = invitation_mail(owner.locale, owner.email, row.kind.value, link)
            await platform.mailer.send(Mail(str(row.id), row.email, text.subject, text.text))

    return JobHandler(SendGrantInvitation, handle)

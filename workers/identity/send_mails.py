from sqlalchemy import select

from core.identity.mail_link import link_token
from core.identity.messages import SendAlreadyRegisteredMail, SendVerificationMail
from core.identity.models import MailLinkRow, UserRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.account_mails import MailText, already_registered_mail, verification_mail
from core.ports.mailer import Mail
from workers.runtime import Tools


def bind_verification(tools: Tools) -> JobHandler:
    """Mails the link that confirms an address. A second try sends the same message under the same id."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendVerificationMail) -> None:
        async with run.read() as read:
            statement = (
                select(UserRow)
                .join(MailLinkRow, MailLinkRow.user_id == UserRow.id)
                .where(MailLinkRow.id == message.link_id)
            )
            user = (await read.session.execute(statement)).scalar_one_or_none()
        if user is None:
            return
        token = await link_token(platform.secrets, message.link_id)
        text = verification_mail(user.locale, user.display_name, f"{platform.settings.web_url}/verify?token={token}")
        await platform.mailer.send(_mail(str(message.link_id), user, text))

    return JobHandler(SendVerificationMail, handle)


def bind_already_registered(tools: Tools) -> JobHandler:
    """Tells a person that their address was tried again."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendAlreadyRegisteredMail) -> None:
        async with run.read() as read:
            user = await read.session.get(UserRow, message.recipient_id)
        if user is not None:
            text = already_registered_mail(user.locale, user.display_name, platform.settings.web_url)
            await platform.mailer.send(_mail(str(run.job.id), user, text))

    return JobHandler(SendAlreadyRegisteredMail, handle)


def _mail(message_id: str, user: UserRow, text: MailText) -> Mail:
    return Mail(message_id, user.email, text.subject, text.text)

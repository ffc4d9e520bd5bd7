from core.identity.models import UserRow
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.account_mails import (
    MailText,
    account_shut_mail,
    deletion_cancelled_mail,
    deletion_requested_mail,
)
from core.ports.mailer import Mail
from core.privacy.messages import Occasion, SendErasureMail
from core.privacy.models import AccountErasureRow
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Tells a person where the deletion of their account stands."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendErasureMail) -> None:
        async with run.read() as read:
            erasure = await read.session.get(AccountErasureRow, message.erasure_id)
            user = await read.session.get(UserRow, erasure.user_id) if erasure and erasure.user_id else None
        if erasure is None or user is None:
            return
        text = _text(message.occasion, user, erasure, platform.settings.web_url)
        await platform.mailer.send(Mail(str(run.job.id), user.email, text.subject, text.text))

    return JobHandler(SendErasureMail, handle)


def _text(occasion: Occasion, user: UserRow, erasure: AccountErasureRow, link: str) -> MailText:
    if occasion is Occasion.REQUESTED:
        day = erasure.due_at.date().isoformat()
        return deletion_requested_mail(user.locale, user.display_name, day, link)
    if occasion is Occasion.CANCELLED:
        return deletion_cancelled_mail(user.locale, user.display_name)
    return account_shut_mail(user.locale, user.display_name)

from core.adapters.wiring import unsubscribe_url
from core.identity.models import UserStatus
from core.identity.repository import user_by_id
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.keep_wishes import load_wishes
from core.notifications.messages import SendNoticeMail
from core.notifications.notice_mails import Reader, notice_mail_of
from core.notifications.read_notices import notices_of_mail
from core.ports.mailer import Mail
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Sends one mail. A second try sends the same message under the same id."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendNoticeMail) -> None:
        async with run.read() as read:
            user = await user_by_id(read.session, run.person)
            rows = await notices_of_mail(read, run.person, message.mail_id)
            wishes = await load_wishes(read.session, run.person)
        if rows and user.status is UserStatus.ACTIVE:
            kind = None if rows[0].in_digest else rows[0].kind
            url = await unsubscribe_url(platform, run.person, kind)
            today = platform.clock.now().astimezone(wishes.zone).date()
            web_url = platform.settings.web_url
            text = notice_mail_of(rows, Reader(user.locale, user.display_name, today), web_url, url)
            await platform.mailer.send(Mail(f"notice-{message.mail_id}", user.email, text.subject, text.text, url))
        async with run.finish({"notices": len(rows)}):
            return

    return JobHandler(SendNoticeMail, handle)

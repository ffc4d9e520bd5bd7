from urllib.parse import urlsplit

from core.errors import NotFoundError
from core.identity.repository import user_by_id
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.webhook_mails import webhook_disabled_mail
from core.ports.mailer import Mail
from core.webhooks.find_webhook import webhook_of
from core.webhooks.messages import SendWebhookMail
from core.webhooks.models import DisabledReason
from workers.runtime import Tools


def bind(tools: Tools) -> JobHandler:
    """Mails that a webhook was disabled. A second try sends the same message under the same id."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendWebhookMail) -> None:
        async with run.read() as read:
            try:
                webhook = await webhook_of(read.session, run.person, message.webhook_id)
            except NotFoundError:  # deleted meanwhile
                return
            user = await user_by_id(read.session, run.person)
        if webhook.disabled_reason is None:  # switched on again meanwhile
            return
        host = urlsplit(webhook.url).hostname or ""
        link = f"{platform.settings.web_url}/settings/webhooks"
        is_gone = webhook.disabled_reason is DisabledReason.GONE
        text = webhook_disabled_mail(user.locale, user.display_name, host, link, is_gone=is_gone)
        await platform.mailer.send(Mail(str(run.job.id), user.email, text.subject, text.text))

    return JobHandler(SendWebhookMail, handle)

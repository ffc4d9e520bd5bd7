from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import select

from core.identity.repository import user_by_id
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.keep_wishes import load_wishes
from core.notifications.messages import SendPush
from core.notifications.models import NoticeRow
from core.notifications.push_payload import push_payload
from core.notifications.push_subscriptions import drop_subscription, note_sent, subscriptions_of
from core.ports.push_sender import PushMessage, PushTarget, PushUnavailableError
from workers.runtime import Tools

log = structlog.get_logger()
KEPT: Final = timedelta(days=2)
"""By the push service, for a device that is switched off."""


def bind(tools: Tools) -> JobHandler:
    """Pushes one notice to one browser. A second try replaces what the first may have sent, by its topic and tag."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendPush) -> None:
        async with run.read() as read:
            mine = select(NoticeRow).where(NoticeRow.user_id == run.person, NoticeRow.id == message.notice_id)
            notice = (await read.session.execute(mine)).scalar_one_or_none()
            browsers = await subscriptions_of(read.session, run.person)
            user = await user_by_id(read.session, run.person)
            wishes = await load_wishes(read.session, run.person)
        browser = next((one for one in browsers if one.id == message.subscription_id), None)
        if notice is None or browser is None or notice.read_at is not None:
            return
        payload = push_payload(notice, user.locale, more=message.more, shows_details=wishes.shows_details)
        target = PushTarget(browser.endpoint, browser.p256dh, browser.auth)
        sent = PushMessage(payload, notice.id.hex, int(KEPT.total_seconds()))
        answer = await platform.push_sender.send(target, sent)
        log.info("push_attempt", subscription_id=str(browser.id), status_code=answer.status_code, error=answer.error)
        if answer.may_be_tried_again:
            raise PushUnavailableError("The push service did not take the message.")
        async with run.finish({"status": answer.status_code}) as uow:
            if answer.is_gone:
                await drop_subscription(uow, browser.id)
            elif answer.is_taken:
                await note_sent(uow, browser.id, platform.clock.now())

    return JobHandler(SendPush, handle)

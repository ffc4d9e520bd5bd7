from datetime import date
from uuid import UUID

from core.clock import today
from core.identity.repository import user_by_id
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from core.taxes.keep_reminders import reminder_lead_days
from core.taxes.messages import RemindOfDeadlines, SendTaxReminder
from core.taxes.notice_taxes import deadline_key
from core.taxes.remind_of_deadlines import Reminder, due_reminders, enqueue_reminders
from core.taxes.rules.deadline import DeadlineKind
from core.taxes.rules.russian_names import name_of
from workers.runtime import Tools

MORNING_HOUR = 5
"""In UTC: no mail goes out before eight in Moscow and six in Berlin, where most of the people are."""
MOST_BATCHES = 5_000
"""A million people a run: the next hour's run goes on with whom it did not reach."""


def bind_watch(tools: Tools) -> JobHandler:
    """Looks through everybody's deadlines, a batch a transaction. Who was told today is not told again."""
    platform = tools.platform

    async def handle(run: JobRun, message: RemindOfDeadlines) -> None:
        day = today(platform.clock)
        after = UUID(run.cursor["after"]) if "after" in run.cursor else None
        batches = MOST_BATCHES if platform.clock.now().hour >= MORNING_HOUR else 0
        for _ in range(batches):
            cursor: dict[str, str] = {}  # written at the end of the block
            async with run.piece(cursor, 50) as uow:
                after = await enqueue_reminders(uow, day, after)
                if after is not None:
                    cursor["after"] = str(after)
            if after is None:
                break
        async with run.finish():
            return

    return JobHandler(RemindOfDeadlines, handle)


def bind_mail(tools: Tools) -> JobHandler:
    """Has a person told what is near, as they wish to be told. A second try tells nothing twice."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendTaxReminder) -> None:
        async with run.read() as read:
            user = await user_by_id(read.session, run.person)
            leads = await reminder_lead_days(read, run.person)
            near = await due_reminders(read, run.person, leads, message.day)
        async with run.finish({"deadlines": len(near)}) as uow:
            if today(platform.clock) == message.day:  # a reminder of yesterday counts the days wrongly
                notices = [_notice(one, user.locale, message.day) for one in near]
                await notify(uow, platform.clock.now(), notices)

    return JobHandler(SendTaxReminder, handle)


def _notice(reminder: Reminder, locale: str, day: date) -> Notice:
    """The same deadline is told once for each lead time."""
    marked = reminder.deadline
    of = marked.deadline
    days = (of.due_on - day).days
    facts = {
        "country": reminder.country,
        "is_payment": of.kind is DeadlineKind.PAYMENT,
        "period_start": of.period_start.isoformat(),
        "period_end": of.period_end.isoformat(),
    }
    subject = f"{deadline_key(reminder.profile_id, marked)}:{days}"
    return Notice(NoticeKind.TAX_DEADLINE, subject, name_of(of, locale), of.due_on, facts=facts)

from core.clock import today
from core.db.database import ReadSession
from core.insights.settle_insights import settled_keys
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.claim_notices import MOST, Claimed, claim_notices
from core.notifications.keep_wishes import load_wishes
from core.notifications.messages import HandOverNotices, SendNoticeMail, SendPush
from core.notifications.notice_kind import NoticeKind
from core.notifications.push_subscriptions import subscriptions_of
from core.notifications.read_notices import waiting_subjects
from core.taxes.notice_taxes import done_deadlines
from workers.runtime import Tools

MOST_ROUNDS = 20
"""Of a job: four thousand notices of one person, and the next job goes on."""


def bind(tools: Tools) -> JobHandler:
    """Hands over what is due to a person: the notices are marked and their jobs enqueued in one transaction."""
    platform = tools.platform

    async def handle(run: JobRun, message: HandOverNotices) -> None:
        counts = {"mails": 0, "pushes": 0}
        for _ in range(MOST_ROUNDS):
            async with run.read() as read:
                over = await _over(run, read)
            async with run.piece({}, 50) as uow:
                wishes = await load_wishes(uow.session, run.person)
                claimed = await claim_notices(uow, platform.clock.now(), wishes, over)
                for mail_id in claimed.mails:
                    await enqueue(uow, SendNoticeMail(mail_id=mail_id))
                subscriptions = await subscriptions_of(uow.session, run.person) if claimed.pushes else ()
                for rows in claimed.pushes.values():  # one a kind: a first import finds a dozen of some
                    for one in subscriptions:
                        push = SendPush(notice_id=rows[-1].id, subscription_id=one.id, more=len(rows) - 1)
                        await enqueue(uow, push)
            _count(counts, claimed, len(subscriptions))
            if claimed.taken < MOST:
                break
        async with run.finish(counts):
            return

    async def _over(run: JobRun, read: ReadSession) -> set[tuple[NoticeKind, str]]:
        """What waits and is so no more: put away, found done, marked."""
        waiting = await waiting_subjects(read, run.person)
        subjects = {subject for _, subject in waiting}
        settled = await settled_keys(read, run.person, subjects)
        done: set[str] = set()
        if any(kind is NoticeKind.TAX_DEADLINE for kind, _ in waiting):
            done = await done_deadlines(read, run.person, today(platform.clock))
        return {
            (kind, subject)
            for kind, subject in waiting
            if subject in settled or (kind is NoticeKind.TAX_DEADLINE and subject.rpartition(":")[0] in done)
        }

    return JobHandler(HandOverNotices, handle)


def _count(counts: dict[str, int], claimed: Claimed, browsers: int) -> None:
    counts["mails"] += len(claimed.mails)
    counts["pushes"] += len(claimed.pushes) * browsers

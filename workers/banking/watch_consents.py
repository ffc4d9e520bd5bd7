from core.banking.connections import connection_of
from core.banking.consents import ENDED, consent_of
from core.banking.messages import RefreshConsent, SendConsentMail, WatchConsents
from core.banking.refresh_consent import refresh_consent
from core.banking.watch_consents import BATCH, ask_about_waiting, end_lapsed, warn_of_lapse
from core.insights.consents_lapsing import lapse_key
from core.jobs.handler import JobHandler
from core.jobs.job_run import JobRun
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from workers.runtime import Tools

MOST_BATCHES = 50
"""Of each kind a run: the next run goes on."""


def bind_watch(tools: Tools) -> JobHandler:
    """Looks after everybody's consents, a batch a transaction."""
    platform = tools.platform

    async def handle(run: JobRun, message: WatchConsents) -> None:
        counts: dict[str, int] = {}
        for step in (end_lapsed, warn_of_lapse, ask_about_waiting):
            for _ in range(MOST_BATCHES):
                async with run.piece(run.cursor, 50, step.__name__) as uow:
                    done = await step(uow, platform.clock)
                counts[step.__name__] = counts.get(step.__name__, 0) + done
                if done < BATCH:
                    break
        async with run.finish(counts):
            return

    return JobHandler(WatchConsents, handle)


def bind_refresh(tools: Tools) -> JobHandler:
    """Asks a bank about one consent that waits."""

    async def handle(run: JobRun, message: RefreshConsent) -> None:
        refreshed = await refresh_consent(tools.platform, run.person, message.consent_id)
        async with run.finish({"status": refreshed.consent.status.value}):
            return

    return JobHandler(RefreshConsent, handle)


def bind_mail(tools: Tools) -> JobHandler:
    """Has a person told that a consent lapses. What notices it in their books tells of it under the same key."""
    platform = tools.platform

    async def handle(run: JobRun, message: SendConsentMail) -> None:
        async with run.read() as read:
            consent = await consent_of(read.session, run.person, message.consent_id)
            connection = await connection_of(read.session, run.person, consent.connection_id)
        if consent.status in ENDED or consent.expires_at is None:
            return
        bank = platform.banks.get(connection.bank_code)
        day = consent.expires_at.date()
        async with run.finish() as uow:
            notice = Notice(NoticeKind.CONSENT_LAPSES, lapse_key(consent.id), bank.name, day)
            await notify(uow, platform.clock.now(), [notice])

    return JobHandler(SendConsentMail, handle)

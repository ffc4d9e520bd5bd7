from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.accounts.models import AccountRow
from core.adapters.wiring import Platform
from core.errors import DomainError
from core.identity.repository import user_by_id
from core.insights.consents_lapsing import consents_lapsing
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.insights.settle_insights import STANDING, open_keys
from core.insights.suspected_duplicates import suspected_duplicates
from core.insights.undocumented_payments import receipts_found, undocumented_payments
from core.jobs.job_run import JobRun
from core.taxes.notice_taxes import notice_taxes


@dataclass(frozen=True, slots=True)
class Beyond:
    """What was noticed, and the keys of what was noticed before and is done, or over."""

    noticed: Sequence[Noticed]
    done: set[str]
    over: set[str]


async def look_beyond(run: JobRun, platform: Platform, accounts: Sequence[AccountRow], day: date) -> Beyond:
    """Look at what is about no account alone: what importing suspected, papers, banks and taxes."""

    def bank_name(code: str) -> str:
        try:
            return platform.banks.get(code).name
        except DomainError:
            return code  # a bank that is no longer known here

    async with run.read() as read:
        user = await user_by_id(read.session, run.person)
        suspected = await suspected_duplicates(read, run.person)
        missing = await undocumented_payments(read, run.person, accounts, day)
        waiting = await open_keys(read, run.person, {InsightKind.RECEIPT_MISSING})
        documented = await receipts_found(read, run.person, waiting)
        lapsing = await consents_lapsing(read, run.person, platform.clock.now(), bank_name)
        standing = await open_keys(read, run.person, STANDING)
    async with run.read() as read:
        taxes = await notice_taxes(read, run.person, user.locale, day)
    so = {one.key for one in (*lapsing, *taxes.noticed)}
    return Beyond([*suspected, *missing, *lapsing, *taxes.noticed], documented | taxes.done, set(standing) - so)

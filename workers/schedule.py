"""Work that comes back by the clock. A slot is done once, however many schedulers tick."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.accounts.messages import EvaluateFeedback, FetchRates, PruneBookChanges
from core.adapters.schema import metadata
from core.audit.messages import VerifyHistories
from core.banking.messages import PruneBankCalls, ReadProducts, WatchConsents
from core.banking.schedule_syncs import BATCH, enqueue_due_syncs
from core.db.database import Database
from core.db.sealing.seal_old_values import sealed_columns
from core.documents.messages import FindOldVectors, PurgeStaleUploads
from core.identity.messages import PurgeExpiredSessions
from core.ids import JobId
from core.insights.messages import WatchBooks
from core.jobs.enqueue import enqueue
from core.jobs.message import JobMessage
from core.jobs.prune_jobs import PruneJobs
from core.notifications.messages import HandOverLate, PruneNotices
from core.privacy.messages import DropOldExports, EraseDue, SealOldValues
from core.reports.messages import DropOldReports
from core.taxes.messages import RemindOfDeadlines
from core.webhooks.messages import PruneWebhooks


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A message that is due every so often."""

    message: JobMessage
    every: timedelta


SCHEDULE: Final = (
    Scheduled(PurgeStaleUploads(), timedelta(hours=1)),
    Scheduled(PurgeExpiredSessions(), timedelta(days=1)),
    Scheduled(VerifyHistories(), timedelta(days=1)),
    Scheduled(EvaluateFeedback(), timedelta(days=1)),
    Scheduled(FetchRates(), timedelta(hours=4)),
    Scheduled(PruneBookChanges(), timedelta(days=1)),
    Scheduled(WatchConsents(), timedelta(hours=1)),
    Scheduled(ReadProducts(), timedelta(days=1)),
    Scheduled(PruneBankCalls(), timedelta(days=1)),
    Scheduled(PruneJobs(), timedelta(days=1)),
    Scheduled(PruneWebhooks(), timedelta(days=1)),
    Scheduled(EraseDue(), timedelta(hours=1)),
    Scheduled(DropOldExports(), timedelta(hours=1)),
    Scheduled(RemindOfDeadlines(), timedelta(hours=1)),
    Scheduled(HandOverLate(), timedelta(hours=1)),
    Scheduled(PruneNotices(), timedelta(days=1)),
    Scheduled(DropOldReports(), timedelta(hours=1)),
    Scheduled(WatchBooks(), timedelta(days=1)),
)
MOST_BATCHES: Final = 20
"""Of due bank reads a tick: 10,000 at most, the rest at the next."""


async def enqueue_due(database: Database, now: datetime) -> list[JobId]:
    """Enqueue what this moment's slots hold, unless it was enqueued: the unique key of the slot decides."""
    added: list[JobId] = []
    for scheduled in SCHEDULE:
        slot = int(now.timestamp() // scheduled.every.total_seconds())
        async with database.system_unit_of_work() as uow:
            job_id = await enqueue(uow, scheduled.message, deduplication_key=f"{scheduled.message.name}:{slot}")
        if job_id is not None:
            added.append(job_id)
    return added


async def enqueue_after_upgrade(database: Database, embedder: str) -> JobId | None:
    """Have old vectors looked for, once for each embedder that this installation ever runs."""
    message = FindOldVectors(embedder=embedder)
    async with database.system_unit_of_work() as uow:
        return await enqueue(uow, message, deduplication_key=f"{message.name}:{embedder}")


async def enqueue_sealing(database: Database) -> JobId | None:
    """Have old values sealed, once for each set of sealed columns that this installation ever has."""
    columns = ",".join(sorted(f"{column.table.name}.{column.name}" for column in sealed_columns(metadata)))
    message = SealOldValues()
    async with database.system_unit_of_work() as uow:
        key = f"{message.name}:{hashlib.sha256(columns.encode()).hexdigest()[:16]}"
        return await enqueue(uow, message, deduplication_key=key)


async def enqueue_due_reads(database: Database, now: datetime) -> list[JobId]:
    """Enqueue the bank connections whose turn has come, a batch a transaction."""
    added: list[JobId] = []
    for _ in range(MOST_BATCHES):
        async with database.system_unit_of_work() as uow:
            syncs = await enqueue_due_syncs(uow, now)
        added += syncs
        if len(syncs) < BATCH:
            break
    return added

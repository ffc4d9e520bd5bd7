"""Work that comes back by the clock. A slot is done once, however many schedulers tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.accounts.messages import EvaluateFeedback
from core.audit.messages import VerifyHistories
from core.banking.messages import PruneBankCalls, ReadProducts, WatchConsents
from core.banking.schedule_syncs import BATCH, enqueue_due_syncs
from core.db.database import Database
from core.documents.messages import FindOldVectors, PurgeStaleUploads
from core.identity.messages import PurgeExpiredSessions
from core.ids import JobId
from core.jobs.enqueue import enqueue
from core.jobs.message import JobMessage


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
    Scheduled(WatchConsents(), timedelta(hours=1)),
    Scheduled(ReadProducts(), timedelta(days=1)),
    Scheduled(PruneBankCalls(), timedelta(days=1)),
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

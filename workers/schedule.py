"""Work that comes back by the clock. A slot is done once, however many schedulers tick."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.audit.messages import VerifyHistories
from core.db.database import Database
from core.documents.messages import PurgeStaleUploads
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
)


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

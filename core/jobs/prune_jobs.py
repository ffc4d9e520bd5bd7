"""Forgetting jobs that ended long ago."""

from datetime import timedelta
from typing import ClassVar, Final

from sqlalchemy import text

from core.db.uow import UnitOfWork
from core.jobs.message import KEPT, JobMessage

BATCH: Final = 5000
_PRUNE: Final = text("""
DELETE FROM jobs WHERE id IN (
    SELECT id FROM jobs WHERE finished_at < now() - CAST(:kept AS interval) AND name <> ALL (:names)
    ORDER BY finished_at LIMIT :batch FOR UPDATE SKIP LOCKED
)
""")


class PruneJobs(JobMessage):
    """Forget jobs that ended long ago."""

    name: ClassVar[str] = "jobs.prune"


async def prune_jobs(uow: UnitOfWork, kept_days: int) -> int:
    """Remove a batch of everybody's, the oldest first. Returns how many: as a batch, then more may wait.

    What they made stays. Rows that name a job of theirs have none to show any more.
    """
    values = {"kept": timedelta(days=kept_days), "names": sorted(KEPT), "batch": BATCH}
    pruned = await uow.session.execute(_PRUNE, values)
    return int(getattr(pruned, "rowcount", 0))

"""What a handler is given: its progress, its cursor, and the one transaction its effects commit in."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, update

from core.db.database import Database, ReadSession
from core.db.uow import UnitOfWork
from core.jobs.claim import ClaimedJob, LeaseLostError
from core.jobs.models import JobRow, JobState
from core.ports.events import EventBus, job_topic


class JobRun:
    """One attempt at one job.

    Effects inside `finish()` and `piece()` commit together with the job's own state and only while the lease holds:
    if this worker was given up for dead, the block's commit raises LeaseLostError and nothing of it stays.
    """

    def __init__(self, database: Database, events: EventBus, job: ClaimedJob, lease: timedelta) -> None:
        self.database = database
        self._events = events
        self._lease = lease
        self.job = job
        self.cursor: dict[str, Any] = dict(job.cursor)
        self.is_finished = False

    @property
    def person(self) -> UUID:
        """The person the job is for. Only the platform's own jobs have none."""
        if self.job.user_id is None:
            raise RuntimeError(f"job {self.job.name} belongs to no person")
        return self.job.user_id

    def read(self) -> AbstractAsyncContextManager[ReadSession]:
        """A short read-only transaction as the job's person. Leave it before long work."""
        if self.job.user_id is None:
            return self.database.read_system()
        return self.database.read(self.job.user_id)

    @asynccontextmanager
    async def finish(self, result: dict[str, Any] | None = None) -> AsyncIterator[UnitOfWork]:
        """The transaction of the last effects: commits them and `done` together."""
        async with self._fenced(
            state=JobState.DONE,
            progress=100,
            progress_note=None,
            result=result if result is not None else {},
            error_code=None,
            error_message=None,
            finished_at=func.now(),
            lease_token=None,
            lease_until=None,
        ) as uow:
            yield uow
        self.is_finished = True
        await self.announce()

    @asynccontextmanager
    async def piece(self, cursor: dict[str, Any], progress: int, note: str | None = None) -> AsyncIterator[UnitOfWork]:
        """The transaction of one bounded piece: commits its effects and how far the job has come together."""
        async with self._fenced(
            cursor=cursor, progress=_never_back(progress), progress_note=note, lease_until=func.now() + self._lease
        ) as uow:
            yield uow
        self.cursor = cursor
        await self.announce()

    async def progress(self, percent: int, note: str | None = None) -> None:
        """Tell the person how far the work is, 0 to 99. Raises LeaseLostError when the job is no longer ours."""
        async with self._fenced(
            progress=_never_back(percent), progress_note=note, lease_until=func.now() + self._lease
        ):
            pass
        await self.announce()

    async def announce(self) -> None:
        """Hint to the person's open subscriptions that the job changed."""
        if self.job.user_id is not None:
            await self._events.publish(self.job.user_id, job_topic(self.job.id))

    @asynccontextmanager
    async def _fenced(self, **values: Any) -> AsyncIterator[UnitOfWork]:
        work = (
            self.database.unit_of_work(self.job.user_id)
            if self.job.user_id is not None
            else self.database.system_unit_of_work()
        )
        async with work as uow:
            yield uow
            kept = await uow.session.execute(
                update(JobRow)
                .where(
                    JobRow.id == self.job.id,
                    JobRow.lease_token == self.job.token,
                    JobRow.state == JobState.RUNNING,
                    JobRow.cancel_requested_at.is_(None),
                )
                .values(**values)
                .returning(JobRow.id)
                .execution_options(synchronize_session=False)
            )
            if kept.scalar_one_or_none() is None:
                raise LeaseLostError(str(self.job.id))


def _never_back(percent: int) -> ColumnElement[int]:
    """0 to 99 while the work lasts; a second attempt that begins anew does not take back what the person has seen."""
    return func.greatest(JobRow.progress, max(0, min(99, percent)))

"""A small workshop: jobs of the tests' own, done in the test's process by the code that a worker runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select, text, update

from core.adapters.wiring import Platform
from core.db.uow import UnitOfWork
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure, JobHandler
from core.jobs.job_run import JobRun
from core.jobs.message import JobMessage
from core.jobs.models import JobRow, JobState
from core.jobs.relay import relay_once
from core.jobs.run_job import run_job
from core.ports.job_queue import JobQueue, QueueUnavailableError
from core.settings import JobSettings

Handle = Callable[[JobRun, Any], Awaitable[None]]
OnDead = Callable[[UnitOfWork, Any, JobFailure], Awaitable[None]]


class Mark(JobMessage):
    """Leave a mark."""

    name: ClassVar[str] = "tests.mark"
    max_attempts: ClassVar[int] = 3
    text: str = "done"


@dataclass
class RecordingQueue:
    """A queue that remembers. `fails_after` messages it is away."""

    sent: list[UUID] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    fails_after: int | None = None

    async def publish(self, job_id: UUID, name: str) -> None:
        if self.fails_after is not None and len(self.sent) >= self.fails_after:
            raise QueueUnavailableError("The queue does not answer.")
        self.sent.append(job_id)
        self.names.add(name)

    async def ready(self) -> None:
        return


@dataclass
class Workshop:
    """Enqueue, run and look. `marks` are effects: rows of a table without any constraint, so that doubles show."""

    platform: Platform
    person: UUID
    settings: JobSettings = field(
        default_factory=lambda: JobSettings(lease_seconds=30, retry_base_seconds=0.001, republish_after_seconds=30)
    )

    async def enqueue(self, message: JobMessage | None = None, **options: Any) -> UUID:
        async with self.platform.database.unit_of_work(self.person) as uow:
            job_id = await enqueue(uow, message or Mark(), **options)
        assert job_id is not None
        return job_id

    async def run(self, job_id: UUID, handle: Handle, on_dead: OnDead | None = None) -> JobState | None:
        """One delivery of the job's message to a worker that knows `handle`."""
        return await self.deliver(job_id, {Mark.name: JobHandler(Mark, handle, on_dead)})

    async def deliver(self, job_id: UUID, handlers: Mapping[str, JobHandler]) -> JobState | None:
        return await run_job(self.platform.database, self.platform.events, handlers, self.settings, job_id)

    async def relay(self, queue: JobQueue) -> int:
        return await relay_once(self.platform.database, queue, self.settings)

    async def row(self, job_id: UUID) -> JobRow:
        async with self.platform.database.read_system() as read:
            return (await read.session.execute(select(JobRow).where(JobRow.id == job_id))).scalar_one()

    async def change(self, *job_ids: UUID, **values: Any) -> None:
        """Set columns of jobs, as if time had passed or a worker had died."""
        async with self.platform.database.system_unit_of_work() as uow:
            await uow.session.execute(update(JobRow).where(JobRow.id.in_(job_ids)).values(**values))

    async def lapse(self, job_id: UUID) -> None:
        """The lease has run out."""
        await self.change(job_id, lease_until=func.now() - timedelta(seconds=1))

    async def make_due(self, *job_ids: UUID) -> None:
        await self.change(*job_ids, run_at=func.now() - timedelta(seconds=5))

    async def marks(self, job_id: UUID) -> list[str]:
        async with self.platform.database.read_system() as read:
            statement = text("SELECT mark FROM workshop.marks WHERE job_id = :id ORDER BY at, mark")
            return list((await read.session.execute(statement, {"id": job_id})).scalars())


async def leave_mark(uow: UnitOfWork, job_id: UUID, mark: str) -> None:
    statement = text("INSERT INTO workshop.marks (job_id, mark) VALUES (:id, :mark)")
    await uow.session.execute(statement, {"id": job_id, "mark": mark})


async def mark_once(run: JobRun, message: Mark) -> None:
    """The simplest handler: one effect, at the end."""
    async with run.finish() as uow:
        await leave_mark(uow, run.job.id, message.text)

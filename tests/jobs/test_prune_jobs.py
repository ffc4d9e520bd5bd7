"""Jobs that ended long ago are forgotten; what runs, waits, or must not come again is not."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from core.adapters.wiring import Platform
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.jobs.prune_jobs import PruneJobs
from core.privacy.messages import SealOldValues
from tests.jobs.workshop import Workshop
from tests.support.jobs import Handlers, do_system_jobs

ENDED = (JobState.DONE, JobState.DEAD, JobState.CANCELLED)


async def test_old_jobs_are_forgotten(workshop: Workshop, platform: Platform, handlers: Handlers) -> None:
    kept = timedelta(days=platform.settings.jobs.kept_days)

    async def ended(state: JobState, ago: timedelta) -> UUID:
        job_id = await workshop.enqueue()
        await _set(platform, job_id, state=state, finished_at=datetime.now(UTC) - ago)
        return job_id

    old = [await ended(state, kept + timedelta(hours=1)) for state in ENDED]
    young = [await ended(state, kept - timedelta(hours=1)) for state in ENDED]
    waiting = await workshop.enqueue(run_at=datetime.now(UTC) + timedelta(days=1))
    await _set(platform, waiting, created_at=datetime.now(UTC) - 2 * kept)
    async with platform.database.unit_of_work(workshop.person) as uow:
        once = await enqueue(uow, SealOldValues())
    assert once is not None
    await _set(platform, once, state=JobState.DONE, finished_at=datetime.now(UTC) - 2 * kept)
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, PruneJobs())
    assert (await do_system_jobs(platform, handlers))[PruneJobs.name] is JobState.DONE
    async with platform.database.read_system() as read:
        left = set((await read.session.execute(select(JobRow.id).where(JobRow.user_id == workshop.person))).scalars())
    assert left & {*old, *young, waiting, once} == {*young, waiting, once}


async def _set(platform: Platform, job_id: UUID, **values: object) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).where(JobRow.id == job_id).values(**values))

import asyncio
import time
from typing import TYPE_CHECKING, Final
from uuid import UUID

from cli.output import Progress, note
from core.errors import UnavailableError

if TYPE_CHECKING:
    from core.db.database import Database
    from core.jobs.models import JobRow

_POLL_SECONDS: Final = 0.2
_PATIENCE_SECONDS: Final = 10
"""How long a job may lie untouched before the person is told that perhaps nobody takes it."""


class NoWorkerError(UnavailableError):
    """No worker took the job in time. It stays queued."""

    code = "NO_WORKER"


class StillRunningError(UnavailableError):
    """The job was begun but is not over in time. It goes on."""

    code = "STILL_RUNNING"


async def wait_for_job(database: "Database", job_id: UUID, seconds: float, bar: Progress) -> "JobRow":
    """Look at a job until it is over, `seconds` at most. Raises NoWorkerError, StillRunningError."""
    from core.jobs.models import JobState  # noqa: PLC0415 loaded with the platform

    began = time.monotonic()
    warned = False
    while True:
        job = await _job(database, job_id)
        if job.state not in {JobState.QUEUED, JobState.RUNNING}:
            return job
        waited = time.monotonic() - began
        untouched = job.state is JobState.QUEUED and job.attempts == 0
        if waited >= seconds:
            raise _too_late(job_id, seconds, untouched=untouched)
        if untouched and waited >= _PATIENCE_SECONDS and not warned:
            warned = True
            note(f"No worker has taken the job in {_PATIENCE_SECONDS} s. Is one running? `solvent worker` starts one.")
        bar.update(job.progress / 100, job.progress_note or job.state.value)
        await asyncio.sleep(min(_POLL_SECONDS, max(seconds - waited, 0)))


async def _job(database: "Database", job_id: UUID) -> "JobRow":
    from core.jobs.models import JobRow  # noqa: PLC0415 as above

    async with database.read_system() as read:
        return await read.session.get_one(JobRow, job_id)


def _too_late(job_id: UUID, seconds: float, *, untouched: bool) -> UnavailableError:
    if untouched:
        return NoWorkerError(
            f"No worker took the job in {seconds:g} s: start one with `solvent worker`. The job is kept and will be "
            f"done when one comes; `solvent jobs show {job_id}` tells how it stands."
        )
    return StillRunningError(
        f"The job is not over after {seconds:g} s. It goes on; `solvent jobs show {job_id}` tells how it stands."
    )

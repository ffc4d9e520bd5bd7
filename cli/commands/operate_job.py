from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from cli.commands.act_for_person import operator
from cli.running_platform import open_platform
from core.errors import DomainError, NotFoundError

if TYPE_CHECKING:
    from core.db.uow import UnitOfWork
    from core.jobs.models import JobRow


class PlatformJobError(DomainError):
    """The platform's own work belongs to no person and is not cancelled."""

    code = "PLATFORM_JOB"


class JobNotOverError(DomainError):
    """Only what failed for good or was cancelled is tried again."""

    code = "JOB_NOT_OVER"


async def cancel(data_folder: Path, job_id: UUID) -> "JobRow":
    """Ask a person's job to stop; it is in their history. Raises NotFoundError, PlatformJobError, JobFinishedError."""
    from core.jobs.cancel_job import cancel_job  # noqa: PLC0415 loaded with the platform
    from core.jobs.models import JobRow  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform:
        async with platform.database.read_system() as read:
            known = await read.session.get(JobRow, job_id)
        if known is None:
            raise NotFoundError(f"There is no job {job_id}.", field="id")
        if known.user_id is None:
            raise PlatformJobError(f"{known.name} is the platform's own work: it can't be cancelled.", field="id")
        async with platform.database.unit_of_work(known.user_id) as uow:
            row = await cancel_job(uow, job_id)
            _record(uow, row, "job.cancelled")
        return row


async def retry(data_folder: Path, job_id: UUID) -> "JobRow":
    """Queue a dead or cancelled job again; its cursor stays, so that whole pieces are not done twice.

    It is in its person's history. Raises NotFoundError, JobNotOverError.
    """
    from sqlalchemy import func, select  # noqa: PLC0415 as above

    from core.jobs.models import JobRow, JobState  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform, platform.database.system_unit_of_work() as uow:
        statement = select(JobRow).where(JobRow.id == job_id).with_for_update()
        row = (await uow.session.execute(statement)).scalar_one_or_none()
        if row is None:
            raise NotFoundError(f"There is no job {job_id}.", field="id")
        if row.state not in {JobState.DEAD, JobState.CANCELLED}:
            raise JobNotOverError(f"The job is {row.state}: only a dead or cancelled one is tried again.", field="id")
        row.state = JobState.QUEUED
        row.attempts = 0
        row.run_at = (await uow.session.execute(select(func.now()))).scalar_one()
        row.published_at = row.cancel_requested_at = row.finished_at = None
        row.error_code = row.error_message = None
        await uow.session.flush()
        uow.published.append((row.id, row.name))
        _record(uow, row, "job.retried")
        return row


def _record(uow: "UnitOfWork", row: "JobRow", action: str) -> None:
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    if row.user_id is not None:
        details = {"job": row.name, "operator": operator()}
        uow.record(KeyAction(row.user_id, action, "job", row.id, None, details))

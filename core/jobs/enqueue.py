"""Asking for work: the job row commits with the data it is about."""

from datetime import datetime
from typing import Any
from uuid import UUID

from opentelemetry import propagate
from sqlalchemy.dialects.postgresql import insert

from core.db.uow import UnitOfWork
from core.ids import JobId, new_id
from core.jobs.message import JobMessage
from core.jobs.models import JobRow, JobState


async def enqueue(
    uow: UnitOfWork,
    message: JobMessage,
    *,
    user_id: UUID | None = None,
    run_at: datetime | None = None,
    deduplication_key: str | None = None,
) -> JobId | None:
    """Add a job to this transaction. `user_id` defaults to the unit of work's person.

    With a `deduplication_key` that was used before nothing is added and None is returned.
    """
    trace: dict[str, str] = {}
    propagate.inject(trace)
    job_id = new_id()
    values: dict[str, Any] = {
        "id": job_id,
        "user_id": user_id or uow.user_id,
        "name": message.name,
        "version": message.version,
        "payload": message.model_dump(mode="json"),
        "state": JobState.QUEUED,
        "max_attempts": message.max_attempts,
        "deduplication_key": deduplication_key,
        "trace_context": trace,
    }
    if run_at is not None:
        values["run_at"] = run_at
    statement = insert(JobRow).values(**values)
    if deduplication_key is not None:
        # The system role alone uses keys, so the index's arbiter sees every row.
        statement = statement.on_conflict_do_nothing(
            index_elements=["deduplication_key"], index_where=JobRow.deduplication_key.is_not(None)
        )
    added = await uow.session.execute(statement.returning(JobRow.id))
    if added.scalar_one_or_none() is None:
        return None
    if run_at is None:
        uow.published.append((job_id, message.name))
    return JobId(job_id)

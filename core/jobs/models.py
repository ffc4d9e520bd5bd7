"""The jobs table: the truth about all work that is not done within a request."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Row, Stamped, enum_type


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"  # waiting for its time, a worker, or another try
    RUNNING = "running"  # under a worker's lease
    DONE = "done"
    DEAD = "dead"  # failed for good: the error says why
    CANCELLED = "cancelled"


class JobRow(Identified, Stamped, Row):
    """A typed, versioned piece of work. `user_id` is null for the platform's own work.

    `cursor` is how far a job in pieces has come; it moves in the transaction of the piece's effects. `lease_token` is
    the fence: effects commit only while the token that began them still holds.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "user_id", "created_at"),
        Index(
            "ix_jobs_due",
            "run_at",
            postgresql_where=text("state = 'queued'"),
        ),
        # Whom the platform's own words go to, as mails: erasing a person finds those that name them.
        Index("ix_jobs_recipient", text("(payload ->> 'recipient_id')"), postgresql_where=text("user_id IS NULL")),
        Index("ix_jobs_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
        Index("ix_jobs_leased", "lease_until", postgresql_where=text("state = 'running'")),
        Index(
            "uq_jobs_deduplication_key",
            "deduplication_key",
            unique=True,
            postgresql_where=text("deduplication_key IS NOT NULL"),
        ),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    )

    user_id: Mapped[UUID | None]
    name: Mapped[str]
    version: Mapped[int]
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(enum_type(JobState), default=JobState.QUEUED)
    progress: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    progress_note: Mapped[str | None]
    cursor: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    result: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    max_attempts: Mapped[int] = mapped_column(default=5, server_default=text("5"))
    run_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    published_at: Mapped[datetime | None]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    cancel_requested_at: Mapped[datetime | None]
    deduplication_key: Mapped[str | None]
    trace_context: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    finished_at: Mapped[datetime | None]

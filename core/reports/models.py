"""Income reports: what was asked for, what was found, and how somebody who holds the paper can check it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type


class ReportStatus(StrEnum):
    """Where a report stands."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    REVOKED = "revoked"  # the person took it back: its code checks nothing any more
    EXPIRED = "expired"  # its time is up


class ReportLanguage(StrEnum):
    """What a report is written in."""

    RUSSIAN = "ru"
    ENGLISH = "en"


class IncomeReportRow(Owned, Stamped, Row):
    """A report over whole months, from `starts_on` to `ends_on`, both included.

    `code` is what the paper shows, of 128 random bits or more: it opens digest, date and totals, and nothing else.
    `figures` are those of `core/reports/figures.py`, taken once, at `made_at`: each attempt at writing the files writes
    these.
    `digest` is the SHA-256 of the PDF in hex, `workbook_digest` that of the workbook. The keys are places in the store;
    figures and files go when the report is revoked or its time is up.
    """

    __tablename__ = "income_reports"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        Index("uq_income_reports_running", "user_id", unique=True, postgresql_where=text("status = 'running'")),
        Index("ix_income_reports_expires_at", "expires_at", postgresql_where=text("status = 'ready'")),
        CheckConstraint("months IN (6, 12, 24)", name="months"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    status: Mapped[ReportStatus] = mapped_column(enum_type(ReportStatus), default=ReportStatus.RUNNING)
    months: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    currency: Mapped[str] = mapped_column(String(3))
    language: Mapped[ReportLanguage] = mapped_column(enum_type(ReportLanguage))
    code: Mapped[str] = mapped_column(unique=True)
    storage_key: Mapped[str]
    workbook_storage_key: Mapped[str]
    job_id: Mapped[UUID | None]
    figures: Mapped[dict[str, Any] | None]
    size: Mapped[int | None]
    digest: Mapped[str | None]
    workbook_size: Mapped[int | None]
    workbook_digest: Mapped[str | None]
    made_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

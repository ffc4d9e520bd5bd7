"""Exports of everything about a person, erasures of people, and what is kept of an erased person's history."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type


class ExportStatus(StrEnum):
    """Where an export stands."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    EXPIRED = "expired"  # the archive was removed


class DataExportRow(Owned, Stamped, Row):
    """An archive of everything about a person. `size` in bytes, `sha256` in hex, both of the whole archive."""

    __tablename__ = "data_exports"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        Index("uq_data_exports_running", "user_id", unique=True, postgresql_where=text("status = 'running'")),
        Index("ix_data_exports_expires_at", "expires_at", postgresql_where=text("status = 'ready'")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    status: Mapped[ExportStatus] = mapped_column(enum_type(ExportStatus), default=ExportStatus.RUNNING)
    storage_key: Mapped[str]
    job_id: Mapped[UUID | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class AccountErasureRow(Identified, Row):
    """A person's wish to be erased. When it was done `user_id` is null: the row says that, not who.

    `closed_at` is when the account was shut for good; what it had handed out by then runs out before anything is
    erased. `counts` are rows and files that were erased, by table.
    """

    __tablename__ = "account_erasures"
    __table_args__ = (
        Index(None, "user_id", "requested_at"),
        Index(
            "uq_account_erasures_open",
            "user_id",
            unique=True,
            postgresql_where=text("cancelled_at IS NULL AND erased_at IS NULL"),
        ),
        Index(
            "ix_account_erasures_due_at",
            "due_at",
            postgresql_where=text("cancelled_at IS NULL AND erased_at IS NULL"),
        ),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    requested_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    due_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))


class HistoryStubRow(Row):
    """What is kept of an entry of an erased person's history: that something of a kind was done, when, and its hash.

    Neither whose it was nor what it was about. `hash` and `previous_hash` still show a missing or moved entry.
    """

    __tablename__ = "history_stubs"

    erasure_id: Mapped[UUID] = mapped_column(ForeignKey("account_erasures.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[str]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

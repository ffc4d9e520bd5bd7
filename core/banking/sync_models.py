"""What was done and said between us and a bank: syncs, calls, answers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedBytes, SealedJson
from core.ports.bank_journal import CallOutcome


class SyncOutcome(StrEnum):
    """How one attempt at a sync ended."""

    RUNNING = "running"  # or its worker died
    DONE = "done"
    FAILED = "failed"


class BankSyncRow(Owned, Row):
    """One attempt at reading a connection.

    `accounts` holds each account that was read whole and stored, with the day it was read from (null: all): what a
    replay may read again out of this attempt's answers.
    """

    __tablename__ = "bank_syncs"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        Index(None, "user_id", "connection_id", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    job_id: Mapped[UUID]
    is_attended: Mapped[bool]
    outcome: Mapped[SyncOutcome] = mapped_column(enum_type(SyncOutcome), default=SyncOutcome.RUNNING)
    accounts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class BankCallRow(Identified, Row):
    """An entry of the bank status log: one attempt of one call. Without a person it was the platform's own.

    `path` has no query, so it holds neither a secret nor a person's id.
    """

    __tablename__ = "bank_calls"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        Index(None, "user_id", "connection_id", "at", "id"),
        Index(None, "at"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID | None]
    sync_id: Mapped[UUID | None]
    job_id: Mapped[UUID | None]
    bank_code: Mapped[str]
    method: Mapped[str]
    path: Mapped[str]
    outcome: Mapped[CallOutcome] = mapped_column(enum_type(CallOutcome))
    http_status: Mapped[int | None]
    duration_milliseconds: Mapped[int]
    attempt: Mapped[int]
    at: Mapped[datetime]


class BankPayloadRow(Identified, Row):
    """What a bank answered to a read, gzipped, in the order of `sync_id` and `seq`. Kept for replay."""

    __tablename__ = "bank_payloads"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        UniqueConstraint("user_id", "connection_id", "sync_id", "seq"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID | None]
    sync_id: Mapped[UUID]
    seq: Mapped[int]
    bank_code: Mapped[str]
    path: Mapped[str]
    query: Mapped[list[Any]] = mapped_column(SealedJson("bank_payloads.query"))
    body: Mapped[bytes] = mapped_column(SealedBytes("bank_payloads.body"))
    received_at: Mapped[datetime]

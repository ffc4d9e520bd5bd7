"""Statement imports and connections to banks."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type
from core.ports.bank_feed import ConsentStatus
from core.ports.statement_parser import StatementFormat


class ImportStatus(StrEnum):
    """Where an import stands."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"  # refused whole: nothing was imported


class ConnectionStatus(StrEnum):
    """Where a connection to a bank stands."""

    WAITING = "waiting"  # the person must approve the consent at the bank
    ACTIVE = "active"
    NEEDS_CONSENT = "needs_consent"  # lapsed or revoked
    DISCONNECTED = "disconnected"


class StatementImportRow(Owned, Stamped, Row):
    """One statement file on its way into the books."""

    __tablename__ = "statement_imports"
    __table_args__ = (Index(None, "user_id", "created_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    job_id: Mapped[UUID | None]
    storage_key: Mapped[str]
    filename: Mapped[str]
    status: Mapped[ImportStatus] = mapped_column(enum_type(ImportStatus), default=ImportStatus.QUEUED)
    format: Mapped[StatementFormat | None] = mapped_column(enum_type(StatementFormat))
    encoding: Mapped[str | None]
    lines_total: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    lines_new: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    lines_duplicate: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    lines_changed: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    lines_suspicious: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    warnings: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    error_code: Mapped[str | None]
    error_line: Mapped[int | None]
    error_message: Mapped[str | None]
    finished_at: Mapped[datetime | None]


class BankConnectionRow(Owned, Stamped, Row):
    """A person's link to one bank with the consent it rests on."""

    __tablename__ = "bank_connections"
    __table_args__ = (
        Index(
            "uq_bank_connections_user_id_bank_code",
            "user_id",
            "bank_code",
            unique=True,
            postgresql_where=text("status <> 'disconnected'"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    bank_code: Mapped[str]
    person_ref: Mapped[str]
    status: Mapped[ConnectionStatus] = mapped_column(enum_type(ConnectionStatus))
    consent_request_id: Mapped[str | None]
    consent_id: Mapped[str | None]
    consent_status: Mapped[ConsentStatus] = mapped_column(enum_type(ConsentStatus))
    consent_expires_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]
    stale_since: Mapped[datetime | None]
    last_error: Mapped[str | None]


class BankAccountLinkRow(Owned, Row):
    """Which of a person's accounts stands for which account at a bank."""

    __tablename__ = "bank_account_links"
    __table_args__ = (UniqueConstraint("user_id", "connection_id", "external_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID] = mapped_column(ForeignKey("bank_connections.id", ondelete="CASCADE"))
    external_id: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))

"""Statement imports and connections to banks."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedText
from core.ports.bank_feed import ConsentKind, ConsentStatus
from core.ports.statement_parser import StatementFormat


class ImportStatus(StrEnum):
    """Where an import stands."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"  # refused whole: nothing was imported
    UNDONE = "undone"  # taken out of the books again


class ConnectionStatus(StrEnum):
    """Where a connection to a bank stands."""

    WAITING = "waiting"  # the person must approve the consent at the bank
    ACTIVE = "active"
    NEEDS_CONSENT = "needs_consent"  # lapsed or revoked
    DISCONNECTED = "disconnected"


class StatementImportRow(Owned, Stamped, Row):
    """One statement file on its way into the books.

    `source_id` names its content in the movements' provenance. `stated` is what it changed of its accounts' stated
    balances, `{"account_id", "at", "before": {"minor", "at"}}`, to be taken back with it. `covered` are the days that
    it says it covers, `{"account_id", "from", "to"}`, both included.
    """

    __tablename__ = "statement_imports"
    __table_args__ = (
        of_the_same_person("account_id", "accounts", or_forget=True),
        Index(None, "user_id", "account_id"),
        Index(None, "user_id", "created_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    account_id: Mapped[UUID | None]
    job_id: Mapped[UUID | None]
    storage_key: Mapped[str]
    source_id: Mapped[UUID | None]
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
    found_table: Mapped[dict[str, Any] | None]
    stated: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    covered: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    error_code: Mapped[str | None]
    error_line: Mapped[int | None]
    error_message: Mapped[str | None]
    finished_at: Mapped[datetime | None]


class BankConnectionRow(Owned, Stamped, Row):
    """A person's link to one bank. What it rests on are its consents.

    `sync_token` and `sync_until` are the lock of the one sync that may run; the token, that attempt's id, is the fence.
    `next_sync_at` is when the bank is to be read without being asked; how often it was that day is counted, since banks
    allow only so many such reads.
    """

    __tablename__ = "bank_connections"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(
            "uq_bank_connections_user_id_bank_code",
            "user_id",
            "bank_code",
            unique=True,
            postgresql_where=text("status <> 'disconnected'"),
        ),
        Index("ix_bank_connections_next_sync_at", "next_sync_at", postgresql_where=text("status = 'active'")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    bank_code: Mapped[str]
    person_ref: Mapped[str] = mapped_column(SealedText("bank_connections.person_ref"))
    status: Mapped[ConnectionStatus] = mapped_column(enum_type(ConnectionStatus))
    synced_at: Mapped[datetime | None]
    stale_since: Mapped[datetime | None]
    last_error: Mapped[str | None]
    sync_token: Mapped[UUID | None]
    sync_until: Mapped[datetime | None]
    next_sync_at: Mapped[datetime | None]
    unattended_on: Mapped[date | None]
    unattended_reads: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class BankConsentRow(Owned, Row):
    """A consent as the bank granted it; ended ones stay as history.

    A connection has one live consent of a kind, except that each payment has its own. `request_id` and `consent_id`
    are apart: a bank may never tell the second. `expires_at` is what the bank granted, read back.
    """

    __tablename__ = "bank_consents"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        UniqueConstraint("user_id", "id"),
        Index(
            "uq_bank_consents_user_id_connection_id_kind",
            "user_id",
            "connection_id",
            "kind",
            unique=True,
            postgresql_where=text("ended_at IS NULL AND kind <> 'payment'"),
        ),
        Index(None, "user_id", "connection_id", "requested_at"),
        Index("ix_bank_consents_pending", "requested_at", postgresql_where=text("status = 'pending'")),
        Index(
            "ix_bank_consents_expires_at",
            "expires_at",
            postgresql_where=text("ended_at IS NULL AND status = 'authorised'"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    kind: Mapped[ConsentKind] = mapped_column(enum_type(ConsentKind))
    request_id: Mapped[str | None] = mapped_column(SealedText("bank_consents.request_id"))
    consent_id: Mapped[str | None] = mapped_column(SealedText("bank_consents.consent_id"))
    status: Mapped[ConsentStatus] = mapped_column(enum_type(ConsentStatus))
    permissions: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    requested_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    granted_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class BankAccountLinkRow(Owned, Row):
    """Which of a person's accounts stands for which account at a bank, and the day it was last read whole."""

    __tablename__ = "bank_account_links"
    __table_args__ = (
        of_the_same_person("connection_id", "bank_connections"),
        of_the_same_person("account_id", "accounts"),
        UniqueConstraint("user_id", "connection_id", "external_id"),
        Index(None, "user_id", "account_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    connection_id: Mapped[UUID]
    external_id: Mapped[str]
    account_id: Mapped[UUID]
    read_on: Mapped[date | None]

"""The append-only, hash-chained record of key actions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row


class AuditEntryRow(Owned, Row):
    """One action in a person's history. `hash` covers the entry and the hash before it; `sequence` has no gaps.

    Neither of the application's roles may UPDATE or DELETE here. There is no foreign key to the person: the record
    outlives the account.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("user_id", "sequence"), Index(None, "user_id", "at"))

    sequence: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class UnsealedEntryRow(Owned, Row):
    """A key action that is committed and waits, for a second as a rule, to become the next entry of its person's chain.

    The application's role may only add here. It is nobody's reading matter: histories are sealed before they are read.
    """

    __tablename__ = "audit_unsealed"
    __table_args__ = (Index(None, "user_id", "at"),)

    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]

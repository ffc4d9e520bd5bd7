"""Which payments a document is of."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.ports.receipt_matcher import MatchKind


class MatchStatus(StrEnum):
    """Who says that a document is of a payment."""

    SUGGESTED = "suggested"  # waits for the person
    AUTOMATIC = "automatic"  # sure enough not to ask; thought over when something new arrives
    CONFIRMED = "confirmed"
    REJECTED = "rejected"  # remembered, and never offered again


HOLDING = (MatchStatus.AUTOMATIC, MatchStatus.CONFIRMED)
"""Where a document and a payment are tied."""


class DocumentMatchRow(Owned, Stamped, Row):
    """A document and a payment that belong together, may, or do not.

    `amount_minor`, in the payment's currency and positive, is the part of the payment that the document accounts for.
    What is tied never sums to more than the payment: all who write hold the person's lock (`lock_matching`). Rows with
    one `group_id` only belong together all at once.
    """

    __tablename__ = "document_matches"
    __table_args__ = (
        of_the_same_person("document_id", "documents"),
        of_the_same_person("transaction_id", "transactions"),
        UniqueConstraint("user_id", "document_id", "transaction_id"),
        Index(None, "user_id", "transaction_id"),
        Index(None, "user_id", "status", "created_at", "id"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        CheckConstraint("amount_minor >= 0", name="amount"),
    )

    document_id: Mapped[UUID]
    transaction_id: Mapped[UUID]
    status: Mapped[MatchStatus] = mapped_column(enum_type(MatchStatus))
    kind: Mapped[MatchKind] = mapped_column(enum_type(MatchKind))
    score: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    group_id: Mapped[UUID | None]
    model_version: Mapped[str | None]
    decided_at: Mapped[datetime | None]

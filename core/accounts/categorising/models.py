"""People's feedback on categories, and how good the deciders were by it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type, of_the_same_person
from core.ports.categoriser import DecidedBy


class Feedback(StrEnum):
    """What a person said of a category that was decided for them."""

    ACCEPTED = "accepted"  # chose the same
    CORRECTED = "corrected"  # chose another
    REJECTED = "rejected"  # took it away and chose none


class CategoryFeedbackRow(Owned, Stamped, Row):
    """A labelled event. The keys are of categories as they were then; `decided_by` is who had decided."""

    __tablename__ = "category_feedback"
    __table_args__ = (
        of_the_same_person("transaction_id", "transactions"),
        Index(None, "user_id", "transaction_id"),
        Index(None, "user_id", "created_at", "id"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    )

    user_id: Mapped[UUID]
    transaction_id: Mapped[UUID]
    feedback: Mapped[Feedback] = mapped_column(enum_type(Feedback))
    decided_by: Mapped[DecidedBy] = mapped_column(enum_type(DecidedBy))
    decided_because: Mapped[str | None]
    confidence: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    model_version: Mapped[str | None]
    proposed_key: Mapped[str]
    chosen_key: Mapped[str | None]


class CategoriserEvaluationRow(Identified, Stamped, Row):
    """One decider's month: counts over everybody, nothing of anybody. `month` is its first day.

    `kept` decisions stand without a word about them. `precision` is the share of all that were not corrected or
    rejected, `change` how far it moved since the month before.
    """

    __tablename__ = "categoriser_evaluations"
    __table_args__ = (UniqueConstraint("month", "decided_by"),)

    month: Mapped[date]
    decided_by: Mapped[DecidedBy] = mapped_column(enum_type(DecidedBy))
    kept: Mapped[int]
    accepted: Mapped[int]
    corrected: Mapped[int]
    rejected: Mapped[int]
    precision: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    change: Mapped[Decimal | None] = mapped_column(Numeric(5, 4))
    evaluated_at: Mapped[datetime]

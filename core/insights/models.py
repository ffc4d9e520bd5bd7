"""What the platform noticed in a person's books and tells them unasked."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person


class InsightKind(StrEnum):
    """What was noticed."""

    UNUSUAL_SPENDING = "unusual_spending"  # a payment far above the person's own habit in its category
    NEW_RECURRING = "new_recurring"  # a payment that has begun to come back
    PRICE_RISE = "price_rise"  # a payment that comes back costs more than before
    BALANCE_BELOW_ZERO = "balance_below_zero"  # an account that is more likely than not to fall below zero
    DUPLICATE_SUSPECTED = "duplicate_suspected"  # a movement that may be in the books twice


class InsightRow(Owned, Stamped, Row):
    """One thing that was noticed. `key` is what it is about: the same thing is noticed once, also after a dismissal.

    `sequence` counts a person's from 1. `day` is the day it is about. `amount_minor` and `usual_minor` are signed, in
    `currency`: what it is, and what it was before or is as a habit; for a balance the amount is what it falls to.
    """

    __tablename__ = "insights"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        UniqueConstraint("user_id", "sequence"),
        of_the_same_person("account_id", "accounts"),
        of_the_same_person("transaction_id", "transactions"),
        Index(None, "user_id", "account_id"),
        Index(None, "user_id", "transaction_id"),
        CheckConstraint("chance BETWEEN 0 AND 1", name="chance"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[InsightKind] = mapped_column(enum_type(InsightKind))
    key: Mapped[str]
    sequence: Mapped[int]
    account_id: Mapped[UUID]
    transaction_id: Mapped[UUID | None]
    label: Mapped[str]
    day: Mapped[date]
    amount_minor: Mapped[int]
    usual_minor: Mapped[int | None]
    currency: Mapped[str] = mapped_column(String(3))
    chance: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    dismissed_at: Mapped[datetime | None]

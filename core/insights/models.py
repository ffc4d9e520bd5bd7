"""What the platform noticed in a person's books and tells them unasked."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person


class InsightKind(StrEnum):
    """What was noticed."""

    UNUSUAL_SPENDING = "unusual_spending"  # a payment far above the person's own habit in its category
    NEW_RECURRING = "new_recurring"  # a payment that has begun to come back
    PRICE_RISE = "price_rise"  # a payment that comes back costs more than before
    BALANCE_BELOW_ZERO = "balance_below_zero"  # an account that is more likely than not to fall below zero
    DUPLICATE_SUSPECTED = "duplicate_suspected"  # a movement that may be in the books twice
    TAX_DEADLINE = "tax_deadline"  # something is to be paid or filed soon
    TAX_SET_ASIDE = "tax_set_aside"  # less is there than should be set aside for taxes
    TAX_LIMIT = "tax_limit"  # a limit of the regime is likely to be crossed this year
    CONSENT_LAPSES = "consent_lapses"  # a bank can be read for a few days more
    RECEIPT_MISSING = "receipt_missing"  # a deductible payment has no document


class InsightRow(Owned, Stamped, Row):
    """One thing that was noticed. `key` is what it is about: the same thing is noticed once, also after a dismissal.

    `sequence` counts a person's from 1. `day` is the day it is about. `topic` is what of a kind it is by a stable name,
    as the key of a tax deadline. `amount_minor` and `usual_minor` are in `currency`, signed where it is a movement's:
    what it is, and what it was before or is as a habit; for a balance the amount is what it falls to. What is about no
    sum has no currency. `acted_at` is when it was found done. What is done, over or put away is dismissed;
    `dismissed_by_person` tells the last.
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
        CheckConstraint("currency IS NOT NULL OR (amount_minor IS NULL AND usual_minor IS NULL)", name="currency"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[InsightKind] = mapped_column(enum_type(InsightKind))
    key: Mapped[str]
    sequence: Mapped[int]
    topic: Mapped[str | None]
    account_id: Mapped[UUID | None]
    transaction_id: Mapped[UUID | None]
    label: Mapped[str]
    day: Mapped[date]
    amount_minor: Mapped[int | None]
    usual_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    chance: Mapped[Decimal | None] = mapped_column(Numeric(4, 3))
    dismissed_at: Mapped[datetime | None]
    dismissed_by_person: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    acted_at: Mapped[datetime | None]


class InsightMuteRow(Owned, Stamped, Row):
    """A kind that a person is told no more, from `muted_at` until `unmuted_at`; one that is over stays, for its day.

    `by_person` tells what they asked for from what their dismissals taught.
    """

    __tablename__ = "insight_mutes"
    __table_args__ = (UniqueConstraint("user_id", "kind"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[InsightKind] = mapped_column(enum_type(InsightKind))
    by_person: Mapped[bool]
    muted_at: Mapped[datetime]
    unmuted_at: Mapped[datetime | None]

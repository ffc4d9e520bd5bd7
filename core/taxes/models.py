"""What a person told of their taxes, and what they have done of it."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedJson
from core.taxes.rules.country import VatStatus


class DeadlineMark(StrEnum):
    """What was done by a deadline."""

    FILED = "filed"
    PAID = "paid"


class TaxProfileRow(Owned, Stamped, Row):
    """A person under a regime, from a day and to one.

    `facts`: what the regime asks for, as it was written, by name. `tax_ids`: numbers that passed their check, by kind.
    """

    __tablename__ = "tax_profiles"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        UniqueConstraint("user_id", "country", "regime", "starts_on"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    country: Mapped[str] = mapped_column(String(2))
    regime: Mapped[str]
    region: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    vat: Mapped[VatStatus] = mapped_column(enum_type(VatStatus))
    facts: Mapped[dict[str, Any]]
    tax_ids: Mapped[dict[str, str]] = mapped_column(SealedJson("tax_profiles.tax_ids"))


class TaxDeadlineMarkRow(Owned, Stamped, Row):
    """A deadline that was met. `key` is the deadline's within its profile."""

    __tablename__ = "tax_deadline_marks"
    __table_args__ = (
        of_the_same_person("profile_id", "tax_profiles"),
        UniqueConstraint("user_id", "profile_id", "key"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    profile_id: Mapped[UUID]
    key: Mapped[str]
    mark: Mapped[DeadlineMark] = mapped_column(enum_type(DeadlineMark))
    done_on: Mapped[date]


class BusinessShareRow(Owned, Stamped, Row):
    """How much of a category's costs is of the person's business, 0 to 1."""

    __tablename__ = "business_shares"
    __table_args__ = (
        UniqueConstraint("user_id", "category_id"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id", ondelete="CASCADE"))
    share: Mapped[Decimal] = mapped_column(Numeric(4, 3))


class TaxReminderRow(Owned, Stamped, Row):
    """How many days before a deadline a person is reminded by mail, most first; who has no row, as is usual."""

    __tablename__ = "tax_reminders"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    lead_days: Mapped[list[Any]]


class TaxCalendarRow(Owned, Stamped, Row):
    """The address of a person's calendar of deadlines, by the SHA-256 of its token.

    `lead_days`: how many days before a deadline the calendar reminds, most first.
    """

    __tablename__ = "tax_calendars"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    lead_days: Mapped[list[Any]]

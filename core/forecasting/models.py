"""Forecasts of balances."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person


class ForecastStatus(StrEnum):
    """Where a forecast stands."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class PlannedKind(StrEnum):
    """What sort of thing a person knows to come."""

    INVOICE = "invoice"
    INCOME = "income"
    PAYMENT = "payment"
    TAX = "tax"


class ForecastRow(Owned, Stamped, Row):
    """A forecast that a person asked for.

    `scenario`: what it was to suppose, None for things as they are (`scenario.py`). `totals`: one a currency, and one
    of all, [{currency, balance_minor, account_ids, days, shortfall}, …] with days as in a series.
    """

    __tablename__ = "forecasts"
    __table_args__ = (UniqueConstraint("user_id", "id"), Index(None, "user_id", "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    account_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    horizon_days: Mapped[int]
    as_of: Mapped[date]
    status: Mapped[ForecastStatus] = mapped_column(enum_type(ForecastStatus), default=ForecastStatus.RUNNING)
    job_id: Mapped[UUID | None]
    model: Mapped[str | None]
    finished_at: Mapped[datetime | None]
    scenario: Mapped[dict[str, Any] | None]
    totals: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'::jsonb"))


class ForecastSeriesRow(Owned, Row):
    """One account's part of a forecast.

    `days`: [[ISO day, p10, p50, p90], …] in minor units. `recurring`: [{label, period, amount_minor, next_date,
    confidence}, …]. `events`: [{day, label, amount_minor, kind, balance_minor}, …]. `shortfall`: {chance, first_day,
    first_chance_day}.
    """

    __tablename__ = "forecast_series"
    __table_args__ = (
        of_the_same_person("forecast_id", "forecasts"),
        of_the_same_person("account_id", "accounts"),
        Index(None, "user_id", "account_id"),
        UniqueConstraint("user_id", "forecast_id", "account_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    forecast_id: Mapped[UUID]
    account_id: Mapped[UUID]
    currency: Mapped[str] = mapped_column(String(3))
    days: Mapped[list[Any]]
    recurring: Mapped[list[Any]]
    warnings: Mapped[list[Any]]
    events: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'::jsonb"))
    shortfall: Mapped[dict[str, Any] | None]


class PlannedItemRow(Owned, Stamped, Row):
    """Something a person knows to come: an invoice to be paid to them, a payment, a tax. `amount_minor` is signed."""

    __tablename__ = "planned_items"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="moves"),
        of_the_same_person("account_id", "accounts"),
        Index(None, "user_id", "due_on"),
        Index(None, "user_id", "account_id"),
        UniqueConstraint("user_id", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    account_id: Mapped[UUID]
    kind: Mapped[PlannedKind] = mapped_column(enum_type(PlannedKind))
    label: Mapped[str]
    due_on: Mapped[date]
    amount_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))

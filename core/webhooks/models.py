"""Addresses that are told of a person's events, the events that wait for them, and each one's way there."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedText
from core.webhooks.event_kind import EventKind


class WebhookStatus(StrEnum):
    """Whether an endpoint is told of events."""

    ACTIVE = "active"
    PAUSED = "paused"  # by the person: what happens meanwhile is not sent, what waits goes on later
    DISABLED = "disabled"  # by the platform: the reason says why


class DisabledReason(StrEnum):
    """Why the platform stopped sending."""

    FAILING = "failing"  # nothing arrived for days
    GONE = "gone"  # it answered 410
    APP_ENDED = "app_ended"  # the app that made it may act for the person no more


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"  # waits for its first or its next attempt
    DELIVERED = "delivered"  # the endpoint answered with 2xx
    FAILED = "failed"  # given up


class WebhookRow(Owned, Stamped, Row):
    """An endpoint. Secrets are whole, with their prefix, and sealed; the previous one signs too until its time is up.

    `kinds` are values of EventKind. `failing_since` is the first failed attempt after the last one that arrived.
    `client_id` is the app that keeps it for the person, with the scopes of the token that it was last changed with.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        CheckConstraint("(client_id IS NULL) = (scopes IS NULL)", name="scopes_of_apps"),
        Index(None, "user_id", "created_at", "id"),
        Index("ix_webhooks_of_apps", "client_id", postgresql_where=text("client_id IS NOT NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("oauth_clients.id"))
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    url: Mapped[str]
    description: Mapped[str]
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    payload_query: Mapped[str | None]
    status: Mapped[WebhookStatus] = mapped_column(enum_type(WebhookStatus), default=WebhookStatus.ACTIVE)
    disabled_reason: Mapped[DisabledReason | None] = mapped_column(enum_type(DisabledReason))
    failing_since: Mapped[datetime | None]
    secret: Mapped[str] = mapped_column(SealedText("webhooks.secret"), deferred=True)
    previous_secret: Mapped[str | None] = mapped_column(SealedText("webhooks.previous_secret"), deferred=True)
    previous_secret_until: Mapped[datetime | None]


class WebhookEventRow(Owned, Stamped, Row):
    """Something that happened, written in the transaction in which it did. Ids only: what is sent is read later.

    `spread_at` is when deliveries were made of it. Without ids it is about whole accounts.
    """

    __tablename__ = "webhook_events"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        Index("ix_webhook_events_waiting", "created_at", postgresql_where=text("spread_at IS NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind))
    subject_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    account_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    spread_at: Mapped[datetime | None]


class WebhookDeliveryRow(Owned, Stamped, Row):
    """One event's way to one endpoint. `error` says why the last attempt failed, `answer` begins what it was told.

    A worker that delivers holds a lease; `lease_token` is the fence, as with jobs. `is_repeat`: a person asked for it.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        of_the_same_person("webhook_id", "webhooks"),
        of_the_same_person("event_id", "webhook_events"),
        Index(
            "uq_webhook_deliveries_user_id_webhook_id_event_id",
            "user_id",
            "webhook_id",
            "event_id",
            unique=True,
            postgresql_where=text("NOT is_repeat"),
        ),
        Index(
            "ix_webhook_deliveries_due",
            "user_id",
            "webhook_id",
            "next_attempt_at",
            postgresql_where=text("state = 'pending'"),
        ),
        Index(None, "user_id", "created_at", "id"),
        Index(None, "user_id", "webhook_id", "created_at", "id"),
        Index(None, "user_id", "event_id"),
    )

    user_id: Mapped[UUID]
    webhook_id: Mapped[UUID]
    event_id: Mapped[UUID]
    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind))
    state: Mapped[DeliveryState] = mapped_column(
        enum_type(DeliveryState), default=DeliveryState.PENDING, server_default=text("'pending'")
    )
    is_repeat: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    next_attempt_at: Mapped[datetime | None] = mapped_column(server_default=text("now()"))
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    status_code: Mapped[int | None]
    duration_ms: Mapped[int | None]
    error: Mapped[str | None]
    answer: Mapped[str | None]
    ended_at: Mapped[datetime | None]

"""What people are told, how they want to be told, and the browsers that take push messages."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.db.sealing.sealed_types import SealedText
from core.notifications.notice_kind import NoticeChannel, NoticeKind


class NoticeState(StrEnum):
    """Where a notice stands on its channel."""

    WAITING = "waiting"  # for its moment
    HANDED_OVER = "handed_over"  # to the job that sends it; in the app: it is in the list
    DROPPED = "dropped"  # it was over, or not wanted any more, before its moment came


class Digest(StrEnum):
    """How often mails that can wait are gathered into one."""

    OFF = "off"  # each goes by itself
    DAILY = "daily"
    WEEKLY = "weekly"


class NoticeRow(Owned, Stamped, Row):
    """One thing on one channel. The unique key is why nothing is told twice: not a check in code, and not a job.

    `subject` is what of the kind it is about. `label`, `day` and the amount are what its words are made of, when it is
    told and in the language of then; `facts` is what only its own mail says. `mail_id` is the mail that it went with.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("user_id", "kind", "subject", "channel"),
        Index("ix_notices_waiting", "user_id", "due_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_notices_in_app", "user_id", "created_at", "id", postgresql_where=text("channel = 'in_app'")),
        Index("ix_notices_unread", "user_id", postgresql_where=text("channel = 'in_app' AND read_at IS NULL")),
        Index("ix_notices_mail", "user_id", "mail_id", postgresql_where=text("mail_id IS NOT NULL")),
        Index(None, "created_at"),
        CheckConstraint("currency IS NOT NULL OR amount_minor IS NULL", name="currency"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(enum_type(NoticeKind))
    subject: Mapped[str]
    channel: Mapped[NoticeChannel] = mapped_column(enum_type(NoticeChannel))
    state: Mapped[NoticeState] = mapped_column(enum_type(NoticeState))
    due_at: Mapped[datetime]
    in_digest: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    label: Mapped[str]
    day: Mapped[date | None]
    amount_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    mail_id: Mapped[UUID | None]
    handed_over_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]


class NotificationSettingsRow(Owned, Stamped, Row):
    """How a person wants to be told. Minutes are of the local day, 0 to 1439; without quiet hours both are null.

    `digest_weekday` is ISO's: 1 is Monday. `shows_details`: push messages may name payees, banks and amounts.
    """

    __tablename__ = "notification_settings"
    __table_args__ = (
        UniqueConstraint("user_id"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until", name="quiet"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    time_zone: Mapped[str]
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    digest: Mapped[Digest] = mapped_column(enum_type(Digest), default=Digest.OFF, server_default=text("'off'"))
    digest_hour: Mapped[int] = mapped_column(default=9, server_default=text("9"))
    digest_weekday: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    shows_details: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class NotificationChoiceRow(Owned, Stamped, Row):
    """A kind on a channel that a person switched on or off; the others are as they are by default."""

    __tablename__ = "notification_choices"
    __table_args__ = (UniqueConstraint("user_id", "kind", "channel"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[NoticeKind] = mapped_column(enum_type(NoticeKind))
    channel: Mapped[NoticeChannel] = mapped_column(enum_type(NoticeChannel))
    is_on: Mapped[bool]


class PushSubscriptionRow(Owned, Stamped, Row):
    """A browser that takes push messages, for as long as it is signed in: it goes with its session.

    Whoever has the address can send to the browser, so it is sealed; `endpoint_hash`, its SHA-256, tells that it is the
    same one. `p256dh` and `auth` are the browser's keys, base64url as it gives them.
    """

    __tablename__ = "push_subscriptions"
    __table_args__ = (
        of_the_same_person("session_id", "sessions"),
        Index(None, "user_id", "session_id"),
        Index(None, "user_id", "created_at"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    session_id: Mapped[UUID]
    endpoint_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    endpoint: Mapped[str] = mapped_column(SealedText("push_subscriptions.endpoint"))
    p256dh: Mapped[str]
    auth: Mapped[str] = mapped_column(SealedText("push_subscriptions.auth"))
    last_sent_at: Mapped[datetime | None]

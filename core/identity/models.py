"""People, their sessions and the links mailed to them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type, of_the_same_person


class Role(StrEnum):
    """What a person may do beyond their own data."""

    USER = "user"  # their own books
    PREMIUM = "premium"  # their own books, with paid features
    SUPPORT = "support"  # sees account states, not data
    BANKER = "banker"  # works for a bank partner
    PARTNER = "partner"  # works for a marketplace partner
    ADMIN = "admin"  # runs the platform


class UserStatus(StrEnum):
    """Where a person's account stands."""

    UNVERIFIED = "unverified"  # registered, the mail address not confirmed yet
    ACTIVE = "active"
    DEACTIVATED = "deactivated"  # can't sign in; data kept


class MailLinkPurpose(StrEnum):
    """What a mailed link is for."""

    VERIFY_EMAIL = "verify_email"  # confirms the address of a new person
    RESET_PASSWORD = "reset_password"  # noqa: S105 a word, no secret: lets choose a new password
    CHANGE_EMAIL = "change_email"  # confirms the address that a person moves to
    UNDO_EMAIL_CHANGE = "undo_email_change"  # takes the move back, from the address before
    REACTIVATE = "reactivate"  # switches an account on again


class UserRow(Identified, Stamped, Row):
    """A person. `email` is stored in lower case and is unique."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_type(Role), default=Role.USER)
    status: Mapped[UserStatus] = mapped_column(enum_type(UserStatus), default=UserStatus.UNVERIFIED)
    locale: Mapped[str] = mapped_column(default="en")
    base_currency: Mapped[str] = mapped_column(String(3), default="RUB")
    verified_at: Mapped[datetime | None]
    deactivated_at: Mapped[datetime | None]
    deactivated_by: Mapped[UUID | None]
    """Who switched the account off: the person, who may switch it on again, an admin, or (None) the operator."""
    password_changed_at: Mapped[datetime | None]
    has_factor: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    """Whether a second factor is set up: kept by core/identity/factors/, so that a sign-in knows without asking."""


class SessionRow(Owned, Stamped, Row):
    """A signed-in device: the family of refresh tokens that grew from one sign-in."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        # Every process asks every second which sessions have just ended, of whomever.
        Index("ix_sessions_ended", "ended_at", postgresql_where=text("ended_at IS NOT NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
    user_agent: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    present_at: Mapped[datetime | None]
    """When the person last showed that it is they, and how: see core/identity/step_up.py."""
    present_by: Mapped[str | None]
    device_id: Mapped[UUID | None]
    """The remembered device it was opened on, if it was one; that may be forgotten since."""


class KnownDeviceRow(Owned, Stamped, Row):
    """A browser that a person signed in with and had remembered, by the SHA-256 of the token it keeps."""

    __tablename__ = "known_devices"
    __table_args__ = (Index(None, "user_id", "last_used_at"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    last_used_at: Mapped[datetime]


class RefreshTokenRow(Owned, Stamped, Row):
    """One refresh token, by its SHA-256. A spent one that comes again ends its session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (of_the_same_person("session_id", "sessions"), Index(None, "user_id", "session_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    session_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    spent_at: Mapped[datetime | None]


class MailLinkRow(Owned, Stamped, Row):
    """A link mailed to a person. Its token is the signed id, so nothing that opens a door is stored.

    `email` is the address that a change is about. `password_hash` and `display_name` are what was said at the
    registration that the link belongs to: only who reads the mail makes them count.
    """

    __tablename__ = "mail_links"
    __table_args__ = (Index(None, "user_id", "purpose"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[MailLinkPurpose] = mapped_column(enum_type(MailLinkPurpose))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    email: Mapped[str | None]
    password_hash: Mapped[str | None]
    display_name: Mapped[str | None]

"""Apps that speak for people: who they are, what a person let them do, and what they hold."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type, of_the_same_person


class ClientKind(StrEnum):
    """How an app proves that it is itself."""

    PUBLIC = "public"  # on a person's device: it can keep no secret, PKCE alone protects it
    SECRET = "secret"  # noqa: S105 a word: a server with a client secret
    PRIVATE_KEY = "private_key"  # a server that signs with a key of its own (RFC 7523)


class OAuthClientRow(Identified, Stamped, Row):
    """An app that an admin registered. Its id is its `client_id`; it is disabled and never deleted.

    `speaks_for_itself` allows client credentials, with `service_scopes` and without a person.
    """

    __tablename__ = "oauth_clients"

    name: Mapped[str]
    website: Mapped[str]
    kind: Mapped[ClientKind] = mapped_column(enum_type(ClientKind))
    redirect_uris: Mapped[list[str]] = mapped_column(ARRAY(Text))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    service_scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    secret_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_keys: Mapped[dict[str, Any] | None]
    needs_par: Mapped[bool] = mapped_column(server_default=text("false"))
    needs_dpop: Mapped[bool] = mapped_column(server_default=text("false"))
    disabled_at: Mapped[datetime | None]


class OAuthRequestRow(Identified, Stamped, Row):
    """An authorisation that an app asked for and that nobody has decided yet, by the SHA-256 of its handle.

    `is_pushed`: it came by the back channel (RFC 9126), and its handle is good for opening the consent screen once.
    """

    __tablename__ = "oauth_requests"
    __table_args__ = (Index(None, "expires_at"),)

    client_id: Mapped[UUID] = mapped_column(ForeignKey("oauth_clients.id"))
    handle_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    parameters: Mapped[dict[str, Any]]
    is_pushed: Mapped[bool]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OAuthConsentRow(Owned, Stamped, Row):
    """What a person let an app do: one row while it lasts."""

    __tablename__ = "oauth_consents"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        Index(
            "uq_oauth_consents_user_id_client_id",
            "user_id",
            "client_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("oauth_clients.id"))
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class OAuthFamilyRow(Owned, Stamped, Row):
    """All tokens that grew from one authorisation code. `key_thumbprint`: the DPoP key they are bound to."""

    __tablename__ = "oauth_families"
    __table_args__ = (
        UniqueConstraint("user_id", "id"),
        of_the_same_person("consent_id", "oauth_consents"),
        Index(None, "user_id", "consent_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("oauth_clients.id"))
    consent_id: Mapped[UUID]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    signed_in_at: Mapped[datetime]
    key_thumbprint: Mapped[str | None]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class OAuthCodeRow(Owned, Stamped, Row):
    """An authorisation code, by its SHA-256. One that comes again ends the tokens it was spent for."""

    __tablename__ = "oauth_codes"
    __table_args__ = (
        of_the_same_person("family_id", "oauth_families"),
        Index(None, "user_id", "family_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("oauth_clients.id"))
    family_id: Mapped[UUID]
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    redirect_uri: Mapped[str]
    code_challenge: Mapped[str]
    nonce: Mapped[str | None]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]


class OAuthRefreshTokenRow(Owned, Stamped, Row):
    """One refresh token of an app, by its SHA-256. A spent one that comes again ends its family."""

    __tablename__ = "oauth_refresh_tokens"
    __table_args__ = (of_the_same_person("family_id", "oauth_families"), Index(None, "user_id", "family_id"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    family_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    spent_at: Mapped[datetime | None]


class OAuthRevokedTokenRow(Row):
    """An access token that was revoked before its end, by its `jti`."""

    __tablename__ = "oauth_revoked_tokens"
    __table_args__ = (Index(None, "expires_at"),)

    jti: Mapped[UUID] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]

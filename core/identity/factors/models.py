"""What a person proves themselves with beside the password, and the questions they are asked."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped, enum_type


class FactorKind(StrEnum):
    """How somebody shows that it is they."""

    TOTP = "totp"  # a code of an authenticator app
    PASSKEY = "passkey"  # a key in a device or a security key
    RECOVERY_CODE = "recovery_code"  # one of ten codes on paper, each good once


class ChallengePurpose(StrEnum):
    """What an answer is wanted for."""

    SIGN_IN = "sign_in"  # the password was right; a factor is wanted
    PASSWORDLESS = "passwordless"  # a passkey that says itself whose it is
    REGISTER_PASSKEY = "register_passkey"
    PRESENCE = "presence"  # a signed-in person is to show that they are there


class TotpRow(Stamped, Row):
    """A person's authenticator app. `secret` is encrypted by the secrets store, under the person's id as context.

    `last_step` is the time step of the newest code that was taken: none as old as it is taken again. Until
    `confirmed_at` it counts for nothing.
    """

    __tablename__ = "totp_factors"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str]
    last_step: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    confirmed_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class RecoveryCodeRow(Owned, Stamped, Row):
    """One recovery code by its SHA-256: it has 120 random bits, so a fast hash is enough."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[datetime | None]


class PasskeyRow(Owned, Stamped, Row):
    """A WebAuthn credential. `is_backup_eligible` never changes in an honest one; `is_backed_up` may."""

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("credential_id"), Index(None, "user_id", "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    name: Mapped[str]
    aaguid: Mapped[str]
    transports: Mapped[list[Any]]
    is_backup_eligible: Mapped[bool]
    is_backed_up: Mapped[bool]
    last_used_at: Mapped[datetime | None]


class FactorChallengeRow(Identified, Stamped, Row):
    """A question that one answer ends. Its token is stored as a hash; `nonce` is what a passkey signs.

    `user_id` is null where nobody has said yet who they are.
    """

    __tablename__ = "factor_challenges"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), Index(None, "expires_at"))

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[ChallengePurpose] = mapped_column(enum_type(ChallengePurpose))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

"""People's accounts at outside OpenID providers, and sign-ins there that are under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Identified, Owned, Row, Stamped


class ExternalIdentityRow(Owned, Stamped, Row):
    """That a person is `subject` at `issuer`. One person of ours for each, for ever."""

    __tablename__ = "external_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"), Index(None, "user_id", "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    issuer: Mapped[str]
    subject: Mapped[str]
    email: Mapped[str]
    last_used_at: Mapped[datetime]


class ExternalSignInRow(Identified, Stamped, Row):
    """A visit to a provider: what must come back with the person. Found by the SHA-256 of its `state`, once.

    `browser_hash` is of a secret that the browser which began keeps. `linking_person` is set where somebody who is
    signed in wants to add the provider to their account.
    """

    __tablename__ = "external_sign_ins"
    __table_args__ = (Index(None, "expires_at"),)

    provider: Mapped[str]
    state_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    browser_hash: Mapped[bytes] = mapped_column(LargeBinary)
    nonce: Mapped[str]
    code_verifier: Mapped[str]
    linking_person: Mapped[UUID | None]
    expires_at: Mapped[datetime]

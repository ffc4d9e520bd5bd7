"""Whom a person pays."""

from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped
from core.db.sealing.sealed_types import BlindDigest, SealedText

NUMBER_DIGEST: Final = BlindDigest("payees.number", "number")


class PayeeRow(Owned, Stamped, Row):
    """Somebody's account that a person pays to. It is never changed: where money goes is said once, with presence.

    `bank_code` is a bank of the registry. `number` is sealed; by `number_key` equal ones are found.
    """

    __tablename__ = "payees"
    __table_args__ = (
        UniqueConstraint("user_id", "bank_code", "number_key"),
        Index(None, "user_id", "created_at", "id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    bank_code: Mapped[str]
    number: Mapped[str] = mapped_column(SealedText("payees.number"))
    number_key: Mapped[bytes] = mapped_column(LargeBinary, default=NUMBER_DIGEST, deferred=True)

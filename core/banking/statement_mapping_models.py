"""What people said the columns of their banks' tables mean."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped


class StatementMappingRow(Owned, Stamped, Row):
    """A person's word about every table with this header or shape."""

    __tablename__ = "statement_mappings"
    __table_args__ = (UniqueConstraint("user_id", "fingerprint"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    fingerprint: Mapped[str]
    mapping: Mapped[dict[str, Any]]
    corrected_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Row, Stamped


class PersonKeyRow(Stamped, Row):
    """A person's data key, wrapped by the secrets store. Without this row what it sealed is noise, also in backups."""

    __tablename__ = "person_keys"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    wrapped: Mapped[str]

"""What changed in people's books, so that whoever watches them can be told, and told again."""

from uuid import UUID

from sqlalchemy import ForeignKey, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Row, Stamped


class BookChangeRow(Stamped, Row):
    """One transaction's changes to a person's movements. `revision` counts a person's from 1, without gaps.

    `transaction_ids` is null where they are too many to name. Only the last few hundred of a person are kept.
    """

    __tablename__ = "book_changes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    transaction_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))

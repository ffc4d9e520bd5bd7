"""What changed in people's books, so that whoever watches them can be told, and told again."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped


class BookChangeRow(Owned, Stamped, Row):
    """One transaction's changes to a person's movements. Rows are kept for a week.

    `written_by` is the database transaction: which of them a reader has seen is what a snapshot says, so that writers
    need no number, and no lock to count. `transaction_ids` is null where they are too many to name.
    """

    __tablename__ = "book_changes"
    __table_args__ = (Index(None, "user_id", "written_by"), Index(None, "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    written_by: Mapped[int] = mapped_column(server_default=text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"))
    account_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    transaction_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))

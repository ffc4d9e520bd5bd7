"""What people let others see of their books."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type
from core.identity.grants.kinds import GrantKind, GrantState


class GrantRow(Owned, Stamped, Row):
    """A person (`user_id`) lets another (`grantee_id`) read a part of their books.

    The part is these accounts (None: all, also those to come), and what was booked from `period_from` to `period_to`,
    both included, None leaving an end open. Policies of the database read this row: see core/db/grantee_policies.py.
    Until it is accepted nobody but the address it was sent to is known.
    """

    __tablename__ = "person_grants"
    __table_args__ = (
        Index(None, "user_id", "created_at"),
        Index(None, "grantee_id"),
        Index(None, "email"),
        Index(
            "uq_person_grants_live",
            "user_id",
            "email",
            unique=True,
            postgresql_where=text("state IN ('invited', 'active') AND kind <> 'inspection'"),
        ),
        CheckConstraint("period_from <= period_to", name="period"),
        CheckConstraint("state <> 'active' OR grantee_id IS NOT NULL", name="accepted"),
        CheckConstraint("kind <> 'inspection' OR (expires_at IS NOT NULL AND reason IS NOT NULL)", name="inspection"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    grantee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    email: Mapped[str]
    kind: Mapped[GrantKind] = mapped_column(enum_type(GrantKind))
    state: Mapped[GrantState] = mapped_column(enum_type(GrantState))
    account_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid()))
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    expires_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

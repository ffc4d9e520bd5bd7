"""What changed in people's books, and what was noticed in them.

Revision: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = ("unusual_spending", "new_recurring", "price_rise", "balance_below_zero", "duplicate_suspected")


def upgrade() -> None:
    op.create_table(
        "book_changes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("transaction_ids", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_book_changes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "revision", name=op.f("pk_book_changes")),
    )
    run(protect_owned("book_changes", app_rights="SELECT, INSERT, DELETE"))
    op.create_table(
        "insights",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="insightkind", native_enum=False, length=32, create_constraint=True),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("usual_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("chance", sa.Numeric(precision=4, scale=3), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("chance BETWEEN 0 AND 1", name=op.f("ck_insights_chance")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_insights_user_id"), ondelete="CASCADE"),
        *(_of_the_same_person(column, table) for column, table in ONES),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insights")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_insights_user_id_key")),
        sa.UniqueConstraint("user_id", "sequence", name=op.f("uq_insights_user_id_sequence")),
    )
    for column, _ in ONES:
        op.create_index(op.f(f"ix_insights_user_id_{column}"), "insights", ["user_id", column])
    run(protect_owned("insights"))


def downgrade() -> None:
    op.drop_table("insights")
    op.drop_table("book_changes")


ONES = (("account_id", "accounts"), ("transaction_id", "transactions"))


def _of_the_same_person(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_insights_user_id_{column}")
    return sa.ForeignKeyConstraint(
        ["user_id", column], [f"{table}.user_id", f"{table}.id"], name=name, ondelete="CASCADE"
    )

"""When people are reminded by mail of their tax deadlines, and how much of a category's costs is of their business.

Revision: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tax_reminders",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("lead_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tax_reminders_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_reminders")),
        sa.UniqueConstraint("user_id", name=op.f("uq_tax_reminders_user_id")),
    )
    op.create_table(
        "business_shares",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_business_shares_share")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_business_shares_category_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_business_shares_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_shares")),
        sa.UniqueConstraint("user_id", "category_id", name=op.f("uq_business_shares_user_id_category_id")),
    )
    for table in ("tax_reminders", "business_shares"):
        run(protect_owned(table))


def downgrade() -> None:
    op.drop_table("business_shares")
    op.drop_table("tax_reminders")

"""Whom people pay, account numbers sealed; and whom the platform's own jobs are about.

Revision: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, run

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payees",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_payees_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payees")),
        sa.UniqueConstraint("user_id", "bank_code", "number_key", name=op.f("uq_payees_user_id_bank_code_number_key")),
    )
    op.create_index(op.f("ix_payees_user_id_created_at_id"), "payees", ["user_id", "created_at", "id"])
    run(protect_owned("payees"))
    op.create_index(
        "ix_jobs_recipient",
        "jobs",
        [sa.text("(payload ->> 'recipient_id')")],
        postgresql_where=sa.text("user_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_jobs_recipient", table_name="jobs")
    op.drop_table("payees")

"""Income reports, and the days that a statement says it covers.

Revision: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "income_reports",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("status", _words("reportstatus", "running", "ready", "failed", "revoked", "expired"), nullable=False),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("language", _words("reportlanguage", "ru", "en"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("workbook_storage_key", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("workbook_size", sa.BigInteger(), nullable=True),
        sa.Column("workbook_digest", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("months IN (6, 12, 24)", name=op.f("ck_income_reports_months")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_income_reports_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_income_reports")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_income_reports_user_id_id")),
        sa.UniqueConstraint("code", name=op.f("uq_income_reports_code")),
    )
    op.create_index(op.f("ix_income_reports_user_id_created_at"), "income_reports", ["user_id", "created_at"])
    op.create_index(
        "uq_income_reports_running",
        "income_reports",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("status = 'running'"),
    )
    op.create_index(
        "ix_income_reports_expires_at",
        "income_reports",
        ["expires_at"],
        postgresql_where=sa.text("status = 'ready'"),
    )
    run(protect_owned("income_reports"))
    op.add_column(
        "statement_imports",
        sa.Column("covered", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("statement_imports", "covered")
    op.drop_table("income_reports")

"""Writing without a lock: histories are sealed later, and changes of books are told apart by snapshots.

Changes that were written before are forgotten: who watches is told to read anew.

Revision: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.roles import SYSTEM_ROLE
from core.db.row_level_security import protect_owned, run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_unsealed",
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_unsealed")),
    )
    op.create_index(op.f("ix_audit_unsealed_user_id_at"), "audit_unsealed", ["user_id", "at"])
    run(protect_owned("audit_unsealed", app_rights="INSERT"))
    op.execute(f"GRANT SELECT, DELETE ON audit_unsealed TO {SYSTEM_ROLE}")
    op.drop_table("book_changes")
    op.create_table(
        "book_changes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "written_by",
            sa.BigInteger(),
            server_default=sa.text("CAST(CAST(pg_current_xact_id() AS text) AS bigint)"),
            nullable=False,
        ),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("transaction_ids", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_book_changes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_changes")),
    )
    op.create_index(op.f("ix_book_changes_user_id_written_by"), "book_changes", ["user_id", "written_by"])
    op.create_index(op.f("ix_book_changes_created_at"), "book_changes", ["created_at"])
    run(protect_owned("book_changes", app_rights="SELECT, INSERT, DELETE"))


def downgrade() -> None:
    op.drop_table("book_changes")
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
    op.execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM audit_unsealed) THEN "
        "RAISE EXCEPTION 'audit_unsealed is not empty: run `solvent audit verify` first, which seals it'; "
        "END IF; END $$"
    )
    op.drop_table("audit_unsealed")

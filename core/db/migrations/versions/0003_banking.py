"""Statement imports and bank connections.

Revision: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statement_imports",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued", "done", "failed", name="importstatus", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "format",
            sa.Enum("csv", "ofx", "1c", name="statementformat", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("encoding", sa.Text(), nullable=True),
        sa.Column("lines_total", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lines_new", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lines_duplicate", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lines_changed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lines_suspicious", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("warnings", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_line", sa.BigInteger(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_statement_imports_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_statement_imports_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_imports")),
    )
    op.create_index(
        op.f("ix_statement_imports_user_id_created_at"), "statement_imports", ["user_id", "created_at"], unique=False
    )
    op.create_table(
        "bank_connections",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("person_ref", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "active",
                "needs_consent",
                "disconnected",
                name="connectionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("consent_request_id", sa.Text(), nullable=True),
        sa.Column("consent_id", sa.Text(), nullable=True),
        sa.Column(
            "consent_status",
            sa.Enum(
                "pending",
                "authorised",
                "rejected",
                "revoked",
                "expired",
                name="consentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("consent_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_bank_connections_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_connections")),
    )
    op.create_index(
        "uq_bank_connections_user_id_bank_code",
        "bank_connections",
        ["user_id", "bank_code"],
        unique=True,
        postgresql_where=sa.text("status <> 'disconnected'"),
    )
    op.create_table(
        "bank_account_links",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("connection_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_bank_account_links_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["bank_connections.id"],
            name=op.f("fk_bank_account_links_connection_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_bank_account_links_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account_links")),
        sa.UniqueConstraint(
            "user_id",
            "connection_id",
            "external_id",
            name=op.f("uq_bank_account_links_user_id_connection_id_external_id"),
        ),
    )
    run(protect_owned("statement_imports"))
    run(protect_owned("bank_connections"))
    run(protect_owned("bank_account_links"))


def downgrade() -> None:
    op.drop_table("bank_account_links")
    op.drop_table("bank_connections")
    op.drop_table("statement_imports")

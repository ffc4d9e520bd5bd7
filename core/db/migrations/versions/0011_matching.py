"""Receipts tied to payments.

A document can be of several payments and a payment have several documents, so the link is a table of its own; what
`documents.transaction_id` said becomes a confirmed row of it.

Revision: 0011
Revises: 0010
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATUSES = ("suggested", "automatic", "confirmed", "rejected")
KINDS = ("exact", "tip", "discount", "exchanged", "name", "part_of_payment", "part_of_paper", "by_hand")
TAKE_OVER = """
INSERT INTO document_matches
    (id, user_id, document_id, transaction_id, status, kind, score, amount_minor, currency, decided_at)
SELECT gen_random_uuid(), d.user_id, d.id, t.id, 'confirmed', 'by_hand', 1,
       CASE row_number() OVER (PARTITION BY t.id ORDER BY d.created_at, d.id)
            WHEN 1 THEN abs(t.amount_minor) ELSE 0 END, t.currency, now()
FROM documents d JOIN transactions t ON t.user_id = d.user_id AND t.id = d.transaction_id
"""
GIVE_BACK = """
UPDATE documents d SET transaction_id = best.transaction_id FROM (
    SELECT DISTINCT ON (user_id, document_id) user_id, document_id, transaction_id FROM document_matches
    WHERE status IN ('automatic', 'confirmed')
    ORDER BY user_id, document_id, status DESC, amount_minor DESC, transaction_id
) best WHERE d.user_id = best.user_id AND d.id = best.document_id
"""


def upgrade() -> None:
    op.create_table(
        "document_matches",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("status", _enum("matchstatus", STATUSES), nullable=False),
        sa.Column("kind", _enum("matchkind", KINDS), nullable=False),
        sa.Column("score", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_document_matches_score")),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_document_matches_amount")),
        sa.ForeignKeyConstraint(
            ["user_id", "document_id"],
            ["documents.user_id", "documents.id"],
            name=op.f("fk_document_matches_user_id_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "transaction_id"],
            ["transactions.user_id", "transactions.id"],
            name=op.f("fk_document_matches_user_id_transaction_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_matches")),
        sa.UniqueConstraint(
            "user_id",
            "document_id",
            "transaction_id",
            name=op.f("uq_document_matches_user_id_document_id_transaction_id"),
        ),
    )
    op.create_index(
        op.f("ix_document_matches_user_id_transaction_id"), "document_matches", ["user_id", "transaction_id"]
    )
    op.create_index(
        op.f("ix_document_matches_user_id_status_created_at_id"),
        "document_matches",
        ["user_id", "status", "created_at", "id"],
    )
    run(_as_owner(TAKE_OVER))
    run(protect_owned("document_matches"))
    op.drop_index(op.f("ix_documents_user_id_transaction_id"), "documents")
    op.drop_constraint(op.f("fk_documents_user_id_transaction_id"), "documents", type_="foreignkey")
    op.drop_column("documents", "transaction_id")


def downgrade() -> None:
    op.add_column("documents", sa.Column("transaction_id", sa.Uuid(), nullable=True))
    op.execute("ALTER TABLE document_matches NO FORCE ROW LEVEL SECURITY")
    run(_as_owner(GIVE_BACK))
    op.create_foreign_key(
        op.f("fk_documents_user_id_transaction_id"),
        "documents",
        "transactions",
        ["user_id", "transaction_id"],
        ["user_id", "id"],
        ondelete="SET NULL (transaction_id)",
    )
    op.create_index(op.f("ix_documents_user_id_transaction_id"), "documents", ["user_id", "transaction_id"])
    op.drop_table("document_matches")


def _as_owner(statement: str) -> Iterator[str]:
    """A forced policy binds the tables' owner too, who would see no row of anybody's."""
    tables = ("documents", "transactions")
    yield from (f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in tables)
    yield statement
    yield from (f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in tables)


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32, create_constraint=True)

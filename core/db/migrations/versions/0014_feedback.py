"""Why a category was decided, and what people say of what was decided for them.

Revision: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, publish, run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FEEDBACK = ("accepted", "corrected", "rejected")
DECIDERS = ("person", "rule", "correction", "merchant", "model", "import", "pair", "none")


def upgrade() -> None:
    op.add_column("transactions", sa.Column("decided_because", sa.Text(), nullable=True))
    op.create_table(
        "category_feedback",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("feedback", _enum("feedback", FEEDBACK), nullable=False),
        sa.Column("decided_by", _enum("decidedby", DECIDERS), nullable=False),
        sa.Column("decided_because", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Numeric(precision=4, scale=3), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("proposed_key", sa.Text(), nullable=False),
        sa.Column("chosen_key", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_category_feedback_confidence")),
        sa.ForeignKeyConstraint(
            ["user_id", "transaction_id"],
            ["transactions.user_id", "transactions.id"],
            name=op.f("fk_category_feedback_user_id_transaction_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_feedback")),
    )
    op.create_index(
        op.f("ix_category_feedback_user_id_transaction_id"), "category_feedback", ["user_id", "transaction_id"]
    )
    op.create_index(
        op.f("ix_category_feedback_user_id_created_at_id"), "category_feedback", ["user_id", "created_at", "id"]
    )
    run(protect_owned("category_feedback", app_rights="SELECT, INSERT"))
    op.create_table(
        "categoriser_evaluations",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("decided_by", _enum("decidedby", DECIDERS), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("corrected", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("precision", sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column("change", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categoriser_evaluations")),
        sa.UniqueConstraint("month", "decided_by", name=op.f("uq_categoriser_evaluations_month_decided_by")),
    )
    run(publish("categoriser_evaluations"))


def downgrade() -> None:
    op.drop_table("categoriser_evaluations")
    op.drop_table("category_feedback")
    op.drop_column("transactions", "decided_because")


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=32, create_constraint=True)

"""What a person knows of the future, and what a forecast says beside its days.

Revision: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NO_LIST = sa.text("'[]'::jsonb")


def upgrade() -> None:
    op.create_table(
        "planned_items",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoice",
                "income",
                "payment",
                "tax",
                name="plannedkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_planned_items_moves")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_planned_items_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id", "account_id"],
            ["accounts.user_id", "accounts.id"],
            name=op.f("fk_planned_items_user_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_items")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_planned_items_user_id_id")),
    )
    op.create_index(op.f("ix_planned_items_user_id_due_on"), "planned_items", ["user_id", "due_on"])
    op.create_index(op.f("ix_planned_items_user_id_account_id"), "planned_items", ["user_id", "account_id"])
    run(protect_owned("planned_items"))
    list_column = postgresql.JSONB(astext_type=sa.Text())
    op.add_column("forecast_series", sa.Column("events", list_column, server_default=NO_LIST, nullable=False))
    op.add_column("forecast_series", sa.Column("shortfall", list_column, nullable=True))
    op.add_column("forecasts", sa.Column("scenario", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("forecasts", sa.Column("totals", list_column, server_default=NO_LIST, nullable=False))


def downgrade() -> None:
    op.drop_column("forecasts", "totals")
    op.drop_column("forecasts", "scenario")
    op.drop_column("forecast_series", "shortfall")
    op.drop_column("forecast_series", "events")
    op.drop_table("planned_items")

"""Insights that are about no account, what was found done of them, and the kinds that a person is told no more.

Revision: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, run

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OLD_KINDS = ("unusual_spending", "new_recurring", "price_rise", "balance_below_zero", "duplicate_suspected")
NEW_KINDS = ("tax_deadline", "tax_set_aside", "tax_limit", "consent_lapses", "receipt_missing")
CHECK = "ck_insights_insightkind"


def upgrade() -> None:
    _allow(OLD_KINDS + NEW_KINDS)
    for name in ("account_id", "amount_minor", "currency"):
        op.alter_column("insights", name, nullable=True)
    op.add_column("insights", sa.Column("topic", sa.Text(), nullable=True))
    op.add_column(
        "insights", sa.Column("dismissed_by_person", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("insights", sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_insights_currency"),
        "insights",
        "currency IS NOT NULL OR (amount_minor IS NULL AND usual_minor IS NULL)",
    )
    op.create_table(
        "insight_mutes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*OLD_KINDS, *NEW_KINDS, name="insightkind", native_enum=False, length=32, create_constraint=True),
            nullable=False,
        ),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unmuted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_insight_mutes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_mutes")),
        sa.UniqueConstraint("user_id", "kind", name=op.f("uq_insight_mutes_user_id_kind")),
    )
    run(protect_owned("insight_mutes"))


def downgrade() -> None:
    op.drop_table("insight_mutes")
    op.execute("DELETE FROM insights WHERE account_id IS NULL OR amount_minor IS NULL OR kind = 'receipt_missing'")
    op.drop_constraint(op.f("ck_insights_currency"), "insights", type_="check")
    op.drop_column("insights", "acted_at")
    op.drop_column("insights", "dismissed_by_person")
    op.drop_column("insights", "topic")
    for name in ("account_id", "amount_minor", "currency"):
        op.alter_column("insights", name, nullable=False)
    _allow(OLD_KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(CHECK), "insights", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f(CHECK), "insights", f"kind IN ({listed})")

"""Endpoints of people's own programs, the events that they are told of, and each one's way there.

Revision: 0026
Revises: 0025
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = (
    "transactions.created",
    "transactions.changed",
    "transactions.removed",
    "document.read",
    "forecast.made",
    "lead.changed",
    "consent.granted",
    "consent.expiring",
    "consent.ended",
    "webhook.test",
)


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _made() -> sa.Column[datetime]:
    return sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("payload_query", sa.Text(), nullable=True),
        sa.Column("status", _words("webhookstatus", "active", "paused", "disabled"), nullable=False),
        sa.Column("disabled_reason", _words("disabledreason", "failing", "gone"), nullable=True),
        _moment("failing_since"),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("previous_secret", sa.Text(), nullable=True),
        _moment("previous_secret_until"),
        sa.Column("id", sa.Uuid(), nullable=False),
        _made(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_webhooks_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_webhooks_user_id_id")),
    )
    op.create_index(op.f("ix_webhooks_user_id_created_at_id"), "webhooks", ["user_id", "created_at", "id"])
    op.create_table(
        "webhook_events",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words("eventkind", *KINDS), nullable=False),
        sa.Column("subject_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        _moment("spread_at"),
        sa.Column("id", sa.Uuid(), nullable=False),
        _made(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_webhook_events_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_events")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_webhook_events_user_id_id")),
    )
    op.create_index(op.f("ix_webhook_events_user_id_created_at"), "webhook_events", ["user_id", "created_at"])
    op.create_index(
        "ix_webhook_events_waiting", "webhook_events", ["created_at"], postgresql_where=sa.text("spread_at IS NULL")
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words("eventkind", *KINDS), nullable=False),
        sa.Column(
            "state",
            _words("deliverystate", "pending", "delivered", "failed"),
            server_default=sa.text("'pending'"),
            nullable=False,
        ),
        sa.Column("is_repeat", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=True),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        _moment("lease_until"),
        sa.Column("status_code", sa.BigInteger(), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        _moment("ended_at"),
        sa.Column("id", sa.Uuid(), nullable=False),
        _made(),
        sa.ForeignKeyConstraint(
            ["user_id", "webhook_id"],
            ["webhooks.user_id", "webhooks.id"],
            name=op.f("fk_webhook_deliveries_user_id_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "event_id"],
            ["webhook_events.user_id", "webhook_events.id"],
            name=op.f("fk_webhook_deliveries_user_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index(
        "uq_webhook_deliveries_user_id_webhook_id_event_id",
        "webhook_deliveries",
        ["user_id", "webhook_id", "event_id"],
        unique=True,
        postgresql_where=sa.text("NOT is_repeat"),
    )
    op.create_index(
        "ix_webhook_deliveries_due",
        "webhook_deliveries",
        ["user_id", "webhook_id", "next_attempt_at"],
        postgresql_where=sa.text("state = 'pending'"),
    )
    for columns in (["created_at", "id"], ["webhook_id", "created_at", "id"], ["event_id"]):
        name = f"ix_webhook_deliveries_user_id_{'_'.join(columns)}"
        op.create_index(op.f(name), "webhook_deliveries", ["user_id", *columns])
    for table in ("webhooks", "webhook_events", "webhook_deliveries"):
        run(protect_owned(table))


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhook_events")
    op.drop_table("webhooks")

"""What people are told, how they want to be told, and the browsers that take push messages.

Revision: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KINDS = (
    "tax_deadline",
    "tax_set_aside",
    "tax_limit",
    "cash_shortfall",
    "unusual_charge",
    "new_recurring",
    "price_rise",
    "duplicate_suspected",
    "receipt_missing",
    "consent_lapses",
    "import_finished",
    "import_failed",
    "report_ready",
    "export_ready",
    "lead_changed",
)
CHANNELS = ("in_app", "mail", "web_push")


def upgrade() -> None:
    _notices()
    _wishes()
    _push_subscriptions()


def downgrade() -> None:
    for table in ("push_subscriptions", "notification_choices", "notification_settings", "notices"):
        op.drop_table(table)


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _enum("noticekind", *KINDS), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("channel", _enum("noticechannel", *CHANNELS), nullable=False),
        sa.Column("state", _enum("noticestate", "waiting", "handed_over", "dropped"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_digest", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("facts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        *_own("notices"),
        sa.UniqueConstraint(
            "user_id", "kind", "subject", "channel", name=op.f("uq_notices_user_id_kind_subject_channel")
        ),
        sa.CheckConstraint("currency IS NOT NULL OR amount_minor IS NULL", name=op.f("ck_notices_currency")),
    )
    waiting, in_app = sa.text("state = 'waiting'"), sa.text("channel = 'in_app'")
    unread, mailed = sa.text("channel = 'in_app' AND read_at IS NULL"), sa.text("mail_id IS NOT NULL")
    op.create_index("ix_notices_waiting", "notices", ["user_id", "due_at"], postgresql_where=waiting)
    op.create_index("ix_notices_in_app", "notices", ["user_id", "created_at", "id"], postgresql_where=in_app)
    op.create_index("ix_notices_unread", "notices", ["user_id"], postgresql_where=unread)
    op.create_index("ix_notices_mail", "notices", ["user_id", "mail_id"], postgresql_where=mailed)
    op.create_index(op.f("ix_notices_created_at"), "notices", ["created_at"])
    run(protect_owned("notices"))


def _wishes() -> None:
    op.create_table(
        "notification_settings",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("quiet_from", sa.BigInteger(), nullable=True),
        sa.Column("quiet_until", sa.BigInteger(), nullable=True),
        sa.Column("digest", _enum("digest", "off", "daily", "weekly"), server_default=sa.text("'off'"), nullable=False),
        sa.Column("digest_hour", sa.BigInteger(), server_default=sa.text("9"), nullable=False),
        sa.Column("digest_weekday", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("shows_details", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_own("notification_settings"),
        sa.UniqueConstraint("user_id", name=op.f("uq_notification_settings_user_id")),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until",
            name=op.f("ck_notification_settings_quiet"),
        ),
    )
    run(protect_owned("notification_settings"))
    op.create_table(
        "notification_choices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _enum("noticekind", *KINDS), nullable=False),
        sa.Column("channel", _enum("noticechannel", *CHANNELS), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        *_own("notification_choices"),
        sa.UniqueConstraint("user_id", "kind", "channel", name=op.f("uq_notification_choices_user_id_kind_channel")),
    )
    run(protect_owned("notification_choices"))


def _push_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_hash", sa.LargeBinary(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.Text(), nullable=False),
        sa.Column("auth", sa.Text(), nullable=False),
        sa.Column("last_sent_at", sa.DateTime(timezone=True), nullable=True),
        *_own("push_subscriptions"),
        sa.ForeignKeyConstraint(
            ["user_id", "session_id"],
            ["sessions.user_id", "sessions.id"],
            name=op.f("fk_push_subscriptions_user_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("endpoint_hash", name=op.f("uq_push_subscriptions_endpoint_hash")),
    )
    for columns in (["user_id", "session_id"], ["user_id", "created_at"]):
        op.create_index(op.f(f"ix_push_subscriptions_{'_'.join(columns)}"), "push_subscriptions", columns)
    run(protect_owned("push_subscriptions"))


def _own(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _enum(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, length=32, create_constraint=True)

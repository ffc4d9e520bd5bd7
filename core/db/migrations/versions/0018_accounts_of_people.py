"""Links for passwords and addresses, remembered devices, and how sessions end.

Revision: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OLD_PURPOSES = ("verify_email",)
PURPOSES = ("verify_email", "reset_password", "change_email", "undo_email_change", "reactivate")


def upgrade() -> None:
    op.add_column("users", sa.Column("deactivated_by", sa.Uuid(), nullable=True))
    op.add_column("users", sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessions", sa.Column("device_id", sa.Uuid(), nullable=True))
    for column in ("email", "password_hash", "display_name"):
        op.add_column("mail_links", sa.Column(column, sa.Text(), nullable=True))
    _allow_purposes(PURPOSES)
    op.create_index("ix_sessions_ended", "sessions", ["ended_at"], postgresql_where=sa.text("ended_at IS NOT NULL"))
    op.create_table(
        "known_devices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_known_devices_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_known_devices_token_hash")),
    )
    op.create_index(op.f("ix_known_devices_user_id_last_used_at"), "known_devices", ["user_id", "last_used_at"])
    run(protect_owned("known_devices"))


def downgrade() -> None:
    op.drop_table("known_devices")
    op.drop_index("ix_sessions_ended", table_name="sessions")
    op.execute("DELETE FROM mail_links WHERE purpose <> 'verify_email'")
    _allow_purposes(OLD_PURPOSES)
    for column in ("display_name", "password_hash", "email"):
        op.drop_column("mail_links", column)
    op.drop_column("sessions", "device_id")
    op.drop_column("users", "password_changed_at")
    op.drop_column("users", "deactivated_by")


def _allow_purposes(purposes: tuple[str, ...]) -> None:
    name = op.f("ck_mail_links_maillinkpurpose")
    op.drop_constraint(name, "mail_links", type_="check")
    words = ", ".join(f"'{purpose}'" for purpose in purposes)
    op.create_check_constraint(name, "mail_links", f"purpose IN ({words})")

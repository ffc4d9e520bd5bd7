"""Tax profiles of people, the deadlines they have met, and the address of their calendar.

Revision: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "tax_profiles",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("vat", _words("vatstatus", "not_registered", "registered"), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tax_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_tax_profiles_ends_after_start")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tax_profiles_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_profiles")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_tax_profiles_user_id_id")),
        sa.UniqueConstraint(
            "user_id",
            "country",
            "regime",
            "starts_on",
            name=op.f("uq_tax_profiles_user_id_country_regime_starts_on"),
        ),
    )
    op.create_table(
        "tax_deadline_marks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mark", _words("deadlinemark", "filed", "paid"), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_tax_deadline_marks_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "profile_id"],
            ["tax_profiles.user_id", "tax_profiles.id"],
            name=op.f("fk_tax_deadline_marks_user_id_profile_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_deadline_marks")),
        sa.UniqueConstraint("user_id", "profile_id", "key", name=op.f("uq_tax_deadline_marks_user_id_profile_id_key")),
    )
    op.create_table(
        "tax_calendars",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("lead_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tax_calendars_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_calendars")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_tax_calendars_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_tax_calendars_user_id")),
    )
    for table in ("tax_profiles", "tax_deadline_marks", "tax_calendars"):
        run(protect_owned(table))


def downgrade() -> None:
    op.drop_table("tax_calendars")
    op.drop_table("tax_deadline_marks")
    op.drop_table("tax_profiles")

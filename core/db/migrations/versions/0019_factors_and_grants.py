"""Second factors, presence, and what people let others see of their books.

Revision: 0019
Revises: 0018
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.grantee_policies import expose_to_nobody, protect_from_grantees
from core.db.row_level_security import protect_owned, run

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

PURPOSES = ("sign_in", "passwordless", "register_passkey", "presence")
KINDS = ("accountant", "read_only", "inspection")
STATES = ("invited", "active", "declined", "revoked")
LIVE = "state IN ('invited', 'active') AND kind <> 'inspection'"
INSPECTION = "kind <> 'inspection' OR (expires_at IS NOT NULL AND reason IS NOT NULL)"


def upgrade() -> None:
    op.add_column("users", sa.Column("has_factor", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("sessions", sa.Column("present_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessions", sa.Column("present_by", sa.Text(), nullable=True))
    _make_factors()
    _make_challenges()
    _make_grants()
    for table in ("totp_factors", "recovery_codes", "passkeys", "factor_challenges", "person_grants"):
        run(protect_owned(table))
    run(protect_from_grantees())


def downgrade() -> None:
    run(expose_to_nobody())
    for table in ("person_grants", "factor_challenges", "passkeys", "recovery_codes", "totp_factors"):
        op.drop_table(table)
    op.execute("DROP FUNCTION app_grant_id()")
    op.drop_column("sessions", "present_by")
    op.drop_column("sessions", "present_at")
    op.drop_column("users", "has_factor")


def _make_factors() -> None:
    op.create_table(
        "totp_factors",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        _created_at(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_totp_factors_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_totp_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _created_at(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("user_id", "code_hash", name=op.f("uq_recovery_codes_user_id_code_hash")),
    )
    op.create_table(
        "passkeys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aaguid", sa.Text(), nullable=False),
        sa.Column("transports", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("is_backup_eligible", sa.Boolean(), nullable=False),
        sa.Column("is_backed_up", sa.Boolean(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _created_at(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_passkeys_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_user_id_created_at"), "passkeys", ["user_id", "created_at"])


def _make_challenges() -> None:
    op.create_table(
        "factor_challenges",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", _enum("challengepurpose", PURPOSES), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _created_at(),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_factor_challenges_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_challenges")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_factor_challenges_token_hash")),
    )
    op.create_index(op.f("ix_factor_challenges_user_id"), "factor_challenges", ["user_id"])
    op.create_index(op.f("ix_factor_challenges_expires_at"), "factor_challenges", ["expires_at"])


def _make_grants() -> None:
    op.create_table(
        "person_grants",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("grantee_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("kind", _enum("grantkind", KINDS), nullable=False),
        sa.Column("state", _enum("grantstate", STATES), nullable=False),
        sa.Column("account_ids", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        _created_at(),
        sa.CheckConstraint("period_from <= period_to", name=op.f("ck_person_grants_period")),
        sa.CheckConstraint("state <> 'active' OR grantee_id IS NOT NULL", name=op.f("ck_person_grants_accepted")),
        sa.CheckConstraint(INSPECTION, name=op.f("ck_person_grants_inspection")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_person_grants_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["grantee_id"], ["users.id"], name=op.f("fk_person_grants_grantee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_grants")),
    )
    op.create_index(op.f("ix_person_grants_user_id_created_at"), "person_grants", ["user_id", "created_at"])
    op.create_index(op.f("ix_person_grants_grantee_id"), "person_grants", ["grantee_id"])
    op.create_index(op.f("ix_person_grants_email"), "person_grants", ["email"])
    op.create_index(
        "uq_person_grants_live", "person_grants", ["user_id", "email"], unique=True, postgresql_where=sa.text(LIVE)
    )


def _created_at() -> sa.Column[datetime]:
    return sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)

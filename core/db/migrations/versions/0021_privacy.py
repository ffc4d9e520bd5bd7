"""Data keys of people, exports, erasures, and numbers that are sealed.

Revision: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.roles import APP_ROLE, SYSTEM_ROLE
from core.db.row_level_security import protect_owned, run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN = sa.text("cancelled_at IS NULL AND erased_at IS NULL")
EXPORT_STATUSES = ("running", "ready", "failed", "expired")
# Neither role may change or remove entries of a history. This function of the owner may, for one person whose erasure
# is due and whose account is shut, and leaves the stubs.
_SHRED = """
CREATE FUNCTION shred_history(person uuid, erasure uuid, most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE shredded bigint;
BEGIN
    PERFORM FROM account_erasures e WHERE e.id = erasure AND e.user_id = person AND e.closed_at IS NOT NULL
        AND e.due_at <= now() AND e.cancelled_at IS NULL AND e.erased_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no erasure of this person is due' USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH gone AS (
        DELETE FROM audit_entries a WHERE a.id IN (
            SELECT b.id FROM audit_entries b WHERE b.user_id = person ORDER BY b.sequence LIMIT most)
        RETURNING a.sequence, a.at, a.action, a.previous_hash, a.hash
    )
    INSERT INTO history_stubs (erasure_id, sequence, at, action, previous_hash, hash)
    SELECT erasure, gone.sequence, gone.at, gone.action, gone.previous_hash, gone.hash FROM gone;
    GET DIAGNOSTICS shredded = ROW_COUNT;
    RETURN shredded;
END
$$
"""
_RIGHTS = (
    "REVOKE ALL ON FUNCTION shred_history FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION shred_history TO {SYSTEM_ROLE}",
    # For an owner that is no superuser: the policies bind it too.
    "CREATE POLICY shredder_rows ON audit_entries TO CURRENT_USER USING (true)",
    "CREATE POLICY shredder_rows ON account_erasures FOR SELECT TO CURRENT_USER USING (true)",
    f"GRANT SELECT ON history_stubs TO {SYSTEM_ROLE}",
    f"GRANT DELETE ON category_feedback TO {SYSTEM_ROLE}",
)


def upgrade() -> None:
    _add_keys()
    _add_exports()
    _add_erasures()
    run((_SHRED, *_RIGHTS))
    _change_purposes("statement", "document", "archive")


def _add_keys() -> None:
    op.create_table(
        "person_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_person_keys_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_person_keys")),
    )
    run(protect_owned("person_keys"))
    op.execute(f"REVOKE ALL ON person_keys FROM {APP_ROLE}")  # the system role alone fetches keys
    op.add_column("accounts", sa.Column("number_key", sa.LargeBinary(), nullable=True))
    op.drop_index("uq_accounts_user_id_number_currency", table_name="accounts")
    op.create_index(
        "uq_accounts_user_id_number_key_currency",
        "accounts",
        ["user_id", "number_key", "currency"],
        unique=True,
        postgresql_where=sa.text("number_key IS NOT NULL"),
    )


def _add_exports() -> None:
    op.create_table(
        "data_exports",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*EXPORT_STATUSES, name="exportstatus", native_enum=False, length=32, create_constraint=True),
            nullable=False,
        ),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_data_exports_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_exports")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_data_exports_user_id_id")),
    )
    op.create_index(op.f("ix_data_exports_user_id_created_at"), "data_exports", ["user_id", "created_at"])
    is_running = sa.text("status = 'running'")
    op.create_index("uq_data_exports_running", "data_exports", ["user_id"], unique=True, postgresql_where=is_running)
    is_ready = sa.text("status = 'ready'")
    op.create_index("ix_data_exports_expires_at", "data_exports", ["expires_at"], postgresql_where=is_ready)
    run(protect_owned("data_exports"))


def _add_erasures() -> None:
    moments = ("cancelled_at", "closed_at", "erased_at")
    op.create_table(
        "account_erasures",
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in moments),
        sa.Column("counts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_account_erasures_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_erasures")),
    )
    op.create_index(op.f("ix_account_erasures_user_id_requested_at"), "account_erasures", ["user_id", "requested_at"])
    op.create_index("uq_account_erasures_open", "account_erasures", ["user_id"], unique=True, postgresql_where=OPEN)
    op.create_index("ix_account_erasures_due_at", "account_erasures", ["due_at"], postgresql_where=OPEN)
    run(protect_owned("account_erasures", app_rights="SELECT, INSERT, UPDATE"))
    op.create_table(
        "history_stubs",
        sa.Column("erasure_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["erasure_id"], ["account_erasures.id"], name=op.f("fk_history_stubs_erasure_id")),
        sa.PrimaryKeyConstraint("erasure_id", "sequence", name=op.f("pk_history_stubs")),
    )


def _change_purposes(*purposes: str) -> None:
    op.drop_constraint("uploadpurpose", "uploads", type_="check")
    listed = ", ".join(f"'{purpose}'" for purpose in purposes)
    op.create_check_constraint("uploadpurpose", "uploads", f"purpose IN ({listed})")


def downgrade() -> None:
    """What is sealed stays so, and can't be read without the keys that go: export first."""
    op.execute("DELETE FROM uploads WHERE purpose = 'archive'")
    _change_purposes("statement", "document")
    op.execute(f"REVOKE DELETE ON category_feedback FROM {SYSTEM_ROLE}")
    op.execute("DROP FUNCTION shred_history")
    op.execute("DROP POLICY shredder_rows ON audit_entries")
    op.drop_table("history_stubs")
    op.drop_table("account_erasures")
    op.drop_table("data_exports")
    op.drop_index("uq_accounts_user_id_number_key_currency", table_name="accounts")
    op.drop_column("accounts", "number_key")
    op.create_index(
        "uq_accounts_user_id_number_currency",
        "accounts",
        ["user_id", "number", "currency"],
        unique=True,
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.drop_table("person_keys")

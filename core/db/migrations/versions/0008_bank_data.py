"""Consents, raw answers, status log and what else a bank tells.

Revision: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.row_level_security import protect_owned, protect_shared, publish, run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = (
    "bank_consents",
    "bank_syncs",
    "bank_calls",
    "bank_payloads",
    "bank_cards",
    "product_agreements",
    "bank_products",
    "bank_payments",
)
"""In the order they are made."""

MOVE_CONSENTS = """
INSERT INTO bank_consents (id, user_id, connection_id, kind, request_id, consent_id, status, requested_at, granted_at,
                           expires_at, ended_at)
SELECT gen_random_uuid(), user_id, id, 'account', consent_request_id, consent_id, consent_status, created_at,
       CASE WHEN consent_status = 'authorised' THEN created_at END, consent_expires_at,
       CASE WHEN status = 'disconnected' OR consent_status IN ('rejected', 'revoked', 'expired') THEN now() END
FROM bank_connections
"""

MOVE_BACK = """
UPDATE bank_connections SET consent_request_id = newest.request_id, consent_id = newest.consent_id,
    consent_status = newest.status, consent_expires_at = newest.expires_at
FROM (SELECT DISTINCT ON (connection_id) * FROM bank_consents WHERE kind = 'account' AND status <> 'used'
      ORDER BY connection_id, requested_at DESC) AS newest
WHERE newest.connection_id = bank_connections.id
"""


def upgrade() -> None:
    _bank_consents()
    _bank_syncs()
    _bank_calls()
    _bank_payloads()
    _bank_cards()
    _product_agreements()
    _bank_products()
    _bank_payments()
    _connections()


def downgrade() -> None:
    for column in (
        sa.Column("consent_status", sa.String(length=32), server_default="revoked", nullable=False),
        sa.Column("consent_id", sa.Text(), nullable=True),
        sa.Column("consent_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_request_id", sa.Text(), nullable=True),
    ):
        op.add_column("bank_connections", column)
    _past_row_security(MOVE_BACK, "bank_connections", "bank_consents")
    op.alter_column("bank_connections", "consent_status", server_default=None)
    op.create_check_constraint(
        "consentstatus",
        "bank_connections",
        "consent_status IN ('pending', 'authorised', 'rejected', 'revoked', 'expired')",
    )
    op.drop_column("bank_account_links", "read_on")
    op.drop_index("ix_bank_connections_next_sync_at", "bank_connections")
    for name in ("unattended_reads", "unattended_on", "next_sync_at", "sync_until", "sync_token"):
        op.drop_column("bank_connections", name)
    for table in reversed(TABLES):
        op.drop_table(table)


def _past_row_security(statement: str, *tables: str) -> None:
    """Run a statement over everybody's rows: their owner, too, is held by policies unless it is a superuser."""
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(statement)
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _connections() -> None:
    _past_row_security(MOVE_CONSENTS, "bank_connections", "bank_consents")
    for column in (
        sa.Column("sync_token", sa.Uuid(), nullable=True),
        sa.Column("sync_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_sync_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unattended_on", sa.Date(), nullable=True),
        sa.Column("unattended_reads", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    ):
        op.add_column("bank_connections", column)
    op.create_index(
        "ix_bank_connections_next_sync_at",
        "bank_connections",
        ["next_sync_at"],
        unique=False,
        postgresql_where=sa.text("status = 'active'"),
    )
    op.add_column("bank_account_links", sa.Column("read_on", sa.Date(), nullable=True))
    # Connections of before this release are read by the clock too.
    _past_row_security("UPDATE bank_connections SET next_sync_at = now() WHERE status = 'active'", "bank_connections")
    for name in ("consent_request_id", "consent_id", "consent_status", "consent_expires_at"):
        op.drop_column("bank_connections", name)


def _of_connection(table: str, *, is_shared: bool = False) -> list[sa.schema.SchemaItem]:
    """The id, and whose row it is and of which connection; a shared table has rows of nobody's too."""
    return [
        sa.Column("user_id", sa.Uuid(), nullable=is_shared),
        sa.Column("connection_id", sa.Uuid(), nullable=is_shared),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["bank_connections.id"], name=f"fk_{table}_connection_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _bank_consents() -> None:
    op.create_table(
        "bank_consents",
        *_of_connection("bank_consents"),
        sa.Column(
            "kind",
            sa.Enum(
                "account",
                "product",
                "payment",
                name="consentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("consent_id", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "authorised",
                "rejected",
                "revoked",
                "expired",
                "used",
                name="consentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "permissions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("requested_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(
        "ix_bank_consents_expires_at",
        "bank_consents",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL AND status = 'authorised'"),
    )
    op.create_index(
        "ix_bank_consents_pending",
        "bank_consents",
        ["requested_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        op.f("ix_bank_consents_user_id_connection_id_requested_at"),
        "bank_consents",
        ["user_id", "connection_id", "requested_at"],
        unique=False,
    )
    op.create_index(
        "uq_bank_consents_user_id_connection_id_kind",
        "bank_consents",
        ["user_id", "connection_id", "kind"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL AND kind <> 'payment'"),
    )
    run(protect_owned("bank_consents"))


def _bank_syncs() -> None:
    op.create_table(
        "bank_syncs",
        *_of_connection("bank_syncs"),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("is_attended", sa.Boolean(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "running", "done", "failed", name="syncoutcome", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("accounts", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(
        op.f("ix_bank_syncs_user_id_connection_id_id"), "bank_syncs", ["user_id", "connection_id", "id"], unique=False
    )
    run(protect_owned("bank_syncs"))


def _bank_calls() -> None:
    op.create_table(
        "bank_calls",
        *_of_connection("bank_calls", is_shared=True),
        sa.Column("sync_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "ok",
                "refused",
                "unauthorised",
                "limited",
                "failed",
                "unreachable",
                "timed_out",
                "unreadable",
                name="calloutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("http_status", sa.BigInteger(), nullable=True),
        sa.Column("duration_milliseconds", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_bank_calls_at"), "bank_calls", ["at"], unique=False)
    op.create_index(
        op.f("ix_bank_calls_user_id_connection_id_at_id"),
        "bank_calls",
        ["user_id", "connection_id", "at", "id"],
        unique=False,
    )
    run(protect_shared("bank_calls"))


def _bank_payloads() -> None:
    op.create_table(
        "bank_payloads",
        *_of_connection("bank_payloads", is_shared=True),
        sa.Column("sync_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint(
            "user_id",
            "connection_id",
            "sync_id",
            "seq",
            name=op.f("uq_bank_payloads_user_id_connection_id_sync_id_seq"),
        ),
    )
    run(protect_shared("bank_payloads"))


def _bank_cards() -> None:
    op.create_table(
        "bank_cards",
        *_of_connection("bank_cards"),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("masked_number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("account_number", sa.Text(), nullable=True),
        sa.UniqueConstraint(
            "user_id", "connection_id", "external_id", name=op.f("uq_bank_cards_user_id_connection_id_external_id")
        ),
    )
    run(protect_owned("bank_cards"))


def _product_agreements() -> None:
    op.create_table(
        "product_agreements",
        *_of_connection("product_agreements"),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("product_id", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "deposit",
                "loan",
                "credit_card",
                "card",
                "other",
                name="productkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=24, scale=6), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("account_number", sa.Text(), nullable=True),
        sa.Column("interest_rate", sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column("balance", sa.Numeric(precision=24, scale=6), nullable=True),
        sa.UniqueConstraint(
            "user_id",
            "connection_id",
            "external_id",
            name=op.f("uq_product_agreements_user_id_connection_id_external_id"),
        ),
    )
    run(protect_owned("product_agreements"))


def _bank_products() -> None:
    op.create_table(
        "bank_products",
        sa.Column("bank_code", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "deposit",
                "loan",
                "credit_card",
                "card",
                "other",
                name="productkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("interest_rate", sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column("min_amount", sa.Numeric(precision=24, scale=6), nullable=True),
        sa.Column("max_amount", sa.Numeric(precision=24, scale=6), nullable=True),
        sa.Column("term_months", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_products")),
        sa.UniqueConstraint("bank_code", "external_id", name=op.f("uq_bank_products_bank_code_external_id")),
    )
    run(publish("bank_products"))


def _bank_payments() -> None:
    op.create_table(
        "bank_payments",
        *_of_connection("bank_payments"),
        sa.Column(
            "kind",
            sa.Enum(
                "transfer",
                "mdp",
                "adp",
                "sdp",
                name="paymentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "created",
                "confirmed",
                "waiting",
                "sending",
                "in_process",
                "settled",
                "rejected",
                "unknown",
                "cancelled",
                name="paymentstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("debtor_account_id", sa.Uuid(), nullable=True),
        sa.Column("debtor_number", sa.Text(), nullable=False),
        sa.Column("creditor_number", sa.Text(), nullable=False),
        sa.Column("creditor_bank", sa.Text(), nullable=True),
        sa.Column("creditor_name", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("bank_payment_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_bank_payments_amount")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["bank_consents.id"], name=op.f("fk_bank_payments_consent_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["debtor_account_id"], ["accounts.id"], name=op.f("fk_bank_payments_debtor_account_id"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_bank_payments_user_id_key")),
    )
    op.create_index(
        op.f("ix_bank_payments_user_id_created_at_id"), "bank_payments", ["user_id", "created_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_bank_payments_user_id_debtor_account_id_state"),
        "bank_payments",
        ["user_id", "debtor_account_id", "state"],
        unique=False,
    )
    op.create_index(
        "uq_bank_payments_user_id_transaction_id",
        "bank_payments",
        ["user_id", "transaction_id"],
        unique=True,
        postgresql_where=sa.text("transaction_id IS NOT NULL"),
    )
    run(protect_owned("bank_payments"))

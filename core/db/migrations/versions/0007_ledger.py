"""One truth from many sources: provenance, earlier versions, links between movements, and what a balance rests on.

Revision: 0007
Revises: 0006
"""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from core.db.row_level_security import protect_owned, publish, run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SOURCES = ("file", "feed", "manual")
FORMATS = ("csv", "xlsx", "ofx", "qif", "mt940", "mt942", "camt", "1c", "pdf")
FORMATS_BEFORE = ("csv", "ofx", "1c")
DECIDERS = ("person", "rule", "correction", "merchant", "model", "import", "none")
NEW_TABLES = ("exchange_rates", "book_settings", "transaction_links", "transaction_aliases", "transaction_sightings")
STATUSES = ("booked", "pending")


def one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def person() -> sa.Column[UUID]:
    return sa.Column("user_id", sa.Uuid(), nullable=False)


def row_id() -> sa.Column[UUID]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def cascade(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    add_versions()
    allow_deciders(*DECIDERS, "pair")
    add_balances()
    op.add_column("statement_imports", sa.Column("source_id", sa.Uuid(), nullable=True))
    allow_formats(*FORMATS)
    make_sightings()
    make_aliases()
    make_links()
    op.create_table(
        "book_settings",
        person(),
        sa.Column("pairs_transfers", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        cascade("book_settings", "user_id", "users"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_book_settings")),
    )
    run(protect_owned("book_settings"))
    op.create_table(
        "exchange_rates",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("per_euro", sa.Numeric(), nullable=False),
        sa.CheckConstraint("per_euro > 0", name=op.f("ck_exchange_rates_positive")),
        sa.PrimaryKeyConstraint("currency", "day", name=op.f("pk_exchange_rates")),
    )
    run(publish("exchange_rates"))


def allow_deciders(*deciders: str) -> None:
    name = op.f("ck_transactions_decidedby")
    op.drop_constraint(name, "transactions", type_="check")
    words = ", ".join(f"'{word}'" for word in deciders)
    op.create_check_constraint(name, "transactions", f"decided_by IN ({words})")


def allow_formats(*formats: str) -> None:
    name = op.f("ck_statement_imports_statementformat")
    op.drop_constraint(name, "statement_imports", type_="check")
    words = ", ".join(f"'{word}'" for word in formats)
    op.create_check_constraint(name, "statement_imports", f"format IN ({words})")


def add_versions() -> None:
    op.add_column("transactions", sa.Column("source_id", sa.Uuid(), nullable=True))
    op.add_column("transactions", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_transactions_pending",
        "transactions",
        ["user_id", "account_id"],
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        "ix_transactions_manual",
        "transactions",
        ["user_id", "account_id"],
        postgresql_where=sa.text("source = 'manual'"),
    )
    # Ids are compared within their space only: an OFX file's and a feed's are two names of one movement.
    op.execute(
        "UPDATE transactions SET bank_id = CASE source WHEN 'feed' THEN 'feed/' ELSE 'file/' END || bank_id "
        "WHERE bank_id IS NOT NULL"
    )


def add_balances() -> None:
    op.add_column("accounts", sa.Column("stated_minor", sa.BigInteger(), nullable=True))
    op.add_column("accounts", sa.Column("stated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE accounts SET stated_minor = balance_minor, "
        "stated_at = (balance_on + interval '1 day' - interval '1 microsecond') AT TIME ZONE 'UTC' "
        "WHERE balance_on IS NOT NULL"
    )
    op.execute(
        "UPDATE accounts a SET stated_minor = a.balance_minor - coalesce((SELECT sum(t.amount_minor) "
        "FROM transactions t WHERE t.user_id = a.user_id AND t.account_id = a.id AND t.status = 'booked' "
        "AND (t.source <> 'manual' OR t.deleted_at IS NULL)), 0) WHERE a.balance_on IS NULL"
    )


def make_sightings() -> None:
    op.create_table(
        "transaction_sightings",
        person(),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("source", one_of(*SOURCES, name="transactionsource"), nullable=False),
        cascade("transaction_sightings", "user_id", "users"),
        cascade("transaction_sightings", "transaction_id", "transactions"),
        sa.PrimaryKeyConstraint("user_id", "transaction_id", "source_id", name=op.f("pk_transaction_sightings")),
    )
    run(protect_owned("transaction_sightings"))


def make_aliases() -> None:
    op.create_table(
        "transaction_aliases",
        person(),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("status", one_of(*STATUSES, name="bookingstatus"), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("bank_id", sa.Text(), nullable=True),
        row_id(),
        cascade("transaction_aliases", "user_id", "users"),
        cascade("transaction_aliases", "account_id", "accounts"),
        cascade("transaction_aliases", "transaction_id", "transactions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_aliases")),
    )
    op.create_index(
        op.f("ix_transaction_aliases_user_id_account_id_fingerprint"),
        "transaction_aliases",
        ["user_id", "account_id", "fingerprint"],
    )
    op.create_index(
        op.f("ix_transaction_aliases_user_id_transaction_id"), "transaction_aliases", ["user_id", "transaction_id"]
    )
    op.create_index(
        "uq_transaction_aliases_user_id_account_id_bank_id",
        "transaction_aliases",
        ["user_id", "account_id", "bank_id"],
        unique=True,
        postgresql_where=sa.text("bank_id IS NOT NULL"),
    )
    run(protect_owned("transaction_aliases"))


def make_links() -> None:
    table = "transaction_links"
    op.create_table(
        table,
        person(),
        sa.Column("kind", one_of("transfer", "refund", "duplicate", "settlement", name="linkkind"), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status", one_of("suggested", "automatic", "confirmed", "rejected", name="linkstatus"), nullable=False
        ),
        sa.Column("score", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        row_id(),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        cascade(table, "user_id", "users"),
        cascade(table, "from_id", "transactions"),
        cascade(table, "to_id", "transactions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction_links")),
        sa.UniqueConstraint(
            "user_id", "kind", "from_id", "to_id", name=op.f("uq_transaction_links_user_id_kind_from_id_to_id")
        ),
    )
    op.create_index(
        op.f("ix_transaction_links_user_id_status_created_at_id"), table, ["user_id", "status", "created_at", "id"]
    )
    op.create_index(op.f("ix_transaction_links_user_id_to_id"), table, ["user_id", "to_id"])
    for side in ("from_id", "to_id"):
        op.create_index(
            f"uq_transaction_links_{side}_transfer",
            table,
            ["user_id", side],
            unique=True,
            postgresql_where=sa.text("kind = 'transfer' AND status IN ('automatic', 'confirmed')"),
        )
    run(protect_owned(table))


def downgrade() -> None:
    for table in NEW_TABLES:
        op.drop_table(table)
    op.execute("UPDATE transactions SET decided_by = 'none', category_id = NULL WHERE decided_by = 'pair'")
    allow_deciders(*DECIDERS)
    op.execute("DELETE FROM statement_imports WHERE format NOT IN ('csv', 'ofx', '1c')")
    allow_formats(*FORMATS_BEFORE)
    op.drop_column("statement_imports", "source_id")
    op.execute("UPDATE transactions SET bank_id = substr(bank_id, strpos(bank_id, '/') + 1) WHERE bank_id IS NOT NULL")
    op.drop_column("accounts", "stated_at")
    op.drop_column("accounts", "stated_minor")
    op.drop_index("ix_transactions_manual", "transactions")
    op.drop_index("ix_transactions_pending", "transactions")
    op.drop_column("transactions", "told_at")
    op.drop_column("transactions", "source_id")

"""Rows refer to rows of the same person, so that what goes with a row is found by an index.

Revision: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PARENTS = (
    "accounts",
    "bank_connections",
    "bank_consents",
    "documents",
    "forecasts",
    "sessions",
    "transactions",
    "uploads",
)
CASCADE, FORGET = "CASCADE", "SET NULL"
REFERENCES = (
    ("transactions", "account_id", "accounts", CASCADE),
    ("transaction_sightings", "transaction_id", "transactions", CASCADE),
    ("transaction_aliases", "account_id", "accounts", CASCADE),
    ("transaction_aliases", "transaction_id", "transactions", CASCADE),
    ("transaction_links", "from_id", "transactions", CASCADE),
    ("transaction_links", "to_id", "transactions", CASCADE),
    ("transaction_splits", "transaction_id", "transactions", CASCADE),
    ("documents", "upload_id", "uploads", CASCADE),
    ("documents", "transaction_id", "transactions", FORGET),
    ("document_chunks", "document_id", "documents", CASCADE),
    ("forecast_series", "forecast_id", "forecasts", CASCADE),
    ("forecast_series", "account_id", "accounts", CASCADE),
    ("refresh_tokens", "session_id", "sessions", CASCADE),
    ("statement_imports", "account_id", "accounts", FORGET),
    ("bank_consents", "connection_id", "bank_connections", CASCADE),
    ("bank_account_links", "connection_id", "bank_connections", CASCADE),
    ("bank_account_links", "account_id", "accounts", CASCADE),
    ("bank_cards", "connection_id", "bank_connections", CASCADE),
    ("product_agreements", "connection_id", "bank_connections", CASCADE),
    ("bank_syncs", "connection_id", "bank_connections", CASCADE),
    ("bank_calls", "connection_id", "bank_connections", CASCADE),
    ("bank_payloads", "connection_id", "bank_connections", CASCADE),
    ("bank_payments", "connection_id", "bank_connections", CASCADE),
    ("bank_payments", "debtor_account_id", "accounts", FORGET),
    ("bank_payments", "consent_id", "bank_consents", FORGET),
)
LEDGER = ("transactions", "transaction_sightings", "transaction_aliases", "transaction_links", "transaction_splits")
"""Their rows go with an account's, which goes with the person: a check less for each."""
INDEXES = (
    ("documents", ("user_id", "transaction_id")),
    ("statement_imports", ("user_id", "account_id")),
    ("bank_account_links", ("user_id", "account_id")),
    ("bank_payments", ("user_id", "connection_id")),
    ("bank_payments", ("user_id", "consent_id")),
    ("forecast_series", ("user_id", "account_id")),
)
LINK_KEYS = (("user_id", "kind", "from_id", "to_id"), ("user_id", "from_id", "to_id", "kind"))


def upgrade() -> None:
    for table in PARENTS:
        op.create_unique_constraint(op.f(f"uq_{table}_user_id_id"), table, ["user_id", "id"])
    for table, column, parent, then in REFERENCES:
        op.drop_constraint(op.f(f"fk_{table}_{column}"), table, type_="foreignkey")
        op.create_foreign_key(
            op.f(f"fk_{table}_user_id_{column}"),
            table,
            parent,
            ["user_id", column],
            ["user_id", "id"],
            ondelete=then if then == CASCADE else f"{FORGET} ({column})",
        )
    for table in LEDGER:
        op.drop_constraint(op.f(f"fk_{table}_user_id"), table, type_="foreignkey")
    for table, columns in INDEXES:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
    change_link_key(*LINK_KEYS)


def downgrade() -> None:
    change_link_key(*reversed(LINK_KEYS))
    for table, columns in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table)
    for table in LEDGER:
        op.create_foreign_key(op.f(f"fk_{table}_user_id"), table, "users", ["user_id"], ["id"], ondelete=CASCADE)
    for table, column, parent, then in REFERENCES:
        op.drop_constraint(op.f(f"fk_{table}_user_id_{column}"), table, type_="foreignkey")
        op.create_foreign_key(op.f(f"fk_{table}_{column}"), table, parent, [column], ["id"], ondelete=then)
    for table in PARENTS:
        op.drop_constraint(op.f(f"uq_{table}_user_id_id"), table, type_="unique")


def change_link_key(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """The index by which a movement's links are found from either side."""
    table = "transaction_links"
    op.drop_constraint(op.f(f"uq_{table}_{'_'.join(before)}"), table, type_="unique")
    op.create_unique_constraint(op.f(f"uq_{table}_{'_'.join(after)}"), table, list(after))

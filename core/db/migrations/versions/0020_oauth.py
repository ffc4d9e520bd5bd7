"""Apps that speak for people, and people's accounts at outside OpenID providers.

Revision: 0020
Revises: 0019
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.roles import APP_ROLE, SYSTEM_ROLE
from core.db.row_level_security import protect_owned, run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TEXTS = postgresql.ARRAY(sa.Text())
SHOWN = "id, name, website, kind, scopes, disabled_at, created_at"
"""What of an app a person's own role reads: never what an app proves itself with."""
TABLES = (
    "external_sign_ins",
    "external_identities",
    "oauth_revoked_tokens",
    "oauth_refresh_tokens",
    "oauth_codes",
    "oauth_families",
    "oauth_consents",
    "oauth_requests",
    "oauth_clients",
)


def upgrade() -> None:
    _clients()
    _requests()
    _consents()
    _families()
    _codes()
    _refresh_tokens()
    _revoked_tokens()
    _external()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _at(name: str, *, is_needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=not is_needed)


def _created() -> sa.Column[Any]:
    return sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _person(table: str) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id"), ondelete="CASCADE")
    return sa.Column("user_id", sa.Uuid(), nullable=False), key


def _client(table: str) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["client_id"], ["oauth_clients.id"], name=op.f(f"fk_{table}_client_id"))
    return sa.Column("client_id", sa.Uuid(), nullable=False), key


def _of_the_same_person(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id", column],
        [f"{other}.user_id", f"{other}.id"],
        name=op.f(f"fk_{table}_user_id_{column}"),
        ondelete="CASCADE",
    )


def _for_system(table: str) -> None:
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {SYSTEM_ROLE}")


def _clients() -> None:
    kinds = sa.Enum(
        "public", "secret", "private_key", name="clientkind", native_enum=False, length=32, create_constraint=True
    )
    op.create_table(
        "oauth_clients",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        *(sa.Column(name, TEXTS, nullable=False) for name in ("redirect_uris", "scopes", "service_scopes")),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=True),
        sa.Column("public_keys", postgresql.JSONB(), nullable=True),
        sa.Column("needs_par", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("needs_dpop", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _at("disabled_at", is_needed=False),
        _id(),
        _created(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_clients")),
    )
    op.execute(f"GRANT SELECT ({SHOWN}) ON oauth_clients TO {APP_ROLE}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE ON oauth_clients TO {SYSTEM_ROLE}")


def _requests() -> None:
    op.create_table(
        "oauth_requests",
        *_client("oauth_requests"),
        sa.Column("handle_hash", sa.LargeBinary(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(), nullable=False),
        sa.Column("is_pushed", sa.Boolean(), nullable=False),
        _at("expires_at"),
        _at("used_at", is_needed=False),
        _id(),
        _created(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_requests")),
        sa.UniqueConstraint("handle_hash", name=op.f("uq_oauth_requests_handle_hash")),
    )
    op.create_index(op.f("ix_oauth_requests_expires_at"), "oauth_requests", ["expires_at"])
    _for_system("oauth_requests")


def _consents() -> None:
    op.create_table(
        "oauth_consents",
        *_person("oauth_consents"),
        *_client("oauth_consents"),
        sa.Column("scopes", TEXTS, nullable=False),
        _at("last_used_at", is_needed=False),
        _at("ended_at", is_needed=False),
        _id(),
        _created(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_consents")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_oauth_consents_user_id_id")),
    )
    op.create_index(
        "uq_oauth_consents_user_id_client_id",
        "oauth_consents",
        ["user_id", "client_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    run(protect_owned("oauth_consents"))


def _families() -> None:
    op.create_table(
        "oauth_families",
        *_person("oauth_families"),
        *_client("oauth_families"),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", TEXTS, nullable=False),
        _at("signed_in_at"),
        sa.Column("key_thumbprint", sa.Text(), nullable=True),
        _at("expires_at"),
        _at("ended_at", is_needed=False),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        _id(),
        _created(),
        _of_the_same_person("oauth_families", "consent_id", "oauth_consents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_families")),
        sa.UniqueConstraint("user_id", "id", name=op.f("uq_oauth_families_user_id_id")),
    )
    op.create_index(op.f("ix_oauth_families_user_id_consent_id"), "oauth_families", ["user_id", "consent_id"])
    run(protect_owned("oauth_families"))


def _codes() -> None:
    op.create_table(
        "oauth_codes",
        *_person("oauth_codes"),
        *_client("oauth_codes"),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("code_challenge", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=True),
        _at("expires_at"),
        _at("spent_at", is_needed=False),
        _id(),
        _created(),
        _of_the_same_person("oauth_codes", "family_id", "oauth_families"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_oauth_codes_code_hash")),
    )
    op.create_index(op.f("ix_oauth_codes_user_id_family_id"), "oauth_codes", ["user_id", "family_id"])
    run(protect_owned("oauth_codes"))


def _refresh_tokens() -> None:
    table = "oauth_refresh_tokens"
    op.create_table(
        table,
        *_person(table),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        _at("spent_at", is_needed=False),
        _id(),
        _created(),
        _of_the_same_person(table, "family_id", "oauth_families"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )
    op.create_index(op.f(f"ix_{table}_user_id_family_id"), table, ["user_id", "family_id"])
    run(protect_owned(table))


def _revoked_tokens() -> None:
    op.create_table(
        "oauth_revoked_tokens",
        sa.Column("jti", sa.Uuid(), nullable=False),
        _at("expires_at"),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_oauth_revoked_tokens")),
    )
    op.create_index(op.f("ix_oauth_revoked_tokens_expires_at"), "oauth_revoked_tokens", ["expires_at"])
    _for_system("oauth_revoked_tokens")


def _external() -> None:
    op.create_table(
        "external_identities",
        *_person("external_identities"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("issuer", "subject", "email")),
        _at("last_used_at"),
        _id(),
        _created(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_external_identities_issuer_subject")),
    )
    index = op.f("ix_external_identities_user_id_created_at")
    op.create_index(index, "external_identities", ["user_id", "created_at"])
    run(protect_owned("external_identities"))
    op.create_table(
        "external_sign_ins",
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("code_verifier", sa.Text(), nullable=False),
        sa.Column("linking_person", sa.Uuid(), nullable=True),
        _at("expires_at"),
        _id(),
        _created(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_sign_ins")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_external_sign_ins_state_hash")),
    )
    op.create_index(op.f("ix_external_sign_ins_expires_at"), "external_sign_ins", ["expires_at"])
    _for_system("external_sign_ins")

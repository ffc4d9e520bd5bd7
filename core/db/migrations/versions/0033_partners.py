"""Partners as users of the API: their app and person, eligibility of offers, states of leads with their history.

Revision: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.partner_policies import close_to_partners, open_to_partners
from core.db.row_level_security import protect_owned, run

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

OLD_KINDS = (
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
NEW_KINDS = ("partner.lead.sent", "partner.lead.withdrawn")
OLD_STATES = ("sent", "withdrawn")
NEW_STATES = ("accepted", "contacted", "won", "lost")
UNIQUE = "uq_leads_user_id_offer_id"


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _tie_partners()
    _rule_offers()
    _move_leads()
    _keep_steps()
    for table in ("webhook_events", "webhook_deliveries"):
        _allow(table, "kind", f"ck_{table}_eventkind", OLD_KINDS + NEW_KINDS)
    run(protect_owned("lead_steps"))
    run(open_to_partners())


def downgrade() -> None:
    for table in ("webhook_deliveries", "webhook_events"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")  # it holds the owner, who runs this, too
        op.execute(f"DELETE FROM {table} WHERE kind LIKE 'partner.%'")  # noqa: S608 names of our own tables
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        _allow(table, "kind", f"ck_{table}_eventkind", OLD_KINDS)
    op.drop_table("lead_steps")
    run(close_to_partners())
    op.execute("ALTER TABLE leads NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE leads SET status = 'sent' WHERE status IN ('accepted', 'contacted', 'won')")
    op.execute("UPDATE leads SET status = 'withdrawn', withdrawn_at = now(), handed_over = '{}' WHERE status = 'lost'")
    op.execute("ALTER TABLE leads FORCE ROW LEVEL SECURITY")
    _allow("leads", "status", "ck_leads_leadstatus", OLD_STATES)
    op.drop_index(op.f("ix_leads_partner_id_created_at_id"), table_name="leads")
    _make_unique("status <> 'withdrawn'")
    op.drop_constraint(op.f("uq_leads_user_id_id"), "leads", type_="unique")
    for name in ("changed_at", "terms_version", "partner_id"):
        op.drop_column("leads", name)
    op.drop_index(op.f("ix_offers_partner_id_created_at_id"), table_name="offers")
    op.drop_constraint(op.f("ck_offers_published_with_eligibility"), "offers", type_="check")
    for name in ("updated_at", "published_at", "terms_version", "eligibility", "state"):
        op.drop_column("offers", name)
    for name in ("member_id", "client_id"):
        op.drop_column("partners", name)
    op.execute("DROP FUNCTION app_partner_id()")


def _tie_partners() -> None:
    for name, table, ondelete in (("client_id", "oauth_clients", None), ("member_id", "users", "SET NULL")):
        op.add_column("partners", sa.Column(name, sa.Uuid(), nullable=True))
        op.create_unique_constraint(op.f(f"uq_partners_{name}"), "partners", [name])
        op.create_foreign_key(op.f(f"fk_partners_{name}"), "partners", table, [name], ["id"], ondelete=ondelete)


def _rule_offers() -> None:
    """Offers of before say nobody's eligibility, so they are published again once they do."""
    op.add_column(
        "offers",
        sa.Column(
            "state",
            _words("offerstate", "draft", "published", "withdrawn"),
            server_default=sa.text("'draft'"),
            nullable=False,
        ),
    )
    op.add_column(
        "offers",
        sa.Column(
            "eligibility",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("""'{"version": 1, "criteria": []}'"""),
            nullable=False,
        ),
    )
    op.add_column("offers", sa.Column("terms_version", sa.BigInteger(), server_default=sa.text("1"), nullable=False))
    op.add_column("offers", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "offers", sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)
    )
    op.execute("UPDATE offers SET state = 'withdrawn'")
    op.create_check_constraint(
        op.f("ck_offers_published_with_eligibility"),
        "offers",
        "state <> 'published' OR jsonb_array_length(eligibility -> 'criteria') > 0",
    )
    op.create_index(op.f("ix_offers_partner_id_created_at_id"), "offers", ["partner_id", "created_at", "id"])


def _move_leads() -> None:
    op.add_column("leads", sa.Column("partner_id", sa.Uuid(), nullable=True))
    op.add_column("leads", sa.Column("terms_version", sa.BigInteger(), server_default=sa.text("1"), nullable=False))
    op.add_column(
        "leads", sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)
    )
    # Forced row-level security holds the owner, too, who runs migrations.
    op.execute("ALTER TABLE leads NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE leads SET partner_id = o.partner_id, changed_at = coalesce(leads.withdrawn_at, leads.created_at) "
        "FROM offers o WHERE o.id = leads.offer_id"
    )
    op.execute("ALTER TABLE leads FORCE ROW LEVEL SECURITY")
    op.alter_column("leads", "partner_id", nullable=False)
    op.create_foreign_key(op.f("fk_leads_partner_id"), "leads", "partners", ["partner_id"], ["id"])
    op.create_unique_constraint(op.f("uq_leads_user_id_id"), "leads", ["user_id", "id"])
    op.create_index(op.f("ix_leads_partner_id_created_at_id"), "leads", ["partner_id", "created_at", "id"])
    _allow("leads", "status", "ck_leads_leadstatus", OLD_STATES + NEW_STATES)
    _make_unique("status NOT IN ('withdrawn', 'lost')")


def _make_unique(condition: str) -> None:
    op.drop_index(UNIQUE, table_name="leads")
    op.create_index(UNIQUE, "leads", ["user_id", "offer_id"], unique=True, postgresql_where=sa.text(condition))


def _keep_steps() -> None:
    op.create_table(
        "lead_steps",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("status", _words("leadstatus", *OLD_STATES, *NEW_STATES), nullable=False),
        sa.Column("party", _words("leadparty", "person", "partner"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_lead_steps_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id", "lead_id"],
            ["leads.user_id", "leads.id"],
            name=op.f("fk_lead_steps_user_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_steps")),
    )
    # What is known of leads of before. The table is not under row-level security yet.
    op.execute("ALTER TABLE leads NO FORCE ROW LEVEL SECURITY")
    for status, at in (("sent", "created_at"), ("withdrawn", "withdrawn_at")):
        op.execute(
            "INSERT INTO lead_steps (id, user_id, lead_id, status, party, created_at) "  # noqa: S608 texts of our own
            f"SELECT gen_random_uuid(), user_id, id, '{status}', 'person', {at} FROM leads WHERE {at} IS NOT NULL"
        )
    op.execute("ALTER TABLE leads FORCE ROW LEVEL SECURITY")
    op.create_index(
        op.f("ix_lead_steps_user_id_lead_id_created_at"), "lead_steps", ["user_id", "lead_id", "created_at"]
    )


def _allow(table: str, column: str, check: str, words: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(check), table, type_="check")
    listed = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(op.f(check), table, f"{column} IN ({listed})")

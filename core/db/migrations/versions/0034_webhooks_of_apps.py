"""Webhooks that apps keep: whose each is, how far it may tell, and why it may end.

Revision: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from core.db.app_policies import hold_apps_to_their_webhooks, let_apps_go
from core.db.row_level_security import run

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

REASONS = ("failing", "gone")
NEW_REASON = "app_ended"


def upgrade() -> None:
    op.add_column("webhooks", sa.Column("client_id", sa.Uuid(), nullable=True))
    op.add_column("webhooks", sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=True))
    op.create_foreign_key(op.f("fk_webhooks_client_id"), "webhooks", "oauth_clients", ["client_id"], ["id"])
    op.create_check_constraint(op.f("ck_webhooks_scopes_of_apps"), "webhooks", "(client_id IS NULL) = (scopes IS NULL)")
    op.create_index("ix_webhooks_of_apps", "webhooks", ["client_id"], postgresql_where=sa.text("client_id IS NOT NULL"))
    _allow(*REASONS, NEW_REASON)
    run(hold_apps_to_their_webhooks())


def downgrade() -> None:
    run(let_apps_go())
    # The release before would take them for the person's own, and send what the person may see. The table's owner, who
    # runs this, is held by row-level security too.
    op.execute("ALTER TABLE webhooks NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM webhooks WHERE client_id IS NOT NULL")
    op.execute("ALTER TABLE webhooks FORCE ROW LEVEL SECURITY")
    _allow(*REASONS)
    op.drop_index("ix_webhooks_of_apps", table_name="webhooks")
    op.drop_constraint(op.f("ck_webhooks_scopes_of_apps"), "webhooks", type_="check")
    op.drop_constraint(op.f("fk_webhooks_client_id"), "webhooks", type_="foreignkey")
    op.drop_column("webhooks", "scopes")
    op.drop_column("webhooks", "client_id")


def _allow(*reasons: str) -> None:
    op.drop_constraint(op.f("ck_webhooks_disabledreason"), "webhooks", type_="check")
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    op.create_check_constraint(op.f("ck_webhooks_disabledreason"), "webhooks", f"disabled_reason IN ({listed})")

"""An import can be taken back.

Revision: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATUSES = ("queued", "done", "failed")


def upgrade() -> None:
    allow_statuses(*STATUSES, "undone")
    op.add_column(
        "statement_imports",
        sa.Column("stated", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("statement_imports", "stated")
    op.execute("DELETE FROM statement_imports WHERE status = 'undone'")
    allow_statuses(*STATUSES)


def allow_statuses(*statuses: str) -> None:
    name = op.f("ck_statement_imports_importstatus")
    op.drop_constraint(name, "statement_imports", type_="check")
    words = ", ".join(f"'{status}'" for status in statuses)
    op.create_check_constraint(name, "statement_imports", f"status IN ({words})")

"""Categories may be decided by what a line says of itself.

Revision: 0030
Revises: 0029
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = ("transactions", "category_feedback", "categoriser_evaluations")
DECIDERS = ("person", "rule", "correction", "merchant", "model", "import", "pair", "none")


def upgrade() -> None:
    _allow((*DECIDERS, "purpose"))


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"UPDATE {table} SET decided_by = 'model' WHERE decided_by = 'purpose'")  # noqa: S608 our own names
    _allow(DECIDERS)


def _allow(deciders: tuple[str, ...]) -> None:
    words = ", ".join(f"'{word}'" for word in deciders)
    for table in TABLES:
        name = op.f(f"ck_{table}_decidedby")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, f"decided_by IN ({words})")

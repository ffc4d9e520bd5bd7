"""Whose rates of the day are kept: two central banks tell of one currency.

Revision: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What was loaded until now was a table in the European Central Bank's form.
    op.add_column("exchange_rates", sa.Column("publisher", sa.String(length=32), server_default="ecb", nullable=False))
    op.alter_column("exchange_rates", "publisher", server_default=None)
    op.create_check_constraint("ratepublisher", "exchange_rates", "publisher IN ('ecb', 'cbr')")
    op.drop_constraint("pk_exchange_rates", "exchange_rates", type_="primary")
    op.create_primary_key("pk_exchange_rates", "exchange_rates", ["currency", "day", "publisher"])


def downgrade() -> None:
    op.execute("DELETE FROM exchange_rates WHERE publisher <> 'ecb'")
    op.drop_constraint("pk_exchange_rates", "exchange_rates", type_="primary")
    op.drop_column("exchange_rates", "publisher")
    op.create_primary_key("pk_exchange_rates", "exchange_rates", ["currency", "day"])

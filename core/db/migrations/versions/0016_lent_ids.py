"""Ids that are lent to a row are found without reading an account's aliases.

Revision: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAME = "ix_transaction_aliases_lent"


def upgrade() -> None:
    lent = sa.text("status = 'pending' AND bank_id IS NOT NULL")
    op.create_index(NAME, "transaction_aliases", ["user_id", "account_id"], postgresql_where=lent)


def downgrade() -> None:
    op.drop_index(NAME, table_name="transaction_aliases")

"""Search in natural language: words of each person apart, boxes, and an index of near vectors.

Revision: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy.dialects import postgresql

from core.db.roles import APP_ROLE, SYSTEM_ROLE
from core.db.row_level_security import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Under row-level security an index on words can't be used: PostgreSQL would have to compare words of rows that it has
# not found to be the person's own, and does not know that comparing them gives nothing away. So the rows are found by a
# function of the owner that holds to the person itself; whatever a search shows of them is read under the policies.
_FIND_WORDS = """
CREATE FUNCTION chunks_with_words(asked tsquery, among uuid[], most integer)
RETURNS TABLE (id uuid, document_id uuid, ordinal bigint, tsv tsvector)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT chunk.id, chunk.document_id, chunk.ordinal, chunk.tsv FROM document_chunks AS chunk
    WHERE chunk.user_id = app_user_id() AND chunk.tsv @@ asked
          AND (among IS NULL OR chunk.document_id = ANY(among))
    LIMIT most
$$
"""
_RIGHTS = (
    "REVOKE ALL ON FUNCTION chunks_with_words FROM PUBLIC",
    f"GRANT EXECUTE ON FUNCTION chunks_with_words TO {APP_ROLE}, {SYSTEM_ROLE}",
    # For an owner that is no superuser: the policies bind it too.
    "CREATE POLICY finder_rows ON document_chunks FOR SELECT TO CURRENT_USER USING (true)",
)
_MARKED = """
UPDATE document_chunks SET tsv = array_to_tsvector(ARRAY(
    SELECT substr(md5(CAST(user_id AS text)), 1, 5) || lexeme
    FROM unnest(tsvector_to_array(to_tsvector('russian', text))) AS lexeme
))
"""
_UNMARKED = "UPDATE document_chunks SET tsv = to_tsvector('russian', text) || to_tsvector('english', text)"


def _rewrite(statement: str) -> None:
    # The owner of the table is bound by its policies too, and none lets it see a row.
    op.execute("ALTER TABLE document_chunks NO FORCE ROW LEVEL SECURITY")
    op.execute(statement)
    op.execute("ALTER TABLE document_chunks FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.add_column(
        "documents",
        sa.Column("line_boxes", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
    )
    op.add_column("document_chunks", sa.Column("box", sa.ARRAY(sa.REAL()), nullable=True))
    # Half the width: twice as many chunks fit a page, and a search reads pages.
    op.alter_column("document_chunks", "embedding", type_=HALFVEC(384), postgresql_using="embedding::halfvec(384)")
    op.execute("ALTER TABLE document_chunks ALTER COLUMN embedding SET STORAGE PLAIN")
    # Words and text stay in the row: unpacking them from beside it was most of the time of a search.
    op.execute("ALTER TABLE document_chunks SET (toast_tuple_target = 8160)")
    _rewrite(_MARKED)
    op.create_index(op.f("ix_document_chunks_user_id_id"), "document_chunks", ["user_id", "id"], unique=False)
    run((_FIND_WORDS, *_RIGHTS))
    op.create_index(
        op.f("ix_document_chunks_embedding"),
        "document_chunks",
        ["embedding"],
        unique=False,
        postgresql_using="hnsw",
        postgresql_ops={"embedding": "halfvec_cosine_ops"},
    )


def downgrade() -> None:
    op.execute("DROP POLICY finder_rows ON document_chunks")
    op.execute("DROP FUNCTION chunks_with_words")
    op.drop_index(op.f("ix_document_chunks_embedding"), table_name="document_chunks")
    op.drop_index(op.f("ix_document_chunks_user_id_id"), table_name="document_chunks")
    _rewrite(_UNMARKED)
    op.execute("ALTER TABLE document_chunks RESET (toast_tuple_target)")
    op.alter_column("document_chunks", "embedding", type_=VECTOR(384), postgresql_using="embedding::vector(384)")
    op.execute("ALTER TABLE document_chunks ALTER COLUMN embedding SET STORAGE PLAIN")
    op.drop_column("document_chunks", "box")
    op.drop_column("documents", "line_boxes")

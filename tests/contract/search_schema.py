"""A table of chunks as the migrations make it, under row-level security, in a database of a test run's own."""

import asyncpg
from sqlalchemy import URL
from sqlalchemy.engine import make_url

APP_ROLE = "contract_app"
APP_PASSWORD = "contract-app"  # of a database that lives as long as the test run

_SCHEMA = f"""
    CREATE EXTENSION IF NOT EXISTS vector;
    CREATE TABLE document_chunks (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        document_id uuid NOT NULL,
        ordinal integer NOT NULL,
        page integer NOT NULL,
        box real[],
        text text NOT NULL,
        tsv tsvector NOT NULL,
        embedding halfvec(384),
        embedder text NOT NULL
    );
    CREATE INDEX ON document_chunks (user_id, document_id);
    CREATE INDEX ON document_chunks (user_id, id);
    CREATE INDEX ON document_chunks USING gin (tsv);
    CREATE INDEX ON document_chunks USING hnsw (embedding halfvec_cosine_ops);
    ALTER TABLE document_chunks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON document_chunks
        USING (user_id = NULLIF(current_setting('app.user_id', true), '')::uuid);
    CREATE FUNCTION chunks_with_words(asked tsquery, among uuid[], most integer)
    RETURNS TABLE (id uuid, document_id uuid, ordinal bigint, tsv tsvector)
    LANGUAGE sql STABLE SECURITY DEFINER AS $$
        SELECT chunk.id, chunk.document_id, chunk.ordinal, chunk.tsv FROM document_chunks AS chunk
        WHERE chunk.user_id = NULLIF(current_setting('app.user_id', true), '')::uuid AND chunk.tsv @@ asked
              AND (among IS NULL OR chunk.document_id = ANY(among))
        LIMIT most
    $$;
    CREATE ROLE {APP_ROLE} LOGIN PASSWORD '{APP_PASSWORD}';
    GRANT SELECT, INSERT, DELETE ON document_chunks TO {APP_ROLE};
"""  # noqa: S608 the only value is a role's name of the test's own


async def create_search_schema(owner_url: str) -> URL:
    """Make role and table as the owner; returns the URL for a role that row-level security binds."""
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(_SCHEMA)
    finally:
        await connection.close()
    return make_url(owner_url).set(drivername="postgresql+asyncpg", username=APP_ROLE, password=APP_PASSWORD)

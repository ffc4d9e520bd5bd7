"""The statements of the PostgreSQL search index.

Each runs after SET_PERSON in one transaction; `user_id = :user_id` stands beside row-level security, so that the
index on (user_id, …) is used and a lapse of either one alone shows nothing of another person.
"""

from typing import Final

from sqlalchemy import text
from sqlalchemy.sql.elements import TextClause

SET_PERSON: Final[TextClause] = text(
    "SELECT set_config('app.user_id', :user_id, true), set_config('statement_timeout', :timeout_ms, true)"
)

# Two workers that index one document at once would each keep their own chunks: one waits for the other.
LOCK_DOCUMENT: Final[TextClause] = text("SELECT pg_advisory_xact_lock(hashtextextended(:document_id, 0))")

DELETE_DOCUMENT: Final[TextClause] = text(
    "DELETE FROM document_chunks WHERE user_id = CAST(:user_id AS uuid) AND document_id = CAST(:document_id AS uuid)"
)

# The Russian configuration stems both alphabets; the English one keeps Cyrillic words as they are written, so that a
# name the stemmer cuts wrongly is still found in its exact form.
INSERT_CHUNK: Final[TextClause] = text(
    """
    INSERT INTO document_chunks (id, user_id, document_id, ordinal, page, text, tsv, embedding, embedder)
    VALUES (CAST(:id AS uuid), CAST(:user_id AS uuid), CAST(:document_id AS uuid), :ordinal, :page, :text,
            to_tsvector('russian', CAST(:words AS text)) || to_tsvector('english', CAST(:words AS text)),
            CAST(CAST(:embedding AS text) AS vector), :embedder)
    """
)

# A chunk that holds more of the query's words comes first, frequency decides within that. Stop words are no words
# (numnode 0). A chunk with less than a third of the words is a coincidence, not an answer.
# Every matching chunk is ranked once by all words together, and only the best are looked at word by word: two to three
# times as quick as word by word throughout, where every chunk matches. ts_rank fits that first step: for words joined
# by OR, another word weighs more than any number of repetitions of one.
SEARCH_TEXT: Final[TextClause] = text(
    """
    WITH word AS MATERIALIZED (
        SELECT plainto_tsquery('russian', word) || plainto_tsquery('english', word) AS query
        FROM unnest(CAST(:words AS text[])) AS word
        WHERE numnode(plainto_tsquery('russian', word)) > 0
    ),
    any_word AS MATERIALIZED (
        SELECT CAST(string_agg('(' || CAST(query AS text) || ')', ' | ') AS tsquery) AS query, count(*) AS words
        FROM word
    ),
    likely AS MATERIALIZED (
        SELECT chunk.document_id, chunk.ordinal, chunk.page, chunk.text, chunk.tsv,
               ts_rank(chunk.tsv, any_word.query, 1) AS weight
        FROM document_chunks AS chunk CROSS JOIN any_word
        WHERE chunk.user_id = CAST(:user_id AS uuid) AND chunk.tsv @@ any_word.query
        ORDER BY weight DESC, chunk.id
        LIMIT :candidates
    ),
    counted AS (
        SELECT document_id, ordinal, page, text, weight,
               (SELECT count(*) FROM word WHERE likely.tsv @@ word.query) AS words_found
        FROM likely
    ),
    best AS (
        SELECT DISTINCT ON (document_id) * FROM counted
        WHERE words_found * 3 >= (SELECT words FROM any_word)
        ORDER BY document_id, words_found DESC, weight DESC, ordinal
    )
    SELECT document_id, ordinal, page, text FROM best
    ORDER BY words_found DESC, weight DESC, document_id
    LIMIT :depth
    """
)

# Exact, without an approximate index: a person has thousands of chunks, not millions, and the approximate index
# would look among everybody's before the person's own are picked out. A zero vector has no direction: NaN, dropped.
# The vectors are measured first and nothing else is carried along; texts are fetched for the few that are shown.
SEARCH_VECTOR: Final[TextClause] = text(
    """
    WITH measured AS MATERIALIZED (
        SELECT id, document_id, ordinal, embedding <=> CAST(CAST(:embedding AS text) AS vector) AS distance
        FROM document_chunks
        WHERE user_id = CAST(:user_id AS uuid) AND embedder = :embedder
    ),
    near AS (
        SELECT DISTINCT ON (document_id) id, document_id, ordinal, distance FROM measured
        WHERE distance <= :max_distance
        ORDER BY document_id, distance, ordinal
    ),
    best AS (
        SELECT * FROM near ORDER BY distance, document_id LIMIT :depth
    )
    SELECT chunk.document_id, chunk.ordinal, chunk.page, chunk.text
    FROM best JOIN document_chunks AS chunk ON chunk.id = best.id
    ORDER BY best.distance, best.document_id
    """
)

PROBE: Final[TextClause] = text("SELECT to_regclass('document_chunks') IS NOT NULL")

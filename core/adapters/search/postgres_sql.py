"""The statements of the PostgreSQL search index.

Each runs after SET_PERSON in one transaction; `user_id = :user_id` stands beside row-level security, so that a lapse of
either one alone shows nothing of another person.

The words of a chunk are stored with a mark of their person before each, so that the index on words is one of each
person's own: looking up a word costs by how often that person has it, not by how often everybody has.
"""

from functools import cache
from typing import Final

from sqlalchemy import text
from sqlalchemy.sql.elements import TextClause

SET_PERSON: Final[TextClause] = text(
    "SELECT set_config('app.user_id', :user_id, true), set_config('statement_timeout', :timeout_ms, true), "
    "set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '200', true), "
    "set_config('jit', 'off', true)"  # compiling takes longer than any of these statements
)

# Two workers that index one document at once would each keep their own chunks: one waits for the other.
LOCK_DOCUMENT: Final[TextClause] = text("SELECT pg_advisory_xact_lock(hashtextextended(:document_id, 0))")

DELETE_DOCUMENT: Final[TextClause] = text(
    "DELETE FROM document_chunks WHERE user_id = CAST(:user_id AS uuid) AND document_id = CAST(:document_id AS uuid)"
)

DELETE_PERSON: Final[TextClause] = text("DELETE FROM document_chunks WHERE user_id = CAST(:user_id AS uuid)")

_MARK = "substr(md5(CAST(:user_id AS text)), 1, 5)"

# The Russian configuration stems both alphabets.
INSERT_CHUNK: Final[TextClause] = text(
    f"""
    INSERT INTO document_chunks (id, user_id, document_id, ordinal, page, box, text, tsv, embedding, embedder)
    VALUES (CAST(:id AS uuid), CAST(:user_id AS uuid), CAST(:document_id AS uuid), :ordinal, :page,
            CAST(:box AS real[]), :text,
            array_to_tsvector(ARRAY(
                SELECT {_MARK} || lexeme
                FROM unnest(tsvector_to_array(to_tsvector('russian', CAST(:words AS text)))) AS lexeme
            )),
            CAST(CAST(:embedding AS text) AS halfvec), :embedder)
    """  # noqa: S608 - the mark is a constant of this file
)

# Ids of chunks are hashes, so the first by id are a fair sample of all, and how close together they lie tells how many
# there are. A person with fewer chunks than the sample is counted exactly.
WEIGH_WORDS: Final[TextClause] = text(
    f"""
    WITH sample AS MATERIALIZED (
        SELECT id, tsv FROM document_chunks WHERE user_id = CAST(:user_id AS uuid) ORDER BY id LIMIT :sample
    ),
    facts AS (
        SELECT (SELECT count(*) FROM sample) AS sampled,
               (SELECT CAST(id AS text) FROM sample ORDER BY id DESC LIMIT 1) AS last_id
    ),
    entry AS (
        SELECT place, tier, (
            SELECT string_agg('''' || replace(replace({_MARK} || lexeme, '\\', '\\\\'), '''', '''''') || '''', ' & ')
            FROM unnest(tsvector_to_array(to_tsvector('russian', entry))) AS lexeme
        ) AS query
        FROM unnest(CAST(:places AS integer[]), CAST(:tiers AS integer[]), CAST(:entries AS text[]))
             AS asked(place, tier, entry)
    ),
    part AS (
        SELECT place,
               string_agg('(' || query || ')', ' | ') FILTER (WHERE tier = 0) AS word,
               string_agg('(' || query || ')', ' | ') FILTER (WHERE tier = 1) AS same,
               string_agg('(' || query || ')', ' | ') FILTER (WHERE tier = 2) AS related,
               string_agg('(' || query || ')', ' | ') AS whole
        FROM entry WHERE query IS NOT NULL GROUP BY place
    ),
    counted AS (
        SELECT part.*, CAST(whole AS tsquery) AS whole_query FROM part
    )
    SELECT facts.sampled, facts.last_id, place, word, same, related, whole,
           (SELECT count(*) FROM sample WHERE sample.tsv @@ counted.whole_query) AS matched
    FROM facts LEFT JOIN counted ON true
    ORDER BY place
    """  # noqa: S608 - the mark is a constant of this file
)

_AMONG = "AND (CAST(:among AS uuid[]) IS NULL OR document_id = ANY(CAST(:among AS uuid[])))"


_UNSEEN = 3.0
"""What a term weighs that no chunk has, as much as one that a twentieth has: it must not drown those that are there."""


@cache
def search_text(places: int) -> TextClause:
    """The statement that ranks chunks by so many terms, as BM25 does with each term counted once a chunk.

    Chunks are found by `any_of`, then all terms are looked at in each. A term weighs by how rare it is: among the found
    ones, or as was estimated (`often_N`) where not every chunk that has it was fetched.
    """
    numbers = range(places)
    asked = ", ".join(
        f"CAST(CAST(:{tier}_{n} AS text) AS tsquery) AS {tier}_{n}"
        for n in numbers
        for tier in ("word", "same", "related")
    )
    shares = ", ".join(
        f"CASE WHEN tsv @@ word_{n} THEN 1.0 WHEN tsv @@ same_{n} THEN :same_weight "
        f"WHEN tsv @@ related_{n} THEN :related_weight ELSE 0.0 END AS share_{n}"
        for n in numbers
    )
    counts = ", ".join(
        f"coalesce(CAST(:often_{n} AS float), count(*) FILTER (WHERE share_{n} > 0)) AS often_{n}" for n in numbers
    )
    weights = ", ".join(
        f"CAST(:asked_{n} AS float) * CASE WHEN often_{n} = 0 THEN {_UNSEEN} "
        f"ELSE ln(1 + greatest(CAST(:chunks AS float) - often_{n}, 0) / (often_{n} + 0.5)) + 0.1 END AS weight_{n}"
        for n in numbers
    )
    total = " + ".join(f"weight_{n}" for n in numbers)
    covered = " + ".join(f"weight_{n} * share_{n}" for n in numbers)
    return text(
        f"""
        WITH asked AS MATERIALIZED (SELECT {asked}),
        found AS MATERIALIZED (
            SELECT chunk.id, chunk.document_id, chunk.ordinal, length(chunk.tsv) AS size, {shares}
            FROM asked CROSS JOIN chunks_with_words(
                CAST(CAST(:any_of AS text) AS tsquery), CAST(:among AS uuid[]), :candidates
            ) AS chunk
        ),
        often AS (SELECT {counts} FROM found),
        weight AS MATERIALIZED (SELECT {weights} FROM often),
        scored AS (
            SELECT id, document_id, ordinal, ({covered}) / (0.7 + 0.3 * size / 60.0) AS score
            FROM found CROSS JOIN weight
            WHERE ({covered}) >= :least_covered * ({total})
        ),
        best AS (
            SELECT DISTINCT ON (document_id) id, document_id, score FROM scored
            ORDER BY document_id, score DESC, ordinal
        ),
        shown AS (SELECT * FROM best ORDER BY score DESC, document_id LIMIT :depth)
        SELECT chunk.document_id, chunk.ordinal, chunk.page, chunk.text, chunk.box, shown.score
        FROM shown JOIN document_chunks AS chunk USING (id)
        ORDER BY shown.score DESC, shown.document_id
        """  # noqa: S608 - made of numbers of this function's own
    )


_NEAREST = """
    near AS (
        SELECT DISTINCT ON (document_id) id, document_id, distance FROM measured
        WHERE distance <= :max_distance
        ORDER BY document_id, distance, ordinal
    ),
    best AS (
        SELECT * FROM near ORDER BY distance, document_id LIMIT :depth
    )
    SELECT chunk.document_id, chunk.ordinal, chunk.page, chunk.text, chunk.box, 1 - best.distance AS score
    FROM best JOIN document_chunks AS chunk ON chunk.id = best.id
    ORDER BY best.distance, best.document_id
"""
_MEASURED = f"""
    SELECT id, document_id, ordinal, embedding <=> CAST(CAST(:embedding AS text) AS halfvec) AS distance
    FROM document_chunks
    WHERE user_id = CAST(:user_id AS uuid) AND embedder = :embedder {_AMONG}
"""  # noqa: S608 - constants of this file

# Every vector of the person, for most people: milliseconds, and exact. A zero vector has no direction: NaN, dropped.
SEARCH_EVERY_VECTOR: Final[TextClause] = text(f"WITH measured AS MATERIALIZED ({_MEASURED}), {_NEAREST}")

# By the approximate index, for a person with very many chunks: it looks on until enough of the person's own are found.
SEARCH_NEAR_VECTORS: Final[TextClause] = text(
    f"WITH measured AS MATERIALIZED ({_MEASURED} ORDER BY embedding <=> CAST(CAST(:embedding AS text) AS halfvec) "
    f"LIMIT :candidates), {_NEAREST}"
)

PROBE: Final[TextClause] = text("SELECT to_regclass('document_chunks') IS NOT NULL")

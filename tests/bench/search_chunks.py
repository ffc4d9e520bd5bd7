"""How long a search takes, half of them and 95 of 100, beside a plain full-text query on the same chunks."""

from collections.abc import Callable, Coroutine, Sequence
from time import perf_counter
from typing import Any

import asyncpg
import numpy as np

from ml.embeddings.hashed import HashedEmbedder
from ml.search.expand_terms import expand_terms
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns
from tests.bench.seed_chunks import MadeUpWords, seed_chunks

LIMIT = 20
QUERIES = 20
WARM_UP = 3
PLAIN = """
SELECT document_id, ordinal, page, text, ts_rank(to_tsvector('russian', text), query) AS rank
FROM document_chunks, websearch_to_tsquery('russian', $2) AS query
WHERE user_id = $1 AND to_tsvector('russian', text) @@ query ORDER BY rank DESC LIMIT 20
"""
PEER_INDEX = "CREATE INDEX ON document_chunks USING gin (to_tsvector('russian', text))"


def run(context: Context) -> list[Figure]:
    """One person has all the chunks: the worst case, since a search looks at one person's only."""
    chunks = context.pick(10_000, 100_000)
    user_id = context.person().id
    embedder = HashedEmbedder()
    words = MadeUpWords()
    seed_chunks(context, embedder, words, user_id, chunks)
    context.run(_index_for_peer(context))
    queries = words.queries(QUERIES)
    plain: Any = context.run(asyncpg.connect(context.services.owner_url))
    context.at_end(lambda: context.run(plain.close()))
    index = context.platform.index

    async def ours(query: str) -> object:
        vector = embedder.embed([query])[0]
        return await index.search(user_id, query, vector, embedder.version, LIMIT, terms=expand_terms(query))

    async def peer(query: str) -> object:
        return await plain.fetch(PLAIN, user_id, query)

    def ours_all() -> list[float]:
        return [_milliseconds(context, ours, query) for query in queries]

    def peer_all() -> list[float]:
        return [_milliseconds(context, peer, query) for query in queries]

    for query in queries[:WARM_UP]:  # unmeasured: caches are warm for both
        context.run(ours(query))
        context.run(peer(query))
    measured = in_turns(context.pick(3, 5), context.pick(20, 75), ours_all, peer_all)
    return [_figure(share, chunks, measured) for share in (50, 95)]


async def _index_for_peer(context: Context) -> None:
    """Ours stores words marked by person; the peer gets the index that PostgreSQL's manual tells to make."""
    connection = await asyncpg.connect(context.services.owner_url)
    await connection.execute(PEER_INDEX, timeout=300)
    await connection.close()


def _figure(share: int, chunks: int, measured: Sequence[Sequence[list[float]]]) -> Figure:
    pairs = [(float(np.percentile(one, share)), float(np.percentile(other, share))) for one, other in measured]
    name = f"search p{share}, {chunks:,} chunks"
    return Figure.of(name, "ms", "full-text query alone", pairs, is_higher_better=False)


def _milliseconds(context: Context, search: Callable[[str], Coroutine[Any, Any, object]], query: str) -> float:
    began = perf_counter()
    context.run(search(query))
    return (perf_counter() - began) * 1000

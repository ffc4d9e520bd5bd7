from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.elements import TextClause

from core.adapters.search.chunk_id import chunk_id
from core.adapters.search.plain_amounts import plain_amounts
from core.adapters.search.postgres_sql import (
    DELETE_DOCUMENT,
    DELETE_PERSON,
    INSERT_CHUNK,
    LOCK_DOCUMENT,
    PROBE,
    SEARCH_EVERY_VECTOR,
    SEARCH_NEAR_VECTORS,
    SET_PERSON,
    WEIGH_WORDS,
    search_text,
)
from core.adapters.search.query_words import fold_yo
from core.adapters.search.rank_fusion import RankedChunk, fuse_rankings
from core.adapters.search.similarity_floor import DEFAULT_SIMILARITY_FLOOR
from core.adapters.search.term_weights import (
    CANDIDATES,
    SAMPLE,
    WeighedTerm,
    as_parameters,
    estimate_chunks,
    plan_text,
    terms_of,
)
from core.ports.search_index import Box, Chunk, Hit, SearchTerm, SearchUnavailableError

STATEMENT_TIMEOUT_MS = 10_000
MIN_DEPTH = 50
"""How far down each ranking fusion looks: below that a place adds less than any first place decides."""

SAME_WEIGHT = 0.9
RELATED_WEIGHT = 0.75
"""What a synonym or translation, and what only belongs to the asked thing, count beside the word itself."""

LEAST_COVERED = 0.34
"""A chunk with less of what was asked, by weight, is a coincidence and no answer."""

EXACT_UP_TO = 10_000
"""Chunks of a person up to which every vector is measured; above, the approximate index finds the nearest."""
FEW_DOCUMENTS = 400
"""Documents a search is kept to up to which, also then, every vector of theirs is measured."""
NEAR_CANDIDATES = 200


class PostgresSearchIndex:
    """Full text and pgvector in the platform's own database, on the table `document_chunks`.

    The engine's role must be bound by row-level security. Each call is one transaction of its own. A chunk found by
    its vector alone counts only from `similarity_floor` on (cosine), so that a question about nothing finds nothing.
    """

    def __init__(self, engine: AsyncEngine, similarity_floor: float = DEFAULT_SIMILARITY_FLOOR) -> None:
        self._engine = engine
        self._max_distance = 1.0 - similarity_floor

    async def replace(self, user_id: UUID, document_id: UUID, embedder: str, chunks: Sequence[Chunk]) -> None:
        """Make these the document's chunks, at once: safe to repeat. Raises SearchUnavailableError."""
        owner = {"user_id": str(user_id), "document_id": str(document_id)}
        rows = [{**owner, "embedder": embedder, **_chunk_row(document_id, chunk)} for chunk in chunks]
        async with self._as_person(user_id) as connection:
            await connection.execute(LOCK_DOCUMENT, {"document_id": str(document_id)})
            await connection.execute(DELETE_DOCUMENT, owner)
            if rows:
                await connection.execute(INSERT_CHUNK, rows)

    async def remove(self, user_id: UUID, document_id: UUID) -> None:
        """Drop a document's chunks; none is no error."""
        async with self._as_person(user_id) as connection:
            await connection.execute(DELETE_DOCUMENT, {"user_id": str(user_id), "document_id": str(document_id)})

    async def forget(self, user_id: UUID) -> None:
        """Drop everything of a person; nothing is no error."""
        async with self._as_person(user_id) as connection:
            await connection.execute(DELETE_PERSON, {"user_id": str(user_id)})

    async def search(
        self,
        user_id: UUID,
        query: str,
        vector: Sequence[float],
        embedder: str,
        limit: int,
        *,
        terms: Sequence[SearchTerm] = (),
        among: Collection[UUID] | None = None,
    ) -> Sequence[Hit]:
        """The best chunks, at most one a document, best first. Nothing fitting gives an empty answer."""
        chosen = None if among is None else [str(document_id) for document_id in among]
        scope = {"user_id": str(user_id), "depth": max(MIN_DEPTH, limit), "among": chosen}
        async with self._as_person(user_id) as connection:
            chunks, weighed = await _weigh(connection, user_id, terms_of(query, terms))
            by_text = await _search_text(connection, scope, chunks, weighed)
            by_vector: list[RankedChunk] = []
            if any(vector):
                near = {"embedding": _vector_text(vector), "embedder": embedder, "max_distance": self._max_distance}
                by_vector = await _search_vector(connection, scope | near, chunks)
        return fuse_rankings(by_text, by_vector, limit)

    async def ready(self) -> None:
        """Return when the index answers, or raise SearchUnavailableError."""
        with_table = False
        try:
            async with self._engine.connect() as connection:
                with_table = bool(await connection.scalar(PROBE))
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            raise _unavailable(error) from error
        if not with_table:
            raise SearchUnavailableError("The search index has no table document_chunks: migrate the database.")

    @asynccontextmanager
    async def _as_person(self, user_id: UUID) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.begin() as connection:  # lint: allow commit-only-in-uow – an index of its own
                settings = {"user_id": str(user_id), "timeout_ms": str(STATEMENT_TIMEOUT_MS)}
                await connection.execute(SET_PERSON, settings)
                yield connection
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            raise _unavailable(error) from error


def _unavailable(error: Exception) -> SearchUnavailableError:
    """Says no more than SQLSTATE: the driver's own text names the server's address, and callers see this one."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return SearchUnavailableError(f"The search index does not answer{f' (SQLSTATE {state})' if state else ''}.")


async def _weigh(
    connection: AsyncConnection, user_id: UUID, terms: Sequence[SearchTerm]
) -> tuple[float, list[WeighedTerm]]:
    """About how many chunks the person has, and the terms that say something: stop words do not."""
    asked = {"user_id": str(user_id), "sample": SAMPLE, **as_parameters(terms)}
    rows = (await connection.execute(WEIGH_WORDS, asked)).all()
    chunks = estimate_chunks(rows[0].sampled, rows[0].last_id)
    per_match = chunks / max(rows[0].sampled, 1)
    return chunks, [
        WeighedTerm(row.word, row.same, row.related, row.whole, row.matched * per_match, terms[row.place].weight)
        for row in rows
        if row.place is not None
    ]


async def _search_text(
    connection: AsyncConnection, scope: dict[str, Any], chunks: float, weighed: Sequence[WeighedTerm]
) -> list[RankedChunk]:
    if not weighed:
        return []
    plan = plan_text(weighed)
    parameters = {
        **scope,
        "chunks": chunks,
        "any_of": plan.any_of,
        "candidates": CANDIDATES,
        "same_weight": SAME_WEIGHT,
        "related_weight": RELATED_WEIGHT,
        "least_covered": LEAST_COVERED,
    }
    for place, term in enumerate(plan.terms):
        parameters[f"word_{place}"], parameters[f"same_{place}"] = term.word, term.same
        parameters[f"related_{place}"] = term.related
        parameters[f"asked_{place}"] = term.asked_weight
        parameters[f"often_{place}"] = term.estimate if place in plan.uncounted else None
    return await _ranking(connection, search_text(len(plan.terms)), parameters)


async def _search_vector(connection: AsyncConnection, parameters: dict[str, Any], chunks: float) -> list[RankedChunk]:
    among = parameters["among"]
    if chunks <= EXACT_UP_TO or (among is not None and len(among) <= FEW_DOCUMENTS):
        return await _ranking(connection, SEARCH_EVERY_VECTOR, parameters)
    return await _ranking(connection, SEARCH_NEAR_VECTORS, parameters | {"candidates": NEAR_CANDIDATES})


async def _ranking(connection: AsyncConnection, statement: TextClause, parameters: dict[str, Any]) -> list[RankedChunk]:
    rows = await connection.execute(statement, parameters)
    return [
        RankedChunk(UUID(str(row.document_id)), row.ordinal, row.page, row.text, Box(*row.box) if row.box else None)
        for row in rows
    ]


def _chunk_row(document_id: UUID, chunk: Chunk) -> dict[str, Any]:
    # PostgreSQL's text holds no NUL, and OCR or a broken PDF may bring one.
    content = chunk.text.replace("\x00", " ")
    return {
        "id": str(chunk_id(document_id, chunk.ordinal)),
        "ordinal": chunk.ordinal,
        "page": chunk.page,
        "box": [chunk.box.left, chunk.box.top, chunk.box.right, chunk.box.bottom] if chunk.box else None,
        "text": content,
        "words": fold_yo(content) + plain_amounts(content),
        "embedding": _vector_text(chunk.vector),
    }


def _vector_text(vector: Sequence[float]) -> str:
    return f"[{','.join(repr(float(value)) for value in vector)}]"

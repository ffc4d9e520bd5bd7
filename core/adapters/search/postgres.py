from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.elements import TextClause

from core.adapters.search.chunk_id import chunk_id
from core.adapters.search.postgres_sql import (
    DELETE_DOCUMENT,
    INSERT_CHUNK,
    LOCK_DOCUMENT,
    PROBE,
    SEARCH_TEXT,
    SEARCH_VECTOR,
    SET_PERSON,
)
from core.adapters.search.query_words import fold_yo, query_words
from core.adapters.search.rank_fusion import RankedChunk, fuse_rankings
from core.adapters.search.similarity_floor import DEFAULT_SIMILARITY_FLOOR
from core.ports.search_index import Chunk, Hit, SearchUnavailableError

STATEMENT_TIMEOUT_MS = 10_000
MIN_DEPTH = 50
"""How far down each ranking fusion looks: below that a place adds less than any first place decides."""

CANDIDATES = 150
"""How many chunks are looked at word by word."""


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

    async def search(
        self, user_id: UUID, query: str, vector: Sequence[float], embedder: str, limit: int
    ) -> Sequence[Hit]:
        """The best chunks, at most one a document, best first. Nothing fitting gives an empty answer."""
        scope = {"user_id": str(user_id), "depth": max(MIN_DEPTH, limit)}
        words = query_words(query)
        by_text: list[RankedChunk] = []
        by_vector: list[RankedChunk] = []
        async with self._as_person(user_id) as connection:
            if words:
                by_text = await _ranking(connection, SEARCH_TEXT, {**scope, "words": words, "candidates": CANDIDATES})
            if any(vector):
                near = {"embedding": _vector_text(vector), "embedder": embedder, "max_distance": self._max_distance}
                by_vector = await _ranking(connection, SEARCH_VECTOR, {**scope, **near})
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


async def _ranking(connection: AsyncConnection, statement: TextClause, parameters: dict[str, Any]) -> list[RankedChunk]:
    rows = await connection.execute(statement, parameters)
    return [RankedChunk(UUID(str(row.document_id)), row.ordinal, row.page, row.text) for row in rows]


def _chunk_row(document_id: UUID, chunk: Chunk) -> dict[str, Any]:
    # PostgreSQL's text holds no NUL, and OCR or a broken PDF may bring one.
    content = chunk.text.replace("\x00", " ")
    return {
        "id": str(chunk_id(document_id, chunk.ordinal)),
        "ordinal": chunk.ordinal,
        "page": chunk.page,
        "text": content,
        "words": fold_yo(content),
        "embedding": _vector_text(chunk.vector),
    }


def _vector_text(vector: Sequence[float]) -> str:
    return f"[{','.join(repr(float(value)) for value in vector)}]"

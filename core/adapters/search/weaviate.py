import asyncio
import warnings
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from core.adapters.search.chunk_id import chunk_id
from core.adapters.search.plain_amounts import plain_amounts
from core.adapters.search.query_words import fold_yo, query_words
from core.adapters.search.rank_fusion import RankedChunk, fuse_rankings
from core.adapters.search.similarity_floor import DEFAULT_SIMILARITY_FLOOR
from core.adapters.search.weaviate_schema import ensure_collection
from core.ports.search_index import Box, Chunk, Hit, SearchTerm, SearchUnavailableError

if TYPE_CHECKING:
    from weaviate.client import WeaviateAsyncClient
    from weaviate.collections.collection import CollectionAsync

DEFAULT_COLLECTION = "DocumentChunk"
DEFAULT_GRPC_PORT = 50051
INIT_TIMEOUT_SECONDS, QUERY_TIMEOUT_SECONDS, INSERT_TIMEOUT_SECONDS = 5, 10, 60
MIN_DEPTH = 50
CHUNKS_PER_DOCUMENT = 3
"""How many chunks of one document a ranking is read deeper for, since only the best of each counts."""
INSERT_BATCH = 200
MAX_WORDS_A_TERM = 60


class WeaviateSearchIndex:
    """Weaviate with one tenant a person: a query can't reach outside the tenant it names.

    The words and the vectors are asked for apart and joined here, as PostgresSearchIndex does: Weaviate's own hybrid
    query has one filter for both, and the vectors alone must be kept to one embedder. `close` it at the end.
    """

    def __init__(
        self,
        url: str,
        *,
        grpc_host: str | None = None,
        grpc_port: int = DEFAULT_GRPC_PORT,
        api_key: str | None = None,
        collection: str = DEFAULT_COLLECTION,
        similarity_floor: float = DEFAULT_SIMILARITY_FLOOR,
    ) -> None:
        self._url = urlsplit(url)
        self._grpc_host = grpc_host
        self._grpc_port = grpc_port
        self._api_key = api_key
        self._name = collection
        self._max_distance = 1.0 - similarity_floor
        self._client: WeaviateAsyncClient | None = None
        self._connecting = asyncio.Lock()

    async def replace(self, user_id: UUID, document_id: UUID, embedder: str, chunks: Sequence[Chunk]) -> None:
        """Make these the document's chunks: safe to repeat. Raises SearchUnavailableError.

        Weaviate has no transactions: new chunks are written over the old ones first, and what the new version no
        longer has is dropped after. A search in between may see both; a failed call is completed by repeating it.
        """
        async with self._errors():
            tenant = await self._tenant(user_id, create=True)
            objects = _objects(document_id, embedder, chunks)
            for start in range(0, len(objects), INSERT_BATCH):
                answer = await tenant.data.insert_many(objects[start : start + INSERT_BATCH])
                if answer.has_errors:
                    first = next(iter(answer.errors.values()))
                    raise SearchUnavailableError(f"Weaviate did not take a chunk: {first.message}")
            await self._drop(tenant, document_id, kept=[chunk.ordinal for chunk in chunks])

    async def remove(self, user_id: UUID, document_id: UUID) -> None:
        """Drop a document's chunks; none is no error."""
        async with self._errors():
            tenant = await self._existing_tenant(user_id)
            if tenant is not None:
                await self._drop(tenant, document_id, kept=[])

    async def forget(self, user_id: UUID) -> None:
        """Drop a person's tenant with all that is in it; none is no error."""
        async with self._errors():
            tenant = await self._existing_tenant(user_id)
            if tenant is not None:
                collection = (await self._connected()).collections.get(self._name)
                await collection.tenants.remove([str(user_id)])

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
        depth = max(MIN_DEPTH, limit) * CHUNKS_PER_DOCUMENT
        words = list(dict.fromkeys(word for term in terms for word in _words_of(term))) or query_words(query)
        # BM25 knows no terms of several words, so that one of them must be there, or as many as a question has terms.
        at_least = -(-(len(terms) or len(words)) // 3)
        if among is not None and not among:
            return []
        by_text: list[RankedChunk] = []
        by_vector: list[RankedChunk] = []
        async with self._errors():
            tenant = await self._existing_tenant(user_id)
            if tenant is None:
                return []
            if words:
                by_text = await self._by_text(tenant, words, depth, at_least, among)
            if any(vector):
                by_vector = await self._by_vector(tenant, vector, embedder, depth, among)
        return fuse_rankings(by_text, by_vector, limit)

    async def ready(self) -> None:
        """Return when Weaviate answers, or raise SearchUnavailableError."""
        async with self._errors():
            client = await self._connected()
            if not await client.is_ready():
                raise SearchUnavailableError("Weaviate is not ready.")

    async def close(self) -> None:
        """Close the connections."""
        async with self._connecting:
            if self._client is not None:
                await self._client.close()
                self._client = None

    async def _by_text(
        self,
        tenant: "CollectionAsync[Any, Any]",
        words: list[str],
        depth: int,
        at_least: int,
        among: Collection[UUID] | None,
    ) -> list[RankedChunk]:
        from weaviate.classes.query import BM25Operator  # noqa: PLC0415  # see _connected

        # A third of what is asked, as the PostgreSQL index asks for.
        operator = BM25Operator.or_(minimum_match=at_least)
        answer = await tenant.query.bm25(
            " ".join(words), query_properties=["words"], operator=operator, limit=depth, filters=_among(among)
        )
        return [_ranked(item.properties) for item in answer.objects]

    async def _by_vector(
        self,
        tenant: "CollectionAsync[Any, Any]",
        vector: Sequence[float],
        embedder: str,
        depth: int,
        among: Collection[UUID] | None,
    ) -> list[RankedChunk]:
        from weaviate.classes.query import Filter  # noqa: PLC0415  # see _connected

        of_embedder = Filter.by_property("embedder").equal(embedder)
        chosen = _among(among)
        answer = await tenant.query.near_vector(
            [float(value) for value in vector],
            distance=self._max_distance,
            limit=depth,
            filters=of_embedder if chosen is None else of_embedder & chosen,
        )
        return [_ranked(item.properties) for item in answer.objects]

    async def _drop(self, tenant: "CollectionAsync[Any, Any]", document_id: UUID, kept: list[int]) -> None:
        from weaviate.classes.query import Filter  # noqa: PLC0415  # see _connected

        # Ordinals count from 0 without gaps, so that whatever lies above the last one belongs to an older version.
        stale = Filter.by_property("document_id").equal(str(document_id))
        if kept:
            stale = stale & Filter.by_property("ordinal").greater_than(max(kept))
        await tenant.data.delete_many(where=stale)

    async def _tenant(self, user_id: UUID, *, create: bool) -> "CollectionAsync[Any, Any]":
        client = await self._connected()
        collection = client.collections.get(self._name)
        if create:
            from weaviate.classes.tenants import Tenant  # noqa: PLC0415  # see _connected

            # Creating one that is there changes nothing.
            await collection.tenants.create([Tenant(name=str(user_id))])
        return collection.with_tenant(str(user_id))

    async def _existing_tenant(self, user_id: UUID) -> "CollectionAsync[Any, Any] | None":
        client = await self._connected()
        if not await client.collections.get(self._name).tenants.exists(str(user_id)):
            return None
        return await self._tenant(user_id, create=False)

    async def _connected(self) -> "WeaviateAsyncClient":
        # weaviate takes 1.1 s to import: only a process that searches in it pays, at its first call.
        async with self._connecting:
            if self._client is None:
                client = await asyncio.to_thread(self._make_client)
                try:
                    await client.connect()
                    await ensure_collection(client, self._name)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client

    def _make_client(self) -> "WeaviateAsyncClient":
        # weaviate imports authlib, which complains about its own use of httpx and puts its filter before any other:
        # nothing that an operator can act on, so it is recorded and dropped.
        with warnings.catch_warnings(record=True):
            import weaviate  # noqa: PLC0415  # see _connected
            from weaviate.classes.init import AdditionalConfig, Auth, Timeout  # noqa: PLC0415

        secure = self._url.scheme == "https"
        host = self._url.hostname or "localhost"
        timeout = Timeout(init=INIT_TIMEOUT_SECONDS, query=QUERY_TIMEOUT_SECONDS, insert=INSERT_TIMEOUT_SECONDS)
        return weaviate.use_async_with_custom(
            http_host=host,
            http_port=self._url.port or (443 if secure else 80),
            http_secure=secure,
            grpc_host=self._grpc_host or host,
            grpc_port=self._grpc_port,
            grpc_secure=secure,
            additional_config=AdditionalConfig(timeout=timeout),
            auth_credentials=Auth.api_key(self._api_key) if self._api_key else None,
        )

    @asynccontextmanager
    async def _errors(self) -> AsyncIterator[None]:
        try:
            yield
        except SearchUnavailableError:
            raise
        except Exception as error:
            # The client lets errors of its own, of httpx, of gRPC and of asyncio through; each means the same here.
            raise SearchUnavailableError(f"Weaviate did not answer: {error}") from error


def _words_of(term: SearchTerm) -> list[str]:
    """A term's words, translations and kinds, the longest list that a query may have."""
    entries = (term.word, *term.same, *term.related)
    return [word for entry in entries for word in query_words(entry)][:MAX_WORDS_A_TERM]


def _among(document_ids: Collection[UUID] | None) -> Any:  # the client's filters have a private type
    from weaviate.classes.query import Filter  # noqa: PLC0415  # see _connected

    if document_ids is None:
        return None
    return Filter.by_property("document_id").contains_any([str(document_id) for document_id in document_ids])


def _objects(document_id: UUID, embedder: str, chunks: Sequence[Chunk]) -> list[Any]:
    from weaviate.classes.data import DataObject  # noqa: PLC0415  # see _connected

    return [
        DataObject(
            properties=_properties(document_id, embedder, chunk),
            uuid=chunk_id(document_id, chunk.ordinal),
            # A zero vector has no direction to compare by.
            vector=[float(value) for value in chunk.vector] if any(chunk.vector) else None,
        )
        for chunk in chunks
    ]


def _properties(document_id: UUID, embedder: str, chunk: Chunk) -> dict[str, Any]:
    return {
        "document_id": str(document_id),
        "ordinal": chunk.ordinal,
        "page": chunk.page,
        "box": [chunk.box.left, chunk.box.top, chunk.box.right, chunk.box.bottom] if chunk.box else None,
        "text": chunk.text,
        "words": fold_yo(chunk.text) + plain_amounts(chunk.text),
        "embedder": embedder,
    }


def _ranked(properties: Any) -> RankedChunk:  # what Weaviate stores is untyped
    box = properties.get("box")
    return RankedChunk(
        document_id=UUID(str(properties["document_id"])),
        ordinal=int(properties["ordinal"]),
        page=int(properties["page"]),
        text=str(properties["text"]),
        box=Box(*box) if box else None,
    )

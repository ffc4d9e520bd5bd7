"""Documents whose chunks a search looks through, made up and indexed by the platform's own index."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter
from uuid import UUID

import asyncpg

from core.documents.models import DocumentRow, UploadPurpose, UploadRow
from core.ids import new_id
from core.ports.search_index import Chunk
from ml.categoriser.known_merchants import load_entries
from ml.embeddings.hashed import HashedEmbedder
from tests.bench.context import Context

CHUNKS_A_DOCUMENT = 25
WORDS_A_CHUNK = 90
DISTINCT_CHUNKS = 2_000
COPY_CHUNKS = """
INSERT INTO document_chunks (id, user_id, document_id, ordinal, page, text, tsv, embedding, embedder)
SELECT gen_random_uuid(), user_id, $2, ordinal, page, text, tsv, embedding, embedder
FROM document_chunks WHERE document_id = $1
"""
NEAR_INDEX = "CREATE INDEX ix_document_chunks_embedding ON document_chunks USING hnsw (embedding halfvec_cosine_ops)"


class MadeUpWords:
    """Texts of the words of known merchants and trades, Russian and English; every run makes the same."""

    def __init__(self) -> None:
        self._chance = random.Random(5)  # noqa: S311 - made-up texts, nothing secret
        self._words = sorted(
            {word for entry in load_entries() for spelling in entry.spellings for word in spelling.split()}
        )
        self._chance.shuffle(self._words)
        # As in any language, the n-th word comes up a share of 1/n of the time.
        self._shares = [1 / (place + 3) for place in range(len(self._words))]

    def texts(self, count: int) -> list[str]:
        """Chunks' texts."""
        return [" ".join(self._chance.choices(self._words, self._shares, k=WORDS_A_CHUNK)) for _ in range(count)]

    def queries(self, count: int) -> list[str]:
        """One to four words each, rare and common ones alike."""
        return [" ".join(self._chance.choices(self._words, k=self._chance.randint(1, 4))) for _ in range(count)]


def seed_chunks(context: Context, embedder: HashedEmbedder, words: MadeUpWords, user_id: UUID, chunks: int) -> None:
    """Give a person that many chunks.

    The first DISTINCT_CHUNKS are indexed by the platform, and how fast is noted; the rest are copies of them in the
    database, under documents of their own: that a text comes up again changes nothing in what a search has to do.
    """
    context.say(f"indexing {chunks:,} chunks")
    documents = context.run(_documents(context, user_id, chunks // CHUNKS_A_DOCUMENT))
    indexed = documents[: DISTINCT_CHUNKS // CHUNKS_A_DOCUMENT]
    began = perf_counter()
    for document_id in indexed:
        _index(context, embedder, user_id, document_id, words.texts(CHUNKS_A_DOCUMENT))
    rate = len(indexed) * CHUNKS_A_DOCUMENT / (perf_counter() - began)
    context.note(f"search: {rate:,.0f} chunks/s were embedded and indexed, documents of {CHUNKS_A_DOCUMENT} chunks")
    began = perf_counter()
    context.run(_copy(context, indexed, documents[len(indexed) :]))
    context.say(f"copied and vacuumed in {perf_counter() - began:.0f} s")


async def _copy(context: Context, indexed: Sequence[UUID], others: Sequence[UUID]) -> None:
    """Fill the other documents with the chunks of the indexed ones, and vacuum as autovacuum would soon."""
    connection = await asyncpg.connect(context.services.owner_url)
    # As a restore does: an index of vectors is built in seconds and grown by a hundred thousand rows in minutes.
    await connection.execute("DROP INDEX ix_document_chunks_embedding")
    await connection.executemany(
        COPY_CHUNKS, [(indexed[place % len(indexed)], other) for place, other in enumerate(others)]
    )
    await connection.execute(NEAR_INDEX, timeout=300)
    await connection.execute("VACUUM ANALYZE document_chunks")
    await connection.close()


async def _documents(context: Context, user_id: UUID, count: int) -> list[UUID]:
    """Documents for chunks to belong to."""
    about = {"user_id": user_id, "filename": "a.pdf", "content_type": "application/pdf", "size": 1, "storage_key": "a"}
    uploads = [
        UploadRow(id=new_id(), purpose=UploadPurpose.DOCUMENT, expires_at=datetime.now(UTC), **about)
        for _ in range(count)
    ]
    documents = [DocumentRow(id=new_id(), upload_id=upload.id, **about) for upload in uploads]
    async with context.platform.database.unit_of_work(user_id) as uow:
        uow.session.add_all(uploads)
        await uow.session.flush()
        uow.session.add_all(documents)
    return [document.id for document in documents]


def _index(context: Context, embedder: HashedEmbedder, user_id: UUID, document_id: UUID, texts: Sequence[str]) -> None:
    vectors = embedder.embed(texts)
    chunks = [Chunk(ordinal, 1, text, vectors[ordinal]) for ordinal, text in enumerate(texts)]
    context.run(context.platform.index.replace(user_id, document_id, embedder.version, chunks))

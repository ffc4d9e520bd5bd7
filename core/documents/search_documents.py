import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from core.db.database import Database
from core.documents.errors import InvalidQueryError
from core.documents.highlight import Snippet, highlight
from core.documents.models import DocumentRow
from core.documents.repository import own_documents
from core.ports.embedder import Embedder
from core.ports.search_index import SearchIndex

MAX_QUERY: Final = 500
MAX_HITS: Final = 50


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that answers a query, with the place that does."""

    document: DocumentRow
    page: int
    score: float
    snippets: Sequence[Snippet]


async def search_documents(
    database: Database, index: SearchIndex, embedder: Embedder, user_id: UUID, *, query: str, limit: int
) -> list[DocumentHit]:
    """Documents that answer a question in Russian or English, best first; none when nothing fits.

    No transaction is held while the index is asked. Raises InvalidQueryError, SearchUnavailableError.
    """
    text = query.replace("\x00", " ").strip()
    if not 0 < len(text) <= MAX_QUERY:
        raise InvalidQueryError(f"A search has 1 to {MAX_QUERY} characters.", field="query")
    if not 0 < limit <= MAX_HITS:
        raise InvalidQueryError(f"A search returns 1 to {MAX_HITS} documents.", field="first")
    vector = (await asyncio.to_thread(embedder.embed, [text]))[0]
    hits = await index.search(user_id, text, vector, embedder.version, limit)
    async with database.read(user_id) as read:
        statement = own_documents(user_id).where(DocumentRow.id.in_([hit.document_id for hit in hits]))
        rows = {row.id: row for row in (await read.session.execute(statement)).scalars()}
    return [
        DocumentHit(rows[hit.document_id], hit.page, hit.score, highlight(hit.text, text))
        for hit in hits
        if hit.document_id in rows
    ]

import asyncio
from uuid import UUID

from sqlalchemy.orm import undefer

from core.db.database import ReadSession
from core.documents.chunk_text import TextPiece, chunk_pages
from core.documents.models import DocumentRow
from core.documents.repository import own_documents
from core.ports.embedder import Embedder
from core.ports.search_index import Chunk


async def with_text(read: ReadSession, user_id: UUID, document_id: UUID) -> DocumentRow | None:
    """A person's document with all its text, which is not loaded otherwise; None when it was deleted."""
    with_places = (undefer(DocumentRow.page_texts), undefer(DocumentRow.line_boxes))
    statement = own_documents(user_id).where(DocumentRow.id == document_id)
    return (await read.session.execute(statement.options(*with_places))).scalar_one_or_none()


async def make_chunks(embedder: Embedder, document: DocumentRow) -> list[Chunk]:
    """What the index is given of a document; of one without text its name."""
    pieces = chunk_pages(document.page_texts, document.line_boxes) or [TextPiece(1, document.filename)]
    vectors = await asyncio.to_thread(embedder.embed, [piece.text for piece in pieces])
    return [
        Chunk(ordinal, piece.page, piece.text, vector, piece.box)
        for ordinal, (piece, vector) in enumerate(zip(pieces, vectors, strict=True))
    ]

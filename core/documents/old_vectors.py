"""Documents whose vectors another embedder made: words still find them, their meaning is compared with nothing.

Only the embedded index tells who made its vectors. Those of an index outside the database are made anew by asking for
every document.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from core.db.uow import UnitOfWork
from core.documents.messages import FindOldVectors, IndexDocumentsAgain
from core.documents.models import DocumentChunkRow, DocumentRow, DocumentStatus
from core.ids import JobId
from core.jobs.enqueue import enqueue


async def documents_to_index(
    session: AsyncSession, user_id: UUID, embedder: str, *, every: bool, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """The next ids, in order, of the person's readable documents that are not indexed by `embedder`, or of all."""
    statement = select(DocumentRow.id).where(*_wanted(user_id, embedder, every=every))
    if after is not None:
        statement = statement.where(DocumentRow.id > after)
    return (await session.execute(statement.order_by(DocumentRow.id).limit(limit))).scalars().all()


async def count_documents_to_index(session: AsyncSession, user_id: UUID, embedder: str, *, every: bool) -> int:
    """How many there are in all."""
    statement = select(func.count()).select_from(DocumentRow).where(*_wanted(user_id, embedder, every=every))
    return (await session.execute(statement)).scalar_one()


async def people_with_old_vectors(
    session: AsyncSession, embedder: str, *, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """The next people, in order of ids, who have vectors of another embedder. For the platform's own work."""
    statement = select(DocumentChunkRow.user_id).where(DocumentChunkRow.embedder != embedder).distinct()
    if after is not None:
        statement = statement.where(DocumentChunkRow.user_id > after)
    return (await session.execute(statement.order_by(DocumentChunkRow.user_id).limit(limit))).scalars().all()


async def index_again(uow: UnitOfWork, user_id: UUID, asked: FindOldVectors) -> JobId | None:
    """Enqueue the person's indexing, unless they had their turn with this embedder."""
    message = IndexDocumentsAgain()
    key = None if asked.again else f"{message.name}:{user_id}:{asked.embedder}"
    return await enqueue(uow, message, user_id=user_id, deduplication_key=key)


def _wanted(user_id: UUID, embedder: str, *, every: bool) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [DocumentRow.user_id == user_id, DocumentRow.status == DocumentStatus.READY]
    if not every:
        of_it = (DocumentChunkRow.user_id == user_id, DocumentChunkRow.document_id == DocumentRow.id)
        wanted.append(exists().where(*of_it, DocumentChunkRow.embedder != embedder))
    return wanted

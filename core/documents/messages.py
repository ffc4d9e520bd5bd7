"""The jobs of this domain."""

from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class ReadDocument(JobMessage):
    """Read text and fields off a document."""

    name: ClassVar[str] = "documents.read_document"
    max_attempts: ClassVar[int] = 3
    document_id: UUID


class IndexDocument(JobMessage):
    """Make a read document findable."""

    name: ClassVar[str] = "documents.index_document"
    document_id: UUID


class MatchDocuments(JobMessage):
    """Tie a person's documents to payments."""

    name: ClassVar[str] = "documents.match_documents"


class PurgeStaleUploads(JobMessage):
    """Drop uploads that were announced and never completed, with whatever was stored of them."""

    name: ClassVar[str] = "documents.purge_stale_uploads"


class IndexDocumentsAgain(JobMessage):
    """Index again a person's documents whose vectors another embedder made; all that are read with `every`."""

    name: ClassVar[str] = "documents.index_documents_again"
    is_kept: ClassVar[bool] = True
    every: bool = False


class FindOldVectors(JobMessage):
    """Have everybody's documents indexed again whose vectors are not of `embedder`.

    Once a person and embedder; with `again` also who had their turn, as an operator asks.
    """

    name: ClassVar[str] = "documents.find_old_vectors"
    is_kept: ClassVar[bool] = True
    embedder: str
    again: bool = False

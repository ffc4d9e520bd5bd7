"""Uploads, documents and the pieces of them that search finds."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import ARRAY, REAL, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from core.db.declarative import Owned, Row, Stamped, enum_type, of_the_same_person
from core.ports.document_reader import DocumentKind
from core.ports.embedder import EMBEDDING_DIMENSIONS


class UploadPurpose(StrEnum):
    """What a file is sent for."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    ARCHIVE = "archive"  # an export of a person's data, to be brought into an empty account


class UploadStatus(StrEnum):
    """Where an upload stands."""

    WAITING = "waiting"  # the address was given out; the file has not been confirmed
    COMPLETED = "completed"


class DocumentStatus(StrEnum):
    """Where a document stands."""

    READING = "reading"
    INDEXING = "indexing"  # read; its fields are there, search does not find it yet
    READY = "ready"
    FAILED = "failed"


class UploadRow(Owned, Stamped, Row):
    """A file on its way in."""

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("user_id", "id"), Index(None, "user_id", "created_at"))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[UploadPurpose] = mapped_column(enum_type(UploadPurpose))
    status: Mapped[UploadStatus] = mapped_column(enum_type(UploadStatus), default=UploadStatus.WAITING)
    filename: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    storage_key: Mapped[str]
    account_id: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    job_id: Mapped[UUID | None]


class DocumentRow(Owned, Stamped, Row):
    """A receipt, invoice or other paper with what was read off it."""

    __tablename__ = "documents"
    __table_args__ = (
        of_the_same_person("upload_id", "uploads"),
        UniqueConstraint("user_id", "id"),
        Index(None, "user_id", "created_at"),
        UniqueConstraint("user_id", "upload_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    upload_id: Mapped[UUID]
    storage_key: Mapped[str]
    filename: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int]
    status: Mapped[DocumentStatus] = mapped_column(enum_type(DocumentStatus), default=DocumentStatus.READING)
    kind: Mapped[DocumentKind | None] = mapped_column(enum_type(DocumentKind))
    language: Mapped[str | None]
    pages: Mapped[int | None]
    engine: Mapped[str | None]
    merchant: Mapped[str | None]
    dated_on: Mapped[date | None]
    total_minor: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    page_texts: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"), deferred=True)
    line_boxes: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"), deferred=True)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    line_items: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    warnings: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    error_code: Mapped[str | None]
    error_message: Mapped[str | None]
    read_at: Mapped[datetime | None]
    indexed_at: Mapped[datetime | None]


class DocumentChunkRow(Owned, Row):
    """A piece of a document's text with its vector. Written by the embedded search index only."""

    __tablename__ = "document_chunks"
    __table_args__ = (
        of_the_same_person("document_id", "documents"),
        UniqueConstraint("user_id", "document_id", "ordinal"),
        Index(None, "user_id", "id"),
        Index(None, "tsv", postgresql_using="gin"),
        Index(None, "embedding", postgresql_using="hnsw", postgresql_ops={"embedding": "halfvec_cosine_ops"}),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    document_id: Mapped[UUID]
    ordinal: Mapped[int]
    page: Mapped[int]
    box: Mapped[list[float] | None] = mapped_column(ARRAY(REAL))
    text: Mapped[str]
    tsv: Mapped[str] = mapped_column(TSVECTOR)
    embedding: Mapped[list[float]] = mapped_column(HALFVEC(EMBEDDING_DIMENSIONS))
    embedder: Mapped[str]

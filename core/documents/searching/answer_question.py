import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import undefer

from core.db.database import Database
from core.documents.chunk_text import TextPiece, chunk_pages
from core.documents.errors import InvalidQueryError
from core.documents.highlight import Snippet, highlight
from core.documents.models import DocumentRow
from core.documents.repository import own_documents
from core.documents.searching.filter_documents import MAX_DOCUMENTS, filter_documents, merchants_of
from core.ports.embedder import Embedder
from core.ports.question_reader import Question, QuestionReader
from core.ports.search_index import Box, Hit, SearchIndex, SearchTerm

MAX_QUERY: Final = 500
MAX_HITS: Final = 50


class EmptyReason(StrEnum):
    """Why an answer has no documents."""

    NOTHING_ASKED = "nothing_asked"  # only words such as `find me all`
    NO_DOCUMENTS_PASS = "no_documents_pass"  # noqa: S105 - the filters leave none
    NOTHING_FITS = "nothing_fits"  # none is about the topic


class Relaxed(StrEnum):
    """A filter that was dropped because nothing passed it."""

    KIND = "kind"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A document that answers a question, with the place that does."""

    document: DocumentRow
    page: int
    score: float
    snippets: Sequence[Snippet]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """What was found, what the question was understood to ask, and why nothing was found."""

    hits: Sequence[DocumentHit]
    understood: Question
    relaxed: Sequence[Relaxed] = ()
    empty_because: EmptyReason | None = None


@dataclass(frozen=True, slots=True)
class QuestionAnswerer:
    """Answers questions about one person's documents. No transaction is held while the index is asked."""

    database: Database
    index: SearchIndex
    embedder: Embedder
    reader: QuestionReader

    async def answer(self, user_id: UUID, text: str, *, limit: int, today: date) -> DocumentAnswer:
        """Documents that answer a question in Russian or English, best first, the newest first where only filters were
        asked. Raises InvalidQueryError, SearchUnavailableError.
        """  # noqa: D205 - one sentence
        asked = text.replace("\x00", " ").strip()
        if not 0 < len(asked) <= MAX_QUERY:
            raise InvalidQueryError(f"A search has 1 to {MAX_QUERY} characters.", field="query")
        if not 0 < limit <= MAX_HITS:
            raise InvalidQueryError(f"A search returns 1 to {MAX_HITS} documents.", field="first")
        async with self.database.read(user_id) as read:
            merchants = await merchants_of(read.session, user_id)
        question = await asyncio.to_thread(self.reader.read, asked, today, merchants)
        if not question.terms and not question.has_filters:
            return DocumentAnswer([], question, empty_because=EmptyReason.NOTHING_ASKED)
        hits: list[DocumentHit] = []
        reason = EmptyReason.NO_DOCUMENTS_PASS
        for attempt, relaxed in _attempts(question):
            hits, passed = await self._find(user_id, attempt, limit)
            if hits:
                return DocumentAnswer(hits, question, relaxed)
            if passed:
                reason = EmptyReason.NOTHING_FITS
        return DocumentAnswer(hits, question, empty_because=reason)

    async def _find(self, user_id: UUID, question: Question, limit: int) -> tuple[list[DocumentHit], bool]:
        """Hits, and whether any document passes the filters."""
        among: list[UUID] | None = None
        if question.has_filters:
            async with self.database.read(user_id) as read:
                depth = MAX_DOCUMENTS if question.terms else limit
                among = await filter_documents(read.session, user_id, question, depth)
            if not among:
                return [], False
        if not question.terms:
            return await self._listed(user_id, among or []), True
        vector = (await asyncio.to_thread(self.embedder.embed, [question.topic]))[0]
        hits = await self.index.search(
            user_id, question.topic, vector, self.embedder.version, limit, terms=question.terms, among=among
        )
        return await self._shown(user_id, question, hits), True

    async def _shown(self, user_id: UUID, question: Question, hits: Sequence[Hit]) -> list[DocumentHit]:
        async with self.database.read(user_id) as read:
            statement = own_documents(user_id).where(DocumentRow.id.in_([hit.document_id for hit in hits]))
            rows = {row.id: row for row in (await read.session.execute(statement)).scalars()}
        marked = " ".join(entry for term in question.terms for entry in (term.word, *term.same, *term.related))
        return [
            DocumentHit(rows[hit.document_id], hit.page, hit.score, highlight(hit.text, marked), hit.box)
            for hit in hits
            if hit.document_id in rows
        ]

    async def _listed(self, user_id: UUID, ids: Sequence[UUID]) -> list[DocumentHit]:
        """Documents that only passed filters, each with its beginning."""
        async with self.database.read(user_id) as read:
            statement = own_documents(user_id).where(DocumentRow.id.in_(ids)).options(undefer(DocumentRow.page_texts))
            rows = {row.id: row for row in (await read.session.execute(statement)).scalars()}
        hits = []
        for rank, row in enumerate(rows[found] for found in ids if found in rows):
            piece = next(iter(chunk_pages(row.page_texts)), TextPiece(1, row.filename))
            hits.append(DocumentHit(row, piece.page, 1 / (1 + rank), highlight(piece.text, "")))
        return hits


def _attempts(question: Question) -> list[tuple[Question, list[Relaxed]]]:
    """The question, then without what people name loosely: an exact sum may be that of a line, a bill a receipt."""
    attempts: list[tuple[Question, list[Relaxed]]] = [(question, [])]
    amount = _exact_amount(question)
    if amount is not None:
        as_word = SearchTerm(f"{amount:f}", (f"{amount:.2f}",))
        loose = replace(question, at_least=None, at_most=None, currency=None, terms=(*question.terms, as_word))
        attempts.append((replace(loose, topic=f"{question.topic} {amount:f}"), [Relaxed.AMOUNT]))
    if question.kind is not None and question.terms:
        attempts.append((replace(question, kind=None), [Relaxed.KIND]))
    return attempts


def _exact_amount(question: Question) -> Decimal | None:
    if question.at_least is None or question.at_most is None or question.at_most - question.at_least >= 1:
        return None
    return question.at_least

from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select

from api.graphql.accounts.transaction_filter import PeriodInput
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.documents.document import Document, wrap_document
from core.documents.models import DocumentRow, DocumentStatus
from core.documents.repository import own_documents
from core.documents.searching import answer_question as answering
from core.documents.searching.answer_question import EmptyReason, Relaxed
from core.ports.document_reader import DocumentKind
from ml.search.read_question import RuleQuestionReader


@strawberry.input(description="Which documents to show. What is left out is left open.")
class DocumentFilter:
    """Filter of documents."""

    kinds: list[DocumentKind] | None = strawberry.field(default=None, description="Of one of these kinds.")
    statuses: list[DocumentStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")
    period: PeriodInput | None = strawberry.field(
        default=None, description="With a date on them in these days; not those whose date is not known."
    )


@strawberry.type(description="A run of text.")
class Snippet:
    """The runs of a hit follow one another."""

    text: str = strawberry.field(description="The text.")
    is_highlighted: bool = strawberry.field(description="Whether it answers the query.")


@strawberry.type(description="A rectangle on a page: shares of its width and height, from the upper left corner.")
class PageBox:
    """A place on a page."""

    left: float = strawberry.field(description="A share of the page's width or height, 0 to 1.")
    top: float = strawberry.field(description="A share of the page's width or height, 0 to 1.")
    right: float = strawberry.field(description="A share of the page's width or height, 0 to 1.")
    bottom: float = strawberry.field(description="A share of the page's width or height, 0 to 1.")


@strawberry.type(description="A document that answers a query.")
class DocumentHit:
    """A hit."""

    document: Document = strawberry.field(description="The document.")
    page: int = strawberry.field(description="The page that answers, from 1.")
    box: PageBox | None = strawberry.field(
        description="Where on the page; null where the reader did not say where lines stand."
    )
    score: float = strawberry.field(description="Higher is better; comparable within one answer only.")
    snippets: list[Snippet] = strawberry.field(description="The place that answers, its words marked.")


@strawberry.type(description="What a question was understood to ask. Both ends of a range belong to it.")
class UnderstoodQuestion:
    """A question taken apart."""

    topic: str = strawberry.field(description="What was looked for by words and meaning; may be empty.")
    kind: DocumentKind | None = strawberry.field(description="What the document is; null for anything.")
    dated_from: date | None = strawberry.field(description="Its earliest date; null for any.")
    dated_to: date | None = strawberry.field(description="Its latest date; null for any.")
    at_least: Decimal | None = strawberry.field(
        description="Its smallest total, in major units of the currency; null for any."
    )
    at_most: Decimal | None = strawberry.field(
        description="Its largest total, in major units of the currency; null for any."
    )
    currency: str | None = strawberry.field(description="ISO 4217 code of its total's currency; null for any.")
    merchant: str | None = strawberry.field(description="Who issued it; null for anybody.")


@strawberry.type(description="An answer to a question about documents.")
class DocumentAnswer:
    """An answer."""

    hits: list[DocumentHit] = strawberry.field(description="Documents, best first; newest first if there is no topic.")
    understood: UnderstoodQuestion = strawberry.field(description="What the question was understood to ask.")
    relaxed: list[Relaxed] = strawberry.field(description="What was given up, since nothing fitted it.")
    empty_because: EmptyReason | None = strawberry.field(description="Why there are no hits; null where there are.")


def _wanted(person: UUID, arguments: Arguments) -> Select[tuple[DocumentRow]]:
    wanted: DocumentFilter = arguments.get("filter") or DocumentFilter()
    row, statement = DocumentRow, own_documents(person)
    if wanted.period is not None:
        statement = statement.where(row.dated_on >= wanted.period.start, row.dated_on <= wanted.period.end)
    return narrowed(statement, (wanted.kinds, row.kind), (wanted.statuses, row.status))


DOCUMENTS: Final = Listing(_wanted, by_time(DocumentRow.created_at, DocumentRow.id), wrap_document)


async def _documents(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[DocumentFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[Document]:
    return await DOCUMENTS.page(info, first, after, filter=filter, order_by=order_by)


Question = Annotated[
    str,
    strawberry.argument(
        description="Words or a question in Russian or English, up to 500 characters, as `receipts for taxis in March`."
    ),
]
Best = Annotated[int, strawberry.argument(description="How many of the best at most: 1 to 100.")]


async def _search_documents(info: strawberry.Info[Context], query: Question, first: Best = 10) -> list[DocumentHit]:
    return [_wrap_hit(hit) for hit in (await _answer(info, query, first)).hits]


async def _ask_documents(info: strawberry.Info[Context], question: Question, first: Best = 10) -> DocumentAnswer:
    answer = await _answer(info, question, first)
    understood = answer.understood
    return DocumentAnswer(
        hits=[_wrap_hit(hit) for hit in answer.hits],
        understood=UnderstoodQuestion(
            topic=understood.topic,
            kind=understood.kind,
            dated_from=understood.dated_from,
            dated_to=understood.dated_to,
            at_least=understood.at_least,
            at_most=understood.at_most,
            currency=understood.currency,
            merchant=understood.merchant,
        ),
        relaxed=list(answer.relaxed),
        empty_because=answer.empty_because,
    )


async def _answer(info: strawberry.Info[Context], question: str, first: int) -> answering.DocumentAnswer:
    context = info.context
    platform = context.platform
    answerer = answering.QuestionAnswerer(platform.database, platform.index, context.embedder, RuleQuestionReader())
    return await answerer.answer(context.person, question, limit=first, today=platform.clock.now().date())


def _wrap_hit(hit: answering.DocumentHit) -> DocumentHit:
    return DocumentHit(
        document=wrap_document(hit.document),
        page=hit.page,
        box=PageBox(left=hit.box.left, top=hit.box.top, right=hit.box.right, bottom=hit.box.bottom)
        if hit.box
        else None,
        score=hit.score,
        snippets=[Snippet(text=run.text, is_highlighted=run.is_highlighted) for run in hit.snippets],
    )


@strawberry.type
class DocumentQueries:
    """Reading documents."""

    documents: Connection[Document] = query(
        Permission.DOCUMENTS_READ, "The person's documents, newest first.", DOCUMENTS.rows
    )(_documents)
    search_documents: list[DocumentHit] = query(
        Permission.DOCUMENTS_SEARCH,
        "Documents that answer a question in Russian or English, best first; none when none fits.",
    )(_search_documents)
    ask_documents: DocumentAnswer = query(
        Permission.DOCUMENTS_SEARCH,
        "As `searchDocuments`, with what the question was understood to ask (kind, dates, amounts, merchant) and, "
        "where nothing was found, why.",
    )(_ask_documents)

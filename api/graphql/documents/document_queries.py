import strawberry

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.documents.document import Document, wrap_document
from core.db.keyset import Ordering, Page, fetch_page
from core.documents.models import DocumentRow
from core.documents.repository import own_documents
from core.documents.search_documents import search_documents

NEWEST_FIRST = Ordering((DocumentRow.created_at, DocumentRow.id))


@strawberry.type(description="A run of text.")
class Snippet:
    """The runs of a hit follow one another."""

    text: str = strawberry.field(description="The text.")
    is_highlighted: bool = strawberry.field(description="Whether it answers the query.")


@strawberry.type(description="A document that answers a query.")
class DocumentHit:
    """A hit."""

    document: Document = strawberry.field(description="The document.")
    page: int = strawberry.field(description="The page that answers, from 1.")
    score: float = strawberry.field(description="Higher is better; comparable within one answer only.")
    snippets: list[Snippet] = strawberry.field(description="The place that answers, its words marked.")


async def _documents(info: strawberry.Info[Context], first: int = 20, after: str | None = None) -> Connection[Document]:
    async with info.context.read() as read:
        found = await fetch_page(read.session, own_documents(info.context.person), NEWEST_FIRST, Page(first, after))
    return Connection[Document].of(found, wrap_document)


async def _search_documents(info: strawberry.Info[Context], query: str, first: int = 10) -> list[DocumentHit]:
    context = info.context
    hits = await search_documents(
        context.platform.database,
        context.platform.index,
        context.embedder,
        context.person,
        query=query,
        limit=first,
    )
    return [
        DocumentHit(
            document=wrap_document(hit.document),
            page=hit.page,
            score=hit.score,
            snippets=[Snippet(text=run.text, is_highlighted=run.is_highlighted) for run in hit.snippets],
        )
        for hit in hits
    ]


@strawberry.type
class DocumentQueries:
    """Reading documents."""

    documents: Connection[Document] = query(Permission.SIGNED_IN, "The person's documents, newest first.")(_documents)
    search_documents: list[DocumentHit] = query(
        Permission.SIGNED_IN, "Documents that answer a question in Russian or English, best first; none when none fits."
    )(_search_documents)

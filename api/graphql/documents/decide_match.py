from decimal import Decimal

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.documents.document_match import DocumentMatch
from core.documents.matching.decide_match import decide_match
from core.documents.matching.link_document import LinkDocument, link_document, unlink_document


@strawberry.input(description="A person's word on a match.")
class DecideDocumentMatchInput:
    """Input of `decideDocumentMatch`."""

    id: strawberry.ID = strawberry.field(description="The match.")
    belongs: bool = strawberry.field(description="Whether the document is of the payment.")


@strawberry.input(description="A document and a payment that belong together.")
class LinkDocumentInput:
    """Input of `linkDocument`."""

    document_id: strawberry.ID = strawberry.field(description="The document.")
    transaction_id: strawberry.ID = strawberry.field(description="The payment.")
    amount: Decimal | None = strawberry.field(
        default=None,
        description="The part of the payment that the document accounts for, in major units of the payment's currency; "
        "all that is left of it if left out, or the document's total where that is far less.",
    )


@strawberry.input(description="A document and a payment that do not belong together.")
class UnlinkDocumentInput:
    """Input of `unlinkDocument`."""

    document_id: strawberry.ID = strawberry.field(description="The document.")
    transaction_id: strawberry.ID = strawberry.field(description="The payment.")


@strawberry.type(description="The match as it is now.")
class DocumentMatchPayload(Payload):
    """Answer of the mutations of matches."""

    match: DocumentMatch | None = strawberry.field(default=None, description="The match.")


async def _decide(
    info: strawberry.Info[Context],
    input: DecideDocumentMatchInput,  # noqa: A002 the schema's argument name
) -> DocumentMatchPayload:
    key = decode_id(input.id, "DocumentMatch", "id")
    async with info.context.uow() as uow:
        row = await decide_match(uow, info.context.platform.clock, key, belongs=input.belongs)
    return DocumentMatchPayload(match=DocumentMatch(row=row))


async def _link(
    info: strawberry.Info[Context],
    input: LinkDocumentInput,  # noqa: A002 the schema's argument name
) -> DocumentMatchPayload:
    command = LinkDocument(
        document_id=decode_id(input.document_id, "Document", "documentId"),
        transaction_id=decode_id(input.transaction_id, "Transaction", "transactionId"),
        amount=input.amount,
    )
    async with info.context.uow() as uow:
        row = await link_document(uow, info.context.platform.clock, command)
        await uow.session.refresh(row)
    return DocumentMatchPayload(match=DocumentMatch(row=row))


async def _unlink(
    info: strawberry.Info[Context],
    input: UnlinkDocumentInput,  # noqa: A002 the schema's argument name
) -> DocumentMatchPayload:
    document_id = decode_id(input.document_id, "Document", "documentId")
    transaction_id = decode_id(input.transaction_id, "Transaction", "transactionId")
    async with info.context.uow() as uow:
        row = await unlink_document(uow, info.context.platform.clock, document_id, transaction_id)
    return DocumentMatchPayload(match=DocumentMatch(row=row))


@strawberry.type
class DocumentMatchMutation:
    """Deciding which payment a document is of."""

    decide_document_match: DocumentMatchPayload = mutation(
        Permission.DOCUMENTS_WRITE,
        DocumentMatchPayload,
        "Confirm or reject that a document is of a payment. A sum is confirmed whole; a rejected pair is never offered "
        "again.",
    )(_decide)
    link_document: DocumentMatchPayload = mutation(
        Permission.DOCUMENTS_WRITE, DocumentMatchPayload, "Tie a document to a payment by hand."
    )(_link)
    unlink_document: DocumentMatchPayload = mutation(
        Permission.DOCUMENTS_WRITE,
        DocumentMatchPayload,
        "Untie a document from a payment; the pair is never offered again.",
    )(_unlink)

from datetime import datetime

import strawberry

from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.context import Context
from api.graphql.declare.node import decode_id, encode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.documents.document import Document, wrap_document
from api.graphql.jobs.job import Job, load_job
from core.documents.complete_upload import complete_upload
from core.documents.create_upload import CreateUpload, create_upload
from core.documents.models import UploadPurpose


@strawberry.input(description="A file that is about to be sent.")
class CreateUploadInput:
    """Input of `createUpload`."""

    purpose: UploadPurpose = strawberry.field(description="What it is sent for.")
    filename: str = strawberry.field(description="What the person calls it.")
    content_type: str = strawberry.field(
        default="application/octet-stream", description="To be sent as `Content-Type`; the content decides."
    )
    size: int = strawberry.field(description="In bytes, exactly.")
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="Whose statement it is, for files that name no account."
    )


@strawberry.type(description="A header to send along.")
class HttpHeader:
    """A header."""

    name: str = strawberry.field(description="Its name.")
    value: str = strawberry.field(description="Its value.")


@strawberry.type(description="An address that takes one file.")
class Upload:
    """Where to send the file."""

    id: strawberry.ID = strawberry.field(description="For `completeUpload`.")
    url: str = strawberry.field(description="Send the file's bytes here.")
    method: str = strawberry.field(description="The HTTP method to use.")
    headers: list[HttpHeader] = strawberry.field(description="Headers to send along, as they are.")
    expires_at: datetime = strawberry.field(description="Until when.")


@strawberry.type(description="Where to send the file.")
class CreateUploadPayload(Payload):
    """Answer of `createUpload`."""

    upload: Upload | None = strawberry.field(default=None, description="The address.")


@strawberry.input(description="A file that was sent.")
class CompleteUploadInput:
    """Input of `completeUpload`."""

    upload_id: strawberry.ID = strawberry.field(description="The upload.")


@strawberry.type(description="What became of the file, and the job that reads it.")
class CompleteUploadPayload(Payload):
    """Answer of `completeUpload`."""

    job: Job | None = strawberry.field(default=None, description="The job: watch it with `jobProgress`.")
    document: Document | None = strawberry.field(default=None, description="For a document.")
    statement_import: StatementImport | None = strawberry.field(default=None, description="For a statement.")


async def _create_upload(info: strawberry.Info[Context], input: CreateUploadInput) -> CreateUploadPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    account_id = decode_id(input.account_id, "Account", "accountId") if input.account_id else None
    command = CreateUpload(input.purpose, input.filename, input.content_type, input.size, account_id)
    async with info.context.uow() as uow:
        limit = platform.settings.limits.upload_bytes
        row, request = await create_upload(uow, platform.clock, platform.blobs, limit, command)
    upload = Upload(
        id=strawberry.ID(encode_id("Upload", row.id)),
        url=request.url,
        method=request.method,
        headers=[HttpHeader(name=name, value=value) for name, value in request.headers.items()],
        expires_at=row.expires_at,
    )
    return CreateUploadPayload(upload=upload)


async def _complete_upload(info: strawberry.Info[Context], input: CompleteUploadInput) -> CompleteUploadPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    key = decode_id(input.upload_id, "Upload", "uploadId")
    async with info.context.uow() as uow:
        done = await complete_upload(uow, platform.clock, platform.blobs, key)
    return CompleteUploadPayload(
        job=await load_job(info, done.upload.job_id),
        document=wrap_document(done.document) if done.document else None,
        statement_import=wrap_import(done.statement_import) if done.statement_import else None,
    )


@strawberry.type
class UploadMutation:
    """Sending files."""

    create_upload: CreateUploadPayload = mutation(
        Permission.DOCUMENTS_WRITE, CreateUploadPayload, "Get an address that takes exactly one file, for half an hour."
    )(_create_upload)
    complete_upload: CompleteUploadPayload = mutation(
        Permission.DOCUMENTS_WRITE, CompleteUploadPayload, "Say that the file was sent: it is read then."
    )(_complete_upload)

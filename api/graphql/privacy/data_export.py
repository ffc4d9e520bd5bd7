from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.fields import column, computed, relation
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import Node
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments
from api.graphql.jobs.job import Job, wrap_job
from core.privacy.models import AccountErasureRow, DataExportRow, ExportStatus
from core.privacy.request_erasure import open_erasures

LINK_LIFETIME: Final = timedelta(minutes=15)


@strawberry.type(description="An address to download a file from.")
class Download:
    """A link that runs out."""

    url: str = strawberry.field(description="GET it without any header: whoever has it may, until it runs out.")
    expires_at: datetime = strawberry.field(description="Until when. Ask again for another.")


def _download(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> Download | None:
    row: DataExportRow = root.row
    platform = info.context.platform
    now = platform.clock.now()
    if row.status is not ExportStatus.READY or row.expires_at is None or row.expires_at <= now:
        return None
    filename = f"solvent-{row.created_at.date().isoformat()}.zip"
    lifetime = min(LINK_LIFETIME, row.expires_at - now)
    signed = platform.blobs.signed_get(row.storage_key, filename, lifetime)
    return Download(url=signed.url, expires_at=now + lifetime)


@strawberry.type(description="An archive of everything about the person.")
class DataExport(Node):
    """An export."""

    row: strawberry.Private[DataExportRow]
    status: ExportStatus = column(DataExportRow.status, "Where it stands.")
    size: str | None = computed(
        [DataExportRow.size],
        lambda size: None if size is None else str(size),
        "In bytes, as a decimal number; null until it is ready.",
    )
    sha256: str | None = column(DataExportRow.sha256, "Of the whole file, in hex; null until it is ready.")
    created_at: datetime = column(DataExportRow.created_at, "When it was asked for.")
    expires_at: datetime | None = column(DataExportRow.expires_at, "When it is removed; null until it is ready.")
    download: Download | None = strawberry.field(
        resolver=_download, description="Where to get it; null where there is nothing to get."
    )
    job: Job | None = relation(
        DataExportRow.job_id,
        lambda loaders: loaders.job_by_id,
        wrap_job,
        "The job that writes it; null once gone.",
    )


@strawberry.type(description="The account is going to be erased.")
class AccountDeletion:
    """A wish that can still be taken back."""

    requested_at: datetime = strawberry.field(description="When it was asked for.")
    due_at: datetime = strawberry.field(description="When the account is shut and everything in it erased.")


def wrap_export(row: Any) -> DataExport:
    """The GraphQL type of a row."""
    return DataExport(row=row)


def show_deletion(row: AccountErasureRow) -> AccountDeletion:
    """The GraphQL type of a wish."""
    return AccountDeletion(requested_at=row.requested_at, due_at=row.due_at)


@strawberry.input(description="Which archives to show. What is left out is left open.")
class DataExportFilter:
    """Filter of archives."""

    statuses: list[ExportStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


def _own_exports(person: UUID, arguments: Arguments) -> Select[tuple[DataExportRow]]:
    wanted: DataExportFilter = arguments.get("filter") or DataExportFilter()
    statement = select(DataExportRow).where(DataExportRow.user_id == person)
    return narrowed(statement, (wanted.statuses, DataExportRow.status))


EXPORTS: Final = Listing(_own_exports, by_time(DataExportRow.created_at, DataExportRow.id), wrap_export)


async def _data_exports(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[DataExportFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[DataExport]:
    return await EXPORTS.page(info, first, after, filter=filter, order_by=order_by)


async def _account_deletion(info: strawberry.Info[Context]) -> AccountDeletion | None:
    async with info.context.read() as read:
        row = (await read.session.execute(open_erasures(info.context.person))).scalar_one_or_none()
    return show_deletion(row) if row is not None else None


@strawberry.type
class PrivacyQueries:
    """Reading about a person's own data."""

    data_exports: Connection[DataExport] = query(
        Permission.PRIVACY_EXPORT, "The person's archives, newest first.", EXPORTS.rows
    )(_data_exports)
    account_deletion: AccountDeletion | None = query(
        Permission.PRIVACY_ERASE, "The coming deletion of the person's account; null when it stays."
    )(_account_deletion)

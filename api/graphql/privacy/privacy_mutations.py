from datetime import timedelta

import strawberry

from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.identity.presence import actor_of, presence_of
from api.graphql.jobs.job import Job, load_job
from api.graphql.privacy.data_export import AccountDeletion, DataExport, show_deletion, wrap_export
from core.privacy.keep_account import keep_account
from core.privacy.request_erasure import request_erasure
from core.privacy.request_export import request_export
from core.privacy.request_import import request_import

ASKED_AGAIN = "The password again; not needed within five minutes of signing in."


@strawberry.input(description="That it is really the person who asks.")
class ExportMyDataInput:
    """Input of `exportMyData`."""

    password: str | None = strawberry.field(default=None, description=ASKED_AGAIN)


@strawberry.type(description="The archive to come.")
class ExportMyDataPayload(Payload):
    """Answer of `exportMyData`."""

    export: DataExport | None = strawberry.field(default=None, description="The export: watch its job.")


@strawberry.input(description="An archive that was sent.")
class ImportMyDataInput:
    """Input of `importMyData`."""

    upload_id: strawberry.ID = strawberry.field(description="A completed upload with the purpose `ARCHIVE`.")


@strawberry.type(description="The work that brings the archive in.")
class ImportMyDataPayload(Payload):
    """Answer of `importMyData`."""

    job: Job | None = strawberry.field(default=None, description="The job: it does all or nothing.")


@strawberry.input(description="That it is really the person who asks.")
class DeleteMyAccountInput:
    """Input of `deleteMyAccount`."""

    password: str | None = strawberry.field(default=None, description=ASKED_AGAIN)


@strawberry.type(description="What is going to happen.")
class DeleteMyAccountPayload(Payload):
    """Answer of `deleteMyAccount`."""

    deletion: AccountDeletion | None = strawberry.field(default=None, description="When, and until when to think.")


@strawberry.type(description="The account stays.")
class KeepMyAccountPayload(Payload):
    """Answer of `keepMyAccount`."""


async def _export_my_data(info: strawberry.Info[Context], input: ExportMyDataInput) -> ExportMyDataPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    presence = await presence_of(info.context, input.password)
    async with info.context.uow() as uow:
        most = platform.settings.privacy.exports_per_day
        row = await request_export(uow, platform.clock, most, presence)
        await uow.session.refresh(row)
    return ExportMyDataPayload(export=wrap_export(row))


async def _import_my_data(info: strawberry.Info[Context], input: ImportMyDataInput) -> ImportMyDataPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.upload_id, "Upload", "uploadId")
    async with info.context.uow() as uow:
        job_id = await request_import(uow, key)
    return ImportMyDataPayload(job=await load_job(info, job_id))


async def _delete_my_account(info: strawberry.Info[Context], input: DeleteMyAccountInput) -> DeleteMyAccountPayload:  # noqa: A002 the schema's argument name
    platform = info.context.platform
    actor, presence = actor_of(info.context), await presence_of(info.context, input.password)
    grace = timedelta(days=platform.settings.privacy.grace_days)
    async with info.context.uow() as uow:
        row = await request_erasure(uow, platform.clock, actor.session_id, grace, presence)
    return DeleteMyAccountPayload(deletion=show_deletion(row))


async def _keep_my_account(info: strawberry.Info[Context]) -> KeepMyAccountPayload:
    async with info.context.uow() as uow:
        await keep_account(uow, info.context.platform.clock)
    return KeepMyAccountPayload()


@strawberry.type
class PrivacyMutation:
    """A person's own data, and their leaving."""

    export_my_data: ExportMyDataPayload = mutation(
        Permission.PRIVACY_EXPORT,
        ExportMyDataPayload,
        "Have everything about the person written into a zip: JSON, CSV and the files.",
    )(_export_my_data)
    import_my_data: ImportMyDataPayload = mutation(
        Permission.PRIVACY_IMPORT, ImportMyDataPayload, "Bring an archive of `exportMyData` into an empty account."
    )(_import_my_data)
    delete_my_account: DeleteMyAccountPayload = mutation(
        Permission.PRIVACY_ERASE,
        DeleteMyAccountPayload,
        "Have the account and everything in it erased after a time to think. Signing in again takes it back.",
    )(_delete_my_account)
    keep_my_account: KeepMyAccountPayload = mutation(
        Permission.PRIVACY_ERASE, KeepMyAccountPayload, "Take back `deleteMyAccount`."
    )(_keep_my_account)

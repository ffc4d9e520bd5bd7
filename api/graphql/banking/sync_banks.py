from contextlib import suppress

import strawberry

from api.graphql.banking.bank_connection import BankConnection, wrap_connection
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.banking.connect_bank import consent_of
from core.banking.connections import connection_of
from core.banking.errors import NotConnectedError
from core.banking.messages import SyncBank
from core.banking.models import ConnectionStatus
from core.banking.store_feed import disconnect
from core.jobs.enqueue import enqueue
from core.ports.bank_feed import BankError

MAX_CONNECTIONS = 20


@strawberry.input(description="Which connections to read now.")
class SyncBanksInput:
    """Input of `syncBanks`."""

    connection_ids: list[strawberry.ID] = strawberry.field(description="The connections, 1 to 20.")


@strawberry.input(description="Which connection to end.")
class DisconnectBankInput:
    """Input of `disconnectBank`."""

    connection_id: strawberry.ID = strawberry.field(description="The connection.")
    erase_data: bool = strawberry.field(default=False, description="Erase its accounts and movements too.")


@strawberry.type(description="The jobs that read the banks.")
class SyncBanksPayload(Payload):
    """Answer of `syncBanks`."""

    jobs: list[Job] = strawberry.field(default_factory=list, description="One job a connection.")


@strawberry.type(description="The ended connection.")
class DisconnectBankPayload(Payload):
    """Answer of `disconnectBank`."""

    connection: BankConnection | None = strawberry.field(default=None, description="The connection.")


async def _sync_banks(info: strawberry.Info[Context], input: SyncBanksInput) -> SyncBanksPayload:  # noqa: A002 the schema's argument name
    context = info.context
    job_ids = []
    async with context.uow() as uow:
        for text in input.connection_ids[:MAX_CONNECTIONS]:
            key = decode_id(text, "BankConnection", "connectionIds")
            row = await connection_of(uow.session, context.person, key)
            if row.status is ConnectionStatus.DISCONNECTED:
                raise NotConnectedError("This connection was ended. Connect the bank again.", field="connectionIds")
            job_ids.append(await enqueue(uow, SyncBank(connection_id=row.id)))
    jobs = [await load_job(info, job_id) for job_id in job_ids]
    return SyncBanksPayload(jobs=[job for job in jobs if job is not None])


async def _disconnect_bank(info: strawberry.Info[Context], input: DisconnectBankInput) -> DisconnectBankPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    key = decode_id(input.connection_id, "BankConnection", "connectionId")
    async with context.read() as read:
        row = await connection_of(read.session, context.person, key)
    # The person's word counts here whatever the bank answers; at the bank the consent lapses by itself.
    with suppress(BankError):
        await platform.bank_feed.revoke_consent(platform.banks.get(row.bank_code), consent_of(row))
    async with context.uow() as uow:
        ended = await disconnect(uow, key, erase_data=input.erase_data)
    return DisconnectBankPayload(connection=wrap_connection(ended))


@strawberry.type
class SyncBanksMutation:
    """Reading and ending connections."""

    sync_banks: SyncBanksPayload = mutation(Permission.SIGNED_IN, SyncBanksPayload, "Read connected banks now.")(
        _sync_banks
    )
    disconnect_bank: DisconnectBankPayload = mutation(
        Permission.SIGNED_IN, DisconnectBankPayload, "Revoke the consent and end the connection."
    )(_disconnect_bank)

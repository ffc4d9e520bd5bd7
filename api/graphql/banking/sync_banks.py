import strawberry

from api.graphql.banking.bank_connection import BankConnection, wrap_connection
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.banking.disconnect_bank import disconnect_bank
from core.banking.request_sync import request_sync

MAX_CONNECTIONS = 20


@strawberry.input(description="Which connections to read now.")
class SyncBanksInput:
    """Input of `syncBanks`."""

    connection_ids: list[strawberry.ID] = strawberry.field(description="The connections, 1 to 20.")


@strawberry.input(description="Which connection to end.")
class DisconnectBankInput:
    """Input of `disconnectBank`."""

    connection_id: strawberry.ID = strawberry.field(description="The connection.")
    erase_data: bool = strawberry.field(
        default=False, description="Erase its accounts, movements and kept answers too; else they stay in the books."
    )


@strawberry.type(description="The jobs that read the banks.")
class SyncBanksPayload(Payload):
    """Answer of `syncBanks`."""

    jobs: list[Job] = strawberry.field(
        default_factory=list, description="One job a connection: of its sync that runs already, if there is one."
    )


@strawberry.type(description="The ended connection.")
class DisconnectBankPayload(Payload):
    """Answer of `disconnectBank`."""

    connection: BankConnection | None = strawberry.field(default=None, description="The connection.")
    bank_problems: list[str] = strawberry.field(
        default_factory=list, description="Which of its consents may live on at the bank, and why."
    )


async def _sync_banks(info: strawberry.Info[Context], input: SyncBanksInput) -> SyncBanksPayload:  # noqa: A002 the schema's argument name
    keys = [decode_id(text, "BankConnection", "connectionIds") for text in input.connection_ids[:MAX_CONNECTIONS]]
    async with info.context.uow() as uow:
        job_ids = [await request_sync(uow, key) for key in dict.fromkeys(keys)]
    jobs = [await load_job(info, job_id) for job_id in job_ids]
    return SyncBanksPayload(jobs=[job for job in jobs if job is not None])


async def _disconnect_bank(info: strawberry.Info[Context], input: DisconnectBankInput) -> DisconnectBankPayload:  # noqa: A002 the schema's argument name
    key = decode_id(input.connection_id, "BankConnection", "connectionId")
    context = info.context
    ended = await disconnect_bank(context.platform, context.person, key, erase_data=input.erase_data)
    return DisconnectBankPayload(connection=wrap_connection(ended.connection), bank_problems=list(ended.problems))


@strawberry.type
class SyncBanksMutation:
    """Reading and ending connections."""

    sync_banks: SyncBanksPayload = mutation(Permission.BANKS_CONNECT, SyncBanksPayload, "Read connected banks now.")(
        _sync_banks
    )
    disconnect_bank: DisconnectBankPayload = mutation(
        Permission.BANKS_CONNECT, DisconnectBankPayload, "Revoke the consents and end the connection."
    )(_disconnect_bank)

import strawberry

from api.graphql.banking.bank_connection import BankConnection, wrap_connection
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload, UserError
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.banking.connect_bank import Connected, connect_bank, consent_of, refuse_second, take_consent
from core.banking.connections import connection_of
from core.errors import DomainError, UnavailableError


@strawberry.input(description="Which banks, and who the person is there.")
class ConnectBanksInput:
    """Input of `connectBanks`."""

    bank_codes: list[str] = strawberry.field(description="Codes of `banks`, 1 to 20.")
    person_ref: str = strawberry.field(description="The person's id at the banks, as `demo-1` in the sandbox.")


@strawberry.input(description="Which consents to look at again.")
class RefreshConsentsInput:
    """Input of `refreshConsents`."""

    connection_ids: list[strawberry.ID] = strawberry.field(description="The connections.")


@strawberry.type(description="The connections, with the jobs that read those already approved.")
class ConnectBanksPayload(Payload):
    """Answer of `connectBanks` and `refreshConsents`. A bank that refused is in `errors`; the others are connected."""

    connections: list[BankConnection] = strawberry.field(default_factory=list, description="The connections.")
    jobs: list[Job] = strawberry.field(default_factory=list, description="The jobs that read them.")


MAX_BANKS = 20


async def _connect_one(context: Context, code: str, person_ref: str) -> Connected:
    platform = context.platform
    bank = platform.banks.get(code)
    async with context.uow() as uow:
        await refuse_second(uow, bank)
    # The bank is asked outside of any transaction: it may take seconds.
    consent = await platform.bank_feed.request_consent(bank, person_ref)
    async with context.uow() as uow:
        return await connect_bank(uow, bank, person_ref, consent)


async def _connect_banks(info: strawberry.Info[Context], input: ConnectBanksInput) -> ConnectBanksPayload:  # noqa: A002 the schema's argument name
    payload = ConnectBanksPayload()
    for code in dict.fromkeys(input.bank_codes[:MAX_BANKS]):
        try:
            connected = await _connect_one(info.context, code, input.person_ref)
        except UnavailableError:
            raise
        except DomainError as error:
            payload.errors.append(UserError(code=error.code, message=error.message, field="bankCodes"))
            continue
        payload.connections.append(wrap_connection(connected.connection))
        job = await load_job(info, connected.job_id)
        payload.jobs += [job] if job is not None else []
    return payload


async def _refresh_consents(info: strawberry.Info[Context], input: RefreshConsentsInput) -> ConnectBanksPayload:  # noqa: A002 the schema's argument name
    context, platform = info.context, info.context.platform
    payload = ConnectBanksPayload()
    for text in input.connection_ids[:MAX_BANKS]:
        key = decode_id(text, "BankConnection", "connectionIds")
        async with context.read() as read:
            row = await connection_of(read.session, context.person, key)
        bank = platform.banks.get(row.bank_code)
        consent = await platform.bank_feed.read_consent(bank, consent_of(row), row.person_ref)
        async with context.uow() as uow:
            row = await connection_of(uow.session, context.person, key, for_update=True)
            job_id = await take_consent(uow, row, consent)
        payload.connections.append(wrap_connection(row))
        job = await load_job(info, job_id)
        payload.jobs += [job] if job is not None else []
    return payload


@strawberry.type
class ConnectBanksMutation:
    """Connecting banks."""

    connect_banks: ConnectBanksPayload = mutation(
        Permission.SIGNED_IN, ConnectBanksPayload, "Ask banks for consents, and read those that give it at once."
    )(_connect_banks)
    refresh_consents: ConnectBanksPayload = mutation(
        Permission.SIGNED_IN,
        ConnectBanksPayload,
        "Ask whether waiting consents were approved, and read those that were.",
    )(_refresh_consents)

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

import strawberry

from api.graphql.banking.bank_connection import BankConnection, wrap_connection
from api.graphql.context import Context
from api.graphql.declare.node import decode_id
from api.graphql.declare.payload import Payload, UserError
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation
from api.graphql.jobs.job import Job, load_job
from core.banking.ask_for_consents import AskForConsents, ask_for_consents
from core.banking.connect_bank import Connected
from core.banking.connections import connection_of, known_person_ref
from core.banking.consents import open_consents
from core.banking.refresh_consent import refresh_consent
from core.errors import DomainError, UnavailableError
from core.ids import JobId
from core.ports.bank_feed import ConsentKind

T = TypeVar("T")
MAX_BANKS = 20
MAX_CONSENTS = 20
"""Of one connection that are looked at in one request; the clock looks after the rest."""


@strawberry.input(description="Which banks, and who the person is there.")
class ConnectBanksInput:
    """Input of `connectBanks`."""

    bank_codes: list[str] = strawberry.field(description="Codes of `banks`, 1 to 20.")
    person_ref: str | None = strawberry.field(
        default=None,
        description="The person's id at the banks, as `demo-1` in the sandbox; left out for connected ones, to "
        "renew their consent.",
    )
    kinds: list[ConsentKind] = strawberry.field(
        default_factory=lambda: [ConsentKind.ACCOUNT],
        description="What to ask for: ACCOUNT (accounts, movements, cards) and PRODUCT (loans, deposits).",
    )


@strawberry.input(description="Which consents to look at again.")
class RefreshConsentsInput:
    """Input of `refreshConsents`."""

    connection_ids: list[strawberry.ID] = strawberry.field(description="The connections, 1 to 20.")


@strawberry.type(description="The connections, with the jobs that read those already approved.")
class ConnectBanksPayload(Payload):
    """Answer of `connectBanks` and `refreshConsents`. A bank that refused is in `errors`; the others are connected."""

    connections: list[BankConnection] = strawberry.field(default_factory=list, description="The connections.")
    jobs: list[Job] = strawberry.field(default_factory=list, description="The jobs that read them.")


async def _connect_one(context: Context, code: str, input_: ConnectBanksInput) -> Connected:
    bank = context.platform.banks.get(code)
    person_ref = input_.person_ref
    if person_ref is None:
        async with context.read() as read:
            person_ref = await known_person_ref(read, context.person, code)
    command = AskForConsents(bank, person_ref, input_.kinds)
    return await ask_for_consents(context.platform, context.person, command)


async def _refresh_one(context: Context, text: str) -> Connected:
    key = decode_id(text, "BankConnection", "connectionIds")
    async with context.read() as read:
        await connection_of(read.session, context.person, key)
        consents = await open_consents(read.session, context.person, key)
    job_id: JobId | None = None
    for consent in consents[:MAX_CONSENTS]:
        refreshed = await refresh_consent(context.platform, context.person, consent.id)
        job_id = refreshed.job_id or job_id
    async with context.read() as read:
        return Connected(await connection_of(read.session, context.person, key), job_id)


async def _at_once(work: Sequence[Awaitable[T]]) -> list[T | DomainError]:
    """All banks at the same time: one that is slow costs the others nothing. Outages of our own are raised."""
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    settled: list[T | DomainError] = []
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and (
            isinstance(outcome, UnavailableError) or not isinstance(outcome, DomainError)
        ):
            raise outcome
        settled.append(outcome)
    return settled


async def _payload(
    info: strawberry.Info[Context], outcomes: Sequence[Connected | DomainError], field: str
) -> ConnectBanksPayload:
    payload = ConnectBanksPayload()
    for outcome in outcomes:
        if isinstance(outcome, DomainError):
            error = UserError(code=outcome.code, message=outcome.message, field=outcome.field or field)
            payload.errors.append(error)
            continue
        payload.connections.append(wrap_connection(outcome.connection))
        job = await load_job(info, outcome.job_id)
        payload.jobs += [job] if job is not None else []
    return payload


async def _connect_banks(info: strawberry.Info[Context], input: ConnectBanksInput) -> ConnectBanksPayload:  # noqa: A002 the schema's argument name
    codes = list(dict.fromkeys(input.bank_codes))[:MAX_BANKS]
    outcomes = await _at_once([_connect_one(info.context, code, input) for code in codes])
    return await _payload(info, outcomes, "bankCodes")


async def _refresh_consents(info: strawberry.Info[Context], input: RefreshConsentsInput) -> ConnectBanksPayload:  # noqa: A002 the schema's argument name
    ids = list(dict.fromkeys(input.connection_ids))[:MAX_BANKS]
    outcomes = await _at_once([_refresh_one(info.context, text) for text in ids])
    return await _payload(info, outcomes, "connectionIds")


@strawberry.type
class ConnectBanksMutation:
    """Connecting banks."""

    connect_banks: ConnectBanksPayload = mutation(
        Permission.BANKS_CONNECT,
        ConnectBanksPayload,
        "Ask banks for consents, all at once, and read those that give it; also renews a consent that lapses soon.",
    )(_connect_banks)
    refresh_consents: ConnectBanksPayload = mutation(
        Permission.BANKS_CONNECT,
        ConnectBanksPayload,
        "Ask whether waiting consents were approved, and read those that were. After a day one counts as expired.",
    )(_refresh_consents)

from typing import Annotated, Final
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from api.graphql.banking.bank_call import BankCall, wrap_call
from api.graphql.banking.bank_consent import BankConsent, wrap_consent
from api.graphql.banking.statement_import import StatementImport, wrap_import
from api.graphql.compiled.selected import NotCompiledError
from api.graphql.context import Context
from api.graphql.declare.connection import Connection
from api.graphql.declare.listing import WANTED, After, ByTime, First, Listing, by_time, narrowed
from api.graphql.declare.node import decode_id, decode_ids
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import query
from api.graphql.declare.rows import Arguments, RowPages
from core.banking.connections import connection_of
from core.banking.consents import own_consents
from core.banking.models import BankConsentRow, ImportStatus, StatementImportRow
from core.banking.sync_models import BankCallRow
from core.ports.bank_feed import ConsentKind, ConsentStatus
from core.ports.bank_journal import CallOutcome
from core.ports.statement_parser import StatementFormat


@strawberry.input(description="Which consents to show. What is left out is left open.")
class BankConsentFilter:
    """Filter of consents."""

    connection_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of one of these connections."
    )
    kinds: list[ConsentKind] | None = strawberry.field(default=None, description="Of one of these sorts.")
    statuses: list[ConsentStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")


@strawberry.input(description="Which calls to show. What is left out is left open.")
class BankCallFilter:
    """Filter of the status log."""

    connection_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Made for one of these connections."
    )
    bank_codes: list[str] | None = strawberry.field(
        default=None, description="To one of these banks, by `Bank.code`, as `vbank`."
    )
    outcomes: list[CallOutcome] | None = strawberry.field(default=None, description="That ended in one of these ways.")


@strawberry.input(description="Which imports to show. What is left out is left open.")
class StatementImportFilter:
    """Filter of imports."""

    statuses: list[ImportStatus] | None = strawberry.field(default=None, description="Of one of these statuses.")
    formats: list[StatementFormat] | None = strawberry.field(default=None, description="Of one of these formats.")


def _wanted_consents(person: UUID, arguments: Arguments) -> Select[tuple[BankConsentRow]]:
    wanted: BankConsentFilter = arguments.get("filter") or BankConsentFilter()
    row, one = BankConsentRow, arguments.get("connection_id")
    return narrowed(
        own_consents(person),
        (decode_ids([one] if one is not None else None, "BankConnection", "connectionId"), row.connection_id),
        (decode_ids(wanted.connection_ids, "BankConnection", "connectionIds"), row.connection_id),
        (wanted.kinds, row.kind),
        (wanted.statuses, row.status),
    )


def _wanted_calls(person: UUID, arguments: Arguments) -> Select[tuple[BankCallRow]]:
    wanted: BankCallFilter = arguments.get("filter") or BankCallFilter()
    row, one = BankCallRow, arguments.get("connection_id")
    return narrowed(
        select(row).where(row.user_id == person),
        (decode_ids([one] if one is not None else None, "BankConnection", "connectionId"), row.connection_id),
        (decode_ids(wanted.connection_ids, "BankConnection", "connectionIds"), row.connection_id),
        (wanted.bank_codes, row.bank_code),
        (wanted.outcomes, row.outcome),
    )


def _calls_unchecked(person: UUID, arguments: Arguments) -> Select[tuple[BankCallRow]]:
    """Whether a connection that is named alone is the person's is asked by the resolver."""
    if arguments.get("connection_id") is not None:
        raise NotCompiledError("the connection is looked up first")
    return CALLS.rows.statement(person, arguments)


def _wanted_imports(person: UUID, arguments: Arguments) -> Select[tuple[StatementImportRow]]:
    wanted: StatementImportFilter = arguments.get("filter") or StatementImportFilter()
    row = StatementImportRow
    return narrowed(
        select(row).where(row.user_id == person), (wanted.statuses, row.status), (wanted.formats, row.format)
    )


CONSENTS: Final = Listing(_wanted_consents, by_time(BankConsentRow.requested_at, BankConsentRow.id), wrap_consent)
CALLS: Final = Listing(_wanted_calls, by_time(BankCallRow.at, BankCallRow.id), wrap_call)
IMPORTS: Final = Listing(_wanted_imports, by_time(StatementImportRow.created_at, StatementImportRow.id), wrap_import)


async def _consents(
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Annotated[BankConsentFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
    connection_id: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Of this connection.", deprecation_reason="Use `filter.connectionIds`. Removed on 2027-06-01."
        ),
    ] = None,
) -> Connection[BankConsent]:
    return await CONSENTS.page(info, first, after, filter=filter, order_by=order_by, connection_id=connection_id)


async def _bank_status_log(
    info: strawberry.Info[Context],
    *,
    first: First = 20,
    after: After = None,
    filter: Annotated[BankCallFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
    connection_id: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Of this connection.", deprecation_reason="Use `filter.connectionIds`. Removed on 2027-06-01."
        ),
    ] = None,
) -> Connection[BankCall]:
    if connection_id is not None:
        key = decode_id(connection_id, "BankConnection", "connectionId")
        async with info.context.read() as read:
            await connection_of(read.session, info.context.person, key)
    return await CALLS.page(info, first, after, filter=filter, order_by=order_by, connection_id=connection_id)


async def _statement_imports(
    info: strawberry.Info[Context],
    first: First = 20,
    after: After = None,
    filter: Annotated[StatementImportFilter | None, WANTED] = None,  # noqa: A002 the schema's argument name
    order_by: ByTime = None,
) -> Connection[StatementImport]:
    return await IMPORTS.page(info, first, after, filter=filter, order_by=order_by)


@strawberry.type
class BankRecordQueries:
    """Reading what is kept of banks: consents, calls, imports."""

    consents: Connection[BankConsent] = query(
        Permission.BANKS_READ, "The person's consents, ended ones too, newest first.", CONSENTS.rows
    )(_consents)
    bank_status_log: Connection[BankCall] = query(
        Permission.BANKS_READ,
        "Every call that was made to the person's banks in 90 days, newest first.",
        RowPages(_calls_unchecked, CALLS.rows.ordering),
    )(_bank_status_log)
    statement_imports: Connection[StatementImport] = query(
        Permission.STATEMENTS_READ, "Statement files that were sent, newest first.", IMPORTS.rows
    )(_statement_imports)

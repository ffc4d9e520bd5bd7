from dataclasses import replace

import strawberry

from api.graphql.banking.bank_connection import Bank, wrap_bank
from api.graphql.context import Context
from api.graphql.declare.payload import Payload
from api.graphql.declare.permission import Permission
from api.graphql.declare.root import mutation, query
from core.adapters.banks.gost_tls import MISSING, is_gost_available
from core.ports.bank_feed import BankTransport


@strawberry.type(description="Whether this platform can speak TLS with GOST ciphers.")
class GostStatus:
    """The engine's state."""

    is_available: bool = strawberry.field(description="Whether the engine is loaded.")
    problem: str | None = strawberry.field(description="What is missing, and how to add it; null where nothing is.")
    banks: list[Bank] = strawberry.field(description="The banks that ask for it.")


@strawberry.type(description="What was negotiated with a bank.")
class TransportReport:
    """A connection that was tried."""

    transport: BankTransport = strawberry.field(description="What was tried.")
    is_available: bool = strawberry.field(description="Whether it worked.")
    protocol: str | None = strawberry.field(description="As `TLSv1.2`; null where nothing was negotiated.")
    cipher: str | None = strawberry.field(
        description="As `GOST2012-KUZNYECHIK-KUZNYECHIKOMAC`; null where nothing was negotiated."
    )
    problem: str | None = strawberry.field(description="Why it did not work; null where it did.")


@strawberry.input(description="Which bank to try.")
class TestGostConnectionInput:
    """Input of `testGostConnection`."""

    bank_code: str = strawberry.field(description="Code of one of `banks`.")


@strawberry.type(description="What came of the try. That GOST does not work is a report, not an error.")
class TestGostConnectionPayload(Payload):
    """Answer of `testGostConnection`."""

    report: TransportReport | None = strawberry.field(default=None, description="The report.")


async def _gost_status(info: strawberry.Info[Context]) -> GostStatus:
    is_available = is_gost_available()
    banks = [bank for bank in info.context.platform.banks.all() if bank.transport is BankTransport.GOST]
    return GostStatus(
        is_available=is_available,
        problem=None if is_available else MISSING,
        banks=[wrap_bank(bank) for bank in banks],
    )


async def _test_gost_connection(
    info: strawberry.Info[Context],
    input: TestGostConnectionInput,  # noqa: A002 the schema's argument name
) -> TestGostConnectionPayload:
    platform = info.context.platform
    bank = replace(platform.banks.get(input.bank_code), transport=BankTransport.GOST)
    found = await platform.bank_feed.test_transport(bank)
    report = TransportReport(
        transport=found.transport,
        is_available=found.is_available,
        protocol=found.protocol,
        cipher=found.cipher,
        problem=found.problem,
    )
    return TestGostConnectionPayload(report=report)


@strawberry.type
class GostQueries:
    """GOST TLS."""

    gost_status: GostStatus = query(Permission.BANKS_READ, "Whether banks can be reached by GOST TLS from here.")(
        _gost_status
    )


@strawberry.type
class GostMutation:
    """Trying GOST TLS."""

    test_gost_connection: TestGostConnectionPayload = mutation(
        Permission.BANKS_CONNECT,
        TestGostConnectionPayload,
        "Open a connection to a bank by GOST TLS and tell what was negotiated.",
    )(_test_gost_connection)

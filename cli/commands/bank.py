"""`solvent bank …`: a person's banks, from the command line."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from cli.commands.act_for_person import act_for_person, find_person
from cli.commands.invocation import AsJson, Invocation, OfUser, invocation_of
from cli.commands.read_id import read_id
from cli.output import note, print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.banking.models import BankConnectionRow
    from core.banking.replay_payloads import ReplayReport

OfConnection = Annotated[
    str | None, typer.Option("--connection", metavar="ID", help="One connection; all that are open if left out.")
]


def bank_replay(
    context: typer.Context, user: OfUser = None, connection: OfConnection = None, as_json: AsJson = False
) -> None:
    """Make accounts and movements anew from the answers kept of banks. Where nothing was lost, nothing changes."""
    key = read_id(connection, "BankConnection") if connection else None
    for line in asyncio.run(_replay(invocation_of(context), user, key)):
        if as_json:
            print_json(line)
        else:
            print_text(
                f"{line['bank']}: {line['new']} new, {line['duplicate']} known, {line['changed']} changed "
                f"from {line['answers']} answers of {line['syncs']} syncs"
            )


def bank_sync(
    context: typer.Context, user: OfUser = None, connection: OfConnection = None, as_json: AsJson = False
) -> None:
    """Have connected banks read now; the jobs go on by themselves."""
    key = read_id(connection, "BankConnection") if connection else None
    for line in asyncio.run(_sync(invocation_of(context), user, key)):
        if as_json:
            print_json(line)
        else:
            print_text(f"{line['bank']}: job {line['job']}")


def bank_status(context: typer.Context, user: OfUser = None, as_json: AsJson = False) -> None:
    """Show where each connection stands and how old its data are."""
    lines = asyncio.run(_status(invocation_of(context), user))
    if not lines:
        note("No bank is connected.")
    for line in lines:
        if as_json:
            print_json(line)
        else:
            stale = f", stale since {line['stale_since']}: {line['last_error']}" if line["stale_since"] else ""
            print_text(f"{line['bank']}: {line['status']}, read {line['synced_at'] or 'never'}{stale}")


async def _replay(invocation: Invocation, user: str | None, key: UUID | None) -> list[dict[str, Any]]:
    from core.banking.replay_payloads import replay_connection, replay_products, replayable  # noqa: PLC0415 with the platform

    async with open_platform(invocation.data_folder) as platform:
        person = await act_for_person(platform, user, "bank replay")
        reports = []
        for connection in await replayable(platform, person.id, key):
            note(f"Replaying {connection.bank_code} …")
            reports.append(_report(await replay_connection(platform, person.id, connection)))
        await replay_products(platform)
        return reports


def _report(report: "ReplayReport") -> dict[str, Any]:
    return {
        "connection": str(report.connection.id),
        "bank": report.connection.bank_code,
        "syncs": report.syncs,
        "answers": report.answers,
        "new": report.counts.new,
        "duplicate": report.counts.duplicate,
        "changed": report.counts.changed,
        "suspicious": report.counts.suspicious,
    }


async def _sync(invocation: Invocation, user: str | None, key: UUID | None) -> list[dict[str, Any]]:
    from core.banking.replay_payloads import replayable  # noqa: PLC0415 loaded with the platform
    from core.banking.request_sync import request_sync  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform:
        person = await act_for_person(platform, user, "bank sync")
        lines = []
        for connection in await replayable(platform, person.id, key):
            async with platform.database.unit_of_work(person.id) as uow:
                job_id = await request_sync(uow, connection.id)
            lines.append({"connection": str(connection.id), "bank": connection.bank_code, "job": str(job_id)})
        return lines


async def _status(invocation: Invocation, user: str | None) -> list[dict[str, Any]]:
    from core.banking.connections import own_connections  # noqa: PLC0415 loaded with the platform
    from core.banking.models import BankConnectionRow  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform:
        person = await find_person(platform, user)
        async with platform.database.read(person.id) as read:
            rows = (await read.session.execute(own_connections(person.id).order_by(BankConnectionRow.id))).scalars()
            return [_shown(row) for row in rows]


def _shown(row: "BankConnectionRow") -> dict[str, Any]:
    return {
        "connection": str(row.id),
        "bank": row.bank_code,
        "status": row.status.value,
        "synced_at": row.synced_at.isoformat() if row.synced_at else None,
        "stale_since": row.stale_since.isoformat() if row.stale_since else None,
        "last_error": row.last_error,
        "next_sync_at": row.next_sync_at.isoformat() if row.next_sync_at else None,
    }

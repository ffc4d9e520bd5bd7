import asyncio
from typing import TYPE_CHECKING

import typer

from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import print_error, print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.audit.verify_chain import ChainReport

_BROKEN = 2


def audit_verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that every person's history is what was written. Exit code 2 where one is not."""
    report = asyncio.run(_verify(invocation_of(context)))
    breaks = [
        {
            "user_id": str(found.user_id),
            "sequence": found.sequence,
            "entry_id": str(found.entry_id) if found.entry_id else None,
            "reason": found.reason,
        }
        for found in report.breaks
    ]
    if as_json:
        print_json({"people": report.people, "entries": report.entries, "unsealed": report.unsealed, "breaks": breaks})
    else:
        print_text(f"{report.entries} entries of {report.people} people checked, {len(breaks)} histories broken.")
    for found in breaks:
        entry = f" ({found['entry_id']})" if found["entry_id"] else ""
        print_error(f"history of {found['user_id']}: entry {found['sequence']}{entry} {_told(found['reason'])}")
    if breaks:
        raise typer.Exit(_BROKEN)


def _told(reason: object) -> str:
    return "is missing" if reason == "an entry is missing" else str(reason)


async def _verify(invocation: Invocation) -> "ChainReport":
    from core.audit.verify_chain import verify_histories  # noqa: PLC0415 loaded with the platform

    async with open_platform(invocation.data_folder) as platform:
        return await verify_histories(platform.database)

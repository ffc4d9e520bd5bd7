import asyncio
from typing import TYPE_CHECKING

import typer

from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.ids import JobId
    from core.jobs.message import JobMessage


def privacy_erase_due(context: typer.Context, as_json: AsJson = False) -> None:
    """Shut the accounts whose grace period is over now, and not at the next full hour; they are erased by jobs."""
    from core.privacy.messages import EraseDue  # noqa: PLC0415 loaded with the platform

    _tell(asyncio.run(_enqueue(invocation_of(context), EraseDue())), as_json=as_json)


def privacy_seal(context: typer.Context, as_json: AsJson = False) -> None:
    """Seal what was written before its column was sealed. The scheduler asks for it once after an upgrade by itself."""
    from core.privacy.messages import SealOldValues  # noqa: PLC0415 as above

    _tell(asyncio.run(_enqueue(invocation_of(context), SealOldValues())), as_json=as_json)


def _tell(job: "JobId | None", *, as_json: bool) -> None:
    if as_json:
        print_json({"job": str(job)})
    else:
        print_text(f"job {job}: solvent jobs show {job}")


async def _enqueue(invocation: Invocation, message: "JobMessage") -> "JobId | None":
    from core.jobs.enqueue import enqueue  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform, platform.database.system_unit_of_work() as uow:
        return await enqueue(uow, message)

from uuid import UUID

import pytest

from core.adapters.wiring import Platform
from core.jobs.models import JobRow
from tests.cli.commands.conftest import SolventHere


@pytest.mark.parametrize(("command", "name"), [("erase-due", "privacy.erase_due"), ("seal", "privacy.seal_old_values")])
async def test_the_platforms_own_job_is_asked_for(
    solvent_here: SolventHere, platform: Platform, command: str, name: str
) -> None:
    told = await solvent_here("privacy", command, "--json")
    async with platform.database.read_system() as read:
        job = await read.session.get_one(JobRow, UUID(told.lines[0]["job"]))
    assert (job.user_id, job.name, job.payload) == (None, name, {})

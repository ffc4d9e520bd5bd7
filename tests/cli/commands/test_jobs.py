from uuid import UUID

import pytest
from sqlalchemy import update

from core.accounts.messages import CategoriseTransactions
from core.adapters.wiring import Platform
from core.audit.messages import VerifyHistories
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from tests.cli.commands.conftest import SolventHere
from tests.support.histories import history_of
from tests.support.people import Person


@pytest.fixture
async def job(platform: Platform, person: Person) -> UUID:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        made = await enqueue(uow, CategoriseTransactions())
    assert made is not None
    return made


async def _kill(platform: Platform, job: UUID) -> None:
    values = {"state": JobState.DEAD, "attempts": 5, "error_code": "INTERNAL", "error_message": "It broke."}
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).where(JobRow.id == job).values(**values))


async def test_jobs_are_listed_by_person_and_state(solvent_here: SolventHere, person: Person, job: UUID) -> None:
    mine = await solvent_here("jobs", "--user", person.email, "--json")
    assert [(line["id"], line["name"], line["state"]) for line in mine.lines] == [
        (str(job), "accounts.categorise_transactions", "queued")
    ]
    assert (await solvent_here("jobs", "--user", person.email, "--state", "dead", "--json")).out == ""
    assert (await solvent_here("jobs", "--user", person.email)).out.splitlines()[1].split()[:3] == [
        str(job),
        "accounts.categorise_transactions",
        "queued",
    ]


async def test_a_dead_job_is_tried_again_with_all_its_attempts(
    solvent_here: SolventHere, platform: Platform, person: Person, job: UUID
) -> None:
    assert (await solvent_here("jobs", "retry", job)).code == 2
    await _kill(platform, job)
    shown = (await solvent_here("jobs", "show", job, "--json")).lines[0]
    assert (shown["state"], shown["error"]) == ("dead", {"code": "INTERNAL", "message": "It broke."})
    again = (await solvent_here("jobs", "retry", job, "--json")).lines[0]
    assert (again["state"], again["attempts"], again["error"]) == ("queued", 0, None)
    history = await history_of(platform, person.user_id)
    assert [(entry.action, entry.actor_id) for entry in history] == [("job.retried", None)]


async def test_a_job_is_cancelled_once_it_is_visited(solvent_here: SolventHere, job: UUID) -> None:
    asked = await solvent_here("jobs", "cancel", job, "--json")
    assert asked.code == 0
    assert asked.lines[0]["cancelling"] is True


async def test_the_platforms_own_work_is_not_cancelled(solvent_here: SolventHere, platform: Platform) -> None:
    async with platform.database.system_unit_of_work() as uow:
        job = await enqueue(uow, VerifyHistories())
    asked = await solvent_here("jobs", "cancel", job)
    assert asked.code == 2
    assert "platform's own work" in asked.err
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).where(JobRow.id == job).values(state=JobState.CANCELLED))


@pytest.mark.parametrize("verb", ["show", "cancel", "retry"])
async def test_unknown_jobs_are_refused(solvent_here: SolventHere, verb: str) -> None:
    unknown = await solvent_here("jobs", verb, "019aa000-0000-7000-8000-000000000000")
    assert unknown.code == 2
    assert "There is no job" in unknown.err
    assert (await solvent_here("jobs", verb, "not-an-id")).code == 2


async def test_an_unknown_state_is_refused(solvent_here: SolventHere) -> None:
    asked = await solvent_here("jobs", "--state", "sleeping")
    assert asked.code == 2
    assert asked.err == "error: 'sleeping' is no state: queued, running, done, dead, cancelled.\n"

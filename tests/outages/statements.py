"""A statement on its way: sent, waiting as a job, tried by the code that a worker runs."""

from typing import Any

from sqlalchemy import select

from core.adapters.wiring import Platform
from core.jobs.models import JobRow, JobState
from core.jobs.run_job import run_job
from tests.support.files import send_file
from tests.support.jobs import Handlers
from tests.support.people import Person

STATEMENT = b"Date;Amount;Currency;Description\n01.02.2026;-100,00;RUB;Coffee\n"
IMPORT = "query($id: ID!) { node(id: $id) { ... on StatementImport { status errorCode linesNew } } }"
JOBS = "{ jobs { edges { node { id } } } }"
DONE = {"status": "DONE", "errorCode": None, "linesNew": 1}


async def send_statement(person: Person) -> str:
    """A mutation that enqueues; the import's id."""
    payload = await send_file(person, "STATEMENT", "a.csv", STATEMENT)
    assert payload["job"]["name"] == "banking.import_statement"
    imported: str = payload["statementImport"]["id"]
    return imported


async def shown(person: Person, import_id: str) -> dict[str, Any]:
    node: dict[str, Any] = (await person.ask(IMPORT, id=import_id))["node"]
    return node


async def shown_job(person: Person) -> str:
    """The GraphQL id of the person's oldest job."""
    shown_id: str = (await person.ask(JOBS))["jobs"]["edges"][-1]["node"]["id"]
    return shown_id


async def first_job(platform: Platform, person: Person) -> JobRow:
    """The person's oldest job: the one that reads what they sent."""
    async with platform.database.read_system() as read:
        jobs = select(JobRow).where(JobRow.user_id == person.user_id).order_by(JobRow.created_at).limit(1)
        return (await read.session.execute(jobs)).scalar_one()


async def attempt(platform: Platform, handlers: Handlers, job: JobRow) -> JobState | None:
    return await run_job(platform.database, platform.events, handlers, platform.settings.jobs, job.id)

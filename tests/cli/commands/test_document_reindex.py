from uuid import UUID

from sqlalchemy import select

from core.adapters.wiring import Platform
from core.jobs.models import JobRow
from ml.embeddings.hashed import VERSION
from tests.cli.commands.conftest import SolventHere
from tests.support.histories import history_of
from tests.support.people import Person


async def _job(platform: Platform, job: str) -> JobRow:
    async with platform.database.read_system() as read:
        return (await read.session.execute(select(JobRow).where(JobRow.id == UUID(job)))).scalar_one()


async def test_one_persons_documents_are_indexed_again_on_record(
    solvent_here: SolventHere, platform: Platform, person: Person
) -> None:
    told = await solvent_here("document", "reindex", "--user", person.email, "--all", "--json")
    job = await _job(platform, told.lines[0]["job"])
    assert (job.user_id, job.name, job.payload) == (person.user_id, "documents.index_documents_again", {"every": True})
    assert "operator.acted" in [entry.action for entry in await history_of(platform, person.user_id)]


async def test_everybodys_old_vectors_are_looked_for_again(solvent_here: SolventHere, platform: Platform) -> None:
    told = await solvent_here("document", "reindex", "--json")
    job = await _job(platform, told.lines[0]["job"])
    assert (job.user_id, job.name, job.payload) == (
        None,
        "documents.find_old_vectors",
        {"embedder": VERSION, "again": True},
    )


async def test_all_documents_of_everybody_at_once_are_refused(solvent_here: SolventHere) -> None:
    assert (await solvent_here("document", "reindex", "--all")).code == 2

from pathlib import Path

from sqlalchemy import select

from core.adapters.wiring import Platform
from core.jobs.cancel_job import cancel_job
from core.jobs.models import JobRow, JobState
from tests.cli.commands.conftest import SolventHere, WithWorker
from tests.fixtures.statements.generate import write_statement
from tests.support.histories import history_of
from tests.support.people import Person


async def _actions(platform: Platform, person: Person) -> list[str]:
    return [entry.action for entry in await history_of(platform, person.user_id)]


async def test_new_and_duplicate_lines_are_counted(
    solvent_here: SolventHere, with_worker: WithWorker, platform: Platform, person: Person, tmp_path: Path
) -> None:
    file, bad = tmp_path / "may.ofx", tmp_path / "empty.csv"
    file.write_bytes(write_statement("ofx2", 20, seed=5))
    bad.write_bytes(b"\n\n")
    command = solvent_here("statement", "import", file, bad, file, "--user", person.email.upper(), "--json")
    asked = await with_worker(person, command)
    first, refused, again = asked.lines
    assert asked.code == 2
    counts = ("lines", "new", "duplicate", "changed", "suspicious")
    assert [first[name] for name in counts] == [20, 20, 0, 0, 0]
    assert [again[name] for name in counts] == [20, 0, 20, 0, 0]
    assert (first["file"], first["format"]) == (str(file), "ofx")
    assert refused == {
        "file": str(bad),
        "error": {"code": "EMPTY_FILE", "line": None, "message": "The file is empty."},
    }
    actions = await _actions(platform, person)
    assert actions[0] == "operator.acted"
    assert actions.count("statement.imported") == 2


async def test_a_file_that_no_upload_would_take_is_refused_unsent(
    solvent_here: SolventHere, person: Person, tmp_path: Path
) -> None:
    empty = tmp_path / "nothing.csv"
    empty.write_bytes(b"")
    asked = await solvent_here("statement", "import", empty, tmp_path / "no.csv", "--user", person.email, "--json")
    assert asked.code == 2
    assert [line["error"]["code"] for line in asked.lines] == ["UPLOAD_EMPTY", "FILE_MISSING"]


async def test_without_a_worker_the_wait_ends_and_the_job_stays(
    solvent_here: SolventHere, platform: Platform, person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "may.csv"
    file.write_bytes(write_statement("csv_en", 3, seed=5))
    asked = await solvent_here("statement", "import", file, "--user", person.email, "--wait", "0.3", "--json")
    assert asked.code == 2
    assert asked.lines[0]["error"]["code"] == "NO_WORKER"
    assert "solvent worker" in asked.lines[0]["error"]["message"]
    async with platform.database.read_system() as read:
        statement = select(JobRow.state).where(JobRow.user_id == person.user_id)
        assert (await read.session.execute(statement)).scalars().all() == [JobState.QUEUED]


async def test_a_cancelled_import_is_reported(
    solvent_here: SolventHere, with_worker: WithWorker, platform: Platform, person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "may.csv"
    file.write_bytes(write_statement("csv_en", 3, seed=5))
    await solvent_here("statement", "import", file, "--user", person.email, "--wait", "0")
    async with platform.database.read_system() as read:
        job = (await read.session.execute(select(JobRow).where(JobRow.user_id == person.user_id))).scalar_one()
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await cancel_job(uow, job.id)
    asked = await with_worker(person, solvent_here("jobs", "show", job.id, "--json"))
    asked = await solvent_here("jobs", "show", job.id, "--json")
    assert asked.lines[0]["state"] == "cancelled"


async def test_a_stranger_has_no_books(solvent_here: SolventHere, tmp_path: Path) -> None:
    asked = await solvent_here("statement", "import", tmp_path / "a.csv", "--user", "nobody@example.com")
    assert (asked.code, asked.err) == (2, "error: There is no person with the address nobody@example.com.\n")


async def test_somebody_must_be_named_where_there_is_no_demo_person(solvent_here: SolventHere, tmp_path: Path) -> None:
    asked = await solvent_here("statement", "import", tmp_path / "a.csv")
    assert asked.code == 2
    assert "--user" in asked.err


async def test_an_account_of_nobody_is_refused(solvent_here: SolventHere, person: Person, tmp_path: Path) -> None:
    file = tmp_path / "may.csv"
    file.write_bytes(write_statement("csv_en", 3, seed=5))
    unknown = "019aa000-0000-7000-8000-000000000000"
    line = ("statement", "import", file, "--user", person.email, "--json", "--account")
    assert (await solvent_here(*line, unknown)).lines[0]["error"]["code"] == "NOT_FOUND"
    assert (await solvent_here(*line, "Zm9v")).code == 2

"""The storage folder away, full, damaged: a file is wholly stored or not at all, and the person is told which."""

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from core.notifications.messages import HandOverNotices
from tests.outages.servers import health, until
from tests.outages.statements import DONE, STATEMENT, attempt, first_job, send_statement, shown
from tests.support.files import COMPLETE, announce, complete, put, send_file
from tests.support.jobs import Handlers
from tests.support.people import Person

DOCUMENT = "query($id: ID!) { node(id: $id) { ... on Document { status errorCode } } }"
JOBS = "{ jobs { edges { node { name state errorCode attempts } } } }"


@contextmanager
def unusable(storage: Path) -> Iterator[None]:
    """Root writes into read-only folders as well, but nobody writes into a folder that is a file."""
    aside = storage.with_name("storage-aside")
    storage.mkdir(exist_ok=True)
    storage.rename(aside)
    storage.write_bytes(b"")
    try:
        yield
    finally:
        storage.unlink()
        aside.rename(storage)


@contextmanager
def full(size: int) -> Iterator[None]:
    """No file of this process can grow beyond `size`: a write fails after its first part, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def put_refusal(person: Person, upload: dict[str, Any], content: bytes) -> tuple[int, str]:
    headers = {header["name"]: header["value"] for header in upload["headers"]}
    answer = await person.client.put(upload["url"], content=content, headers=headers)
    code: str = answer.json()["code"]
    return answer.status_code, code


async def jobs_of(person: Person) -> list[tuple[str, str, str | None]]:
    """But for those that tell the person of a failure."""
    jobs = [edge["node"] for edge in (await person.ask(JOBS))["jobs"]["edges"]]
    return [(job["name"], job["state"], job["errorCode"]) for job in jobs if job["name"] != HandOverNotices.name]


def files_in(storage: Path) -> set[Path]:
    return {path for path in storage.rglob("*") if path.is_file() and path.name != ".ready"}


async def test_while_the_folder_is_unusable_each_step_says_so_and_the_same_upload_goes_on_after(
    client: httpx.AsyncClient, person: Person, platform: Platform, handlers: Handlers, storage: Path
) -> None:
    with unusable(storage):
        announced = await announce(person, "STATEMENT", "a.csv", len(STATEMENT))
        assert announced["errors"] == []
        upload = announced["upload"]
        assert await put_refusal(person, upload, STATEMENT) == (503, "STORAGE_UNAVAILABLE")
        body = await person.send(COMPLETE, i={"uploadId": upload["id"]})
        assert (body["data"], body["errors"][0]["extensions"]) == (None, {"code": "STORAGE_UNAVAILABLE"})
        assert await health(client) == (503, {"storage": "StorageUnavailableError"})
        assert await jobs_of(person) == []
    assert await health(client) == (200, {})
    assert await put(person, upload, STATEMENT) == 200
    payload = await complete(person, upload["id"])
    assert await attempt(platform, handlers, await first_job(platform, person)) is JobState.DONE
    assert await shown(person, payload["statementImport"]["id"]) == DONE


async def test_a_folder_that_was_taken_away_is_made_anew(person: Person, storage: Path) -> None:
    upload = (await announce(person, "STATEMENT", "a.csv", len(STATEMENT)))["upload"]
    shutil.rmtree(storage, ignore_errors=True)
    assert [error["code"] for error in (await complete(person, upload["id"]))["errors"]] == ["UPLOAD_MISSING"]
    assert await put(person, upload, STATEMENT) == 200
    assert (await complete(person, upload["id"]))["errors"] == []


async def test_of_a_file_that_does_not_fit_nothing_is_kept(person: Person, storage: Path) -> None:
    content = b"0123456789abcdef" * 65536
    before = files_in(storage)
    upload = (await announce(person, "STATEMENT", "big.csv", len(content)))["upload"]
    with full(len(content) // 2):
        assert await put_refusal(person, upload, content) == (503, "STORAGE_UNAVAILABLE")
    assert files_in(storage) == before
    assert [error["code"] for error in (await complete(person, upload["id"]))["errors"]] == ["UPLOAD_MISSING"]
    assert await put(person, upload, content) == 200
    assert len(files_in(storage) - before) == 1


async def test_a_statement_that_vanished_before_its_job_is_a_failure_with_a_name(
    person: Person, platform: Platform, handlers: Handlers, storage: Path
) -> None:
    before = files_in(storage)
    key = await send_statement(person)
    (stored,) = files_in(storage) - before
    stored.unlink()
    assert await attempt(platform, handlers, await first_job(platform, person)) is JobState.DEAD
    assert await shown(person, key) == {"status": "FAILED", "errorCode": "FILE_MISSING", "linesNew": 0}
    assert await jobs_of(person) == [("banking.import_statement", "DEAD", "FILE_MISSING")]


async def test_a_document_that_vanished_before_its_job_is_a_failure_with_a_name(
    person: Person, platform: Platform, handlers: Handlers, storage: Path
) -> None:
    before = files_in(storage)
    key = (await send_file(person, "DOCUMENT", "a.pdf", b"%PDF-"))["document"]["id"]
    (stored,) = files_in(storage) - before
    stored.unlink()
    assert await attempt(platform, handlers, await first_job(platform, person)) is JobState.DEAD
    assert (await person.ask(DOCUMENT, id=key))["node"] == {"status": "FAILED", "errorCode": "FILE_MISSING"}
    assert await jobs_of(person) == [("documents.read_document", "DEAD", "FILE_MISSING")]


async def test_half_a_stored_file_is_never_read(
    person: Person, platform: Platform, handlers: Handlers, storage: Path
) -> None:
    before = files_in(storage)
    key = await send_statement(person)
    (stored,) = files_in(storage) - before
    stored.write_bytes(stored.read_bytes()[:-20])
    await tried_to_the_end(platform, handlers, person)
    assert await shown(person, key) == {"status": "FAILED", "errorCode": "STORAGE_UNAVAILABLE", "linesNew": 0}
    assert await jobs_of(person) == [("banking.import_statement", "DEAD", "STORAGE_UNAVAILABLE")]


async def test_a_job_waits_for_the_storage_and_is_then_done(
    person: Person, platform: Platform, handlers: Handlers, storage: Path
) -> None:
    key = await send_statement(person)
    with unusable(storage):
        assert await attempt(platform, handlers, await first_job(platform, person)) is JobState.QUEUED
        assert await jobs_of(person) == [("banking.import_statement", "QUEUED", "STORAGE_UNAVAILABLE")]
        assert (await shown(person, key))["status"] == "QUEUED"
    await tried_to_the_end(platform, handlers, person)
    assert await shown(person, key) == DONE


async def tried_to_the_end(platform: Platform, handlers: Handlers, person: Person) -> None:
    """All tries of a person's first job, which these settings let follow one another at once."""

    async def is_over() -> bool:
        job = await first_job(platform, person)
        await attempt(platform, handlers, job)
        return job.state in {JobState.DONE, JobState.DEAD}

    await until(is_over)

"""Workers are killed while they erase an account or bring an archive in: whole in the end, or as if it never began."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from api.app import create_app
from core.adapters.wiring import Platform, build_platform
from tests.chaos.stack import Stack, send_signal
from tests.conftest import Services
from tests.integration.test_privacy_deletion import ask_to_leave, shut, traces
from tests.integration.test_privacy_export import IMPORT, canonical, export, fill_books, newest_upload
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person, make_person
from tests.support.trained_model import lend_trained_model
from workers.handlers import bind_handlers
from workers.runtime import Tools

pytestmark = pytest.mark.chaos
OWNERS_FILES = 6
"""Two statements, a paper, a report with its workbook, and an archive."""
IMPORTED_FILES = 3
"""The statements and the paper: what was made of the books is not brought back."""
WAITS = """SELECT 1 FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND application_name LIKE 'solvent-worker%' AND starts_with(query, $1)"""


@asynccontextmanager
async def in_process(stack: Stack) -> AsyncIterator[tuple[Platform, httpx.AsyncClient, Handlers]]:
    """The API, and jobs in which nobody is killed, in this process."""
    platform = build_platform(stack.settings, process="chaos")
    transport = httpx.ASGITransport(create_app(stack.settings, platform))
    try:
        async with httpx.AsyncClient(transport=transport, base_url=stack.settings.public_url) as client:
            yield platform, client, bind_handlers(Tools(platform))
    finally:
        await platform.close()


@contextmanager
def holding(stack: Stack, statement: str, *values: object) -> Iterator[None]:
    """Keep others from going on where the statement locks, until the block ends: no time decides where they stand."""
    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(asyncpg.connect(stack.postgres.url, timeout=10))
    try:
        loop.run_until_complete(connection.execute("BEGIN"))
        loop.run_until_complete(connection.fetch(statement, *values))
        yield
    finally:
        loop.run_until_complete(connection.close())
        loop.close()


def start_worker(stack: Stack) -> None:
    """One that is killed once after the third file it removes, and once after the second that it stores."""
    if "worker" in stack.processes:
        stack.relaunch("worker")
    else:
        stack.start_relay(SOLVENT_JOBS__REPUBLISH_AFTER_SECONDS="1")
        stack.start_worker("worker", CHAOS_DIES_AT="delete 3,upload 2")
    stack.wait_ready()


def kill_where_it_waits(stack: Stack, query: str) -> None:
    """SIGKILL to the processes that do jobs; the one above them starts others. Leases would run out: now, not soon."""
    stack.wait(lambda: bool(stack.sql(WAITS, query)), f"a worker waits in {query!r}", 30)
    for pid in stack.children("worker"):
        send_signal(pid, signal.SIGKILL)
    stack.sql("UPDATE jobs SET lease_until = now() WHERE state = 'running'")


def count(stack: Stack, table: str, person: UUID) -> int:
    found = stack.sql(f"SELECT count(*) AS n FROM {table} WHERE user_id = $1", person)  # noqa: S608 tables' names of ours
    return int(found[0]["n"])


def stored(stack: Stack) -> set[Path]:
    return {path for path in (stack.settings.data_folder / "storage").rglob("*") if path.is_file()}


def died_at(stack: Stack, kind: str) -> bool:
    return (stack.settings.data_folder / f"died-at-{kind}").exists()


@dataclass
class Books:
    """Somebody's books. They are about to be erased, and somebody else is about to bring an archive of them in."""

    stack: Stack
    owner: Person
    erasure: UUID
    """The job that is to erase them, once it is due."""
    newcomer: Person
    archive: bytes
    upload: str
    """The archive among the newcomer's uploads."""


async def _make_books(stack: Stack) -> Books:
    async with in_process(stack) as (platform, client, handlers):
        owner, newcomer = await make_person(platform, client), await make_person(platform, client)
        before = stored(stack)
        await fill_books(owner, platform, handlers)
        archive = await export(owner, platform, handlers)
        assert len(stored(stack) - before) == OWNERS_FILES
        await ask_to_leave(owner, platform)
        erasure = await shut(owner, platform, handlers)
        await send_file(newcomer, "ARCHIVE", "solvent.zip", archive)
        upload = await newest_upload(newcomer, platform)
    return Books(stack, owner, erasure, newcomer, archive, upload)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """Made once: what one test does is nothing to the other."""
    with Stack(tmp_path_factory.mktemp("privacy")) as stack:
        lend_trained_model(stack.settings.data_folder)
        made = asyncio.run(_make_books(stack))
        start_worker(stack)
        yield made


async def _traces(stack: Stack, words: list[str]) -> list[str]:
    async with in_process(stack) as (platform, _, _):
        return await traces(Services(stack.postgres.url, stack.redis.url), platform, words)


def test_an_erasure_whose_workers_are_killed_leaves_nothing_of_the_person(books: Books) -> None:
    stack, person = books.stack, books.owner.user_id
    assert person is not None
    with holding(stack, "SELECT 1 FROM transactions WHERE user_id = $1 LIMIT 1 FOR UPDATE", person):
        files = len(stored(stack))
        stack.sql("UPDATE jobs SET run_at = now() WHERE id = $1", books.erasure)
        kill_where_it_waits(stack, "DELETE FROM transactions ")
        assert died_at(stack, "delete")  # before that, among the files
        assert len(stored(stack)) == files - OWNERS_FILES
        assert count(stack, "person_keys", person) == 0
        assert count(stack, "transactions", person) > 0
    stack.wait(lambda: stack.jobs("privacy.erase_account")[books.erasure] == "done", "the erasure is done", 30)
    assert asyncio.run(_traces(stack, [str(person), books.owner.email])) == []
    assert len(stored(stack)) == files - OWNERS_FILES
    (erasure,) = stack.sql("SELECT user_id, erased_at IS NOT NULL AS is_erased FROM account_erasures")
    assert tuple(erasure) == (None, True)
    stubs = [row["sequence"] for row in stack.sql("SELECT sequence FROM history_stubs ORDER BY sequence")]
    assert stubs == list(range(1, len(stubs) + 1))
    assert len(stubs) > 5


async def _ask_to_import(books: Books) -> None:
    async with in_process(books.stack) as (_, client, _):
        newcomer = Person(client, books.newcomer.token)
        asked = (await newcomer.ask(IMPORT, i={"uploadId": books.upload}))["importMyData"]
    assert asked["errors"] == []


async def _export_again(books: Books) -> bytes:
    async with in_process(books.stack) as (platform, client, handlers):
        newcomer = Person(client, books.newcomer.token, books.newcomer.user_id)
        await do_jobs(platform, handlers, newcomer.user_id)
        return await export(newcomer, platform, handlers)


def test_an_import_whose_workers_are_killed_comes_in_whole_and_once(books: Books) -> None:
    stack, person = books.stack, books.newcomer.user_id
    assert person is not None
    with holding(stack, "LOCK TABLE planned_items IN SHARE MODE"):
        files = len(stored(stack))
        asyncio.run(_ask_to_import(books))
        kill_where_it_waits(stack, "INSERT INTO planned_items ")
        assert died_at(stack, "upload")  # before that, among the files
    for table in ("accounts", "transactions", "documents", "categories", "planned_items"):
        assert count(stack, table, person) == 0, table
    assert len(stored(stack)) == files + IMPORTED_FILES
    stack.wait(lambda: set(stack.jobs("privacy.import_data").values()) == {"done"}, "the archive is in", 30)
    assert len(stored(stack)) == files + IMPORTED_FILES  # the next attempts wrote them to the same places
    stack.kill_group("worker")  # what follows is done in this process
    assert canonical(asyncio.run(_export_again(books))) == canonical(books.archive)
    told = stack.sql("SELECT count(*) AS n FROM audit_entries WHERE user_id = $1 AND action = 'data.imported'", person)
    assert told[0]["n"] == 1

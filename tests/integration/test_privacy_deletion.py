"""Deleting an account: a time to think, then nothing is left of it but what the law keeps."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from core.adapters.wiring import Platform
from core.db.sealing import opened_keys
from core.identity.models import SessionRow, UserRow
from core.identity.session import Device
from core.identity.sign_in import SignIn, sign_in
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.jobs.run_job import run_job
from core.privacy.messages import EraseAccount, EraseDue
from core.privacy.models import AccountErasureRow, HistoryStubRow
from tests.conftest import Services
from tests.fixtures.statements.generate import write_statement
from tests.integration.test_privacy_export import export, fill_books
from tests.support.files import send_file
from tests.support.histories import history_of
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

DELETE = """mutation($i: DeleteMyAccountInput!) { deleteMyAccount(input: $i) {
  deletion { requestedAt dueAt } errors { code } } }"""
KEEP = "mutation { keepMyAccount { errors { code } } }"
COMING = "query Q { accountDeletion { dueAt } }"
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""


async def ask_to_leave(person: Person, platform: Platform) -> None:
    assert (await person.ask(DELETE, i={}))["deleteMyAccount"]["errors"] == []
    async with platform.database.system_unit_of_work() as uow:
        mine = update(AccountErasureRow).where(AccountErasureRow.user_id == person.user_id)
        await uow.session.execute(mine.values(due_at=platform.clock.now()))


async def shut(person: Person, platform: Platform, handlers: Handlers) -> UUID:
    """What is due is shut; the id of the job that will erase it."""
    async with platform.database.read_system() as read:
        wish = select(AccountErasureRow.id).where(AccountErasureRow.user_id == person.user_id)
        erasure = (await read.session.execute(wish)).scalar_one()
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, EraseDue())
    await do_system_jobs(platform, handlers)
    async with platform.database.read_system() as read:
        jobs = await read.session.execute(
            select(JobRow).where(JobRow.name == EraseAccount.name, JobRow.payload["erasure_id"].astext == str(erasure))
        )
        job = jobs.scalar_one()
    assert (job.user_id, job.state) == (None, JobState.QUEUED)
    assert job.run_at > platform.clock.now() + timedelta(minutes=30)  # what was handed out runs out first
    return job.id


async def erase(platform: Platform, handlers: Handlers, job: UUID) -> JobState | None:
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(JobRow).where(JobRow.id == job).values(run_at=func.now()))
    return await run_job(platform.database, platform.events, handlers, platform.settings.jobs, job)


def mails_to(person: Person, mailbox: Path) -> list[str]:
    return [text for text in (path.read_text() for path in mailbox.glob("*.eml")) if person.email in text]


async def traces(services: Services, platform: Platform, words: list[str]) -> list[str]:
    """Where any of these words still stands: any column of any table, any stored file, any Redis key."""
    found = []
    connection = await asyncpg.connect(services.owner_url)
    try:
        for table, column in await connection.fetch(COLUMNS):
            for word in words:
                asked = f'SELECT count(*) FROM "{table}" WHERE strpos("{column}"::text, $1) > 0'  # noqa: S608 the catalogue's own names
                if await connection.fetchval(asked, word):
                    found.append(f"{table}.{column}")
    finally:
        await connection.close()
    files = [path for path in (platform.settings.data_folder / "storage").rglob("*") if path.is_file()]
    found += ["a stored file" for path in files if any(word.encode() in path.read_bytes() for word in words)]
    redis: Redis = Redis.from_url(services.redis_url)
    keys = [key.decode() async for key in redis.scan_iter(count=1000)]
    await redis.aclose()
    return found + [key for key in keys if any(word in key for word in words)]


async def test_nothing_of_an_erased_person_is_left(
    services: Services,
    platform: Platform,
    handlers: Handlers,
    person: Person,
    another: Callable[[], Awaitable[Person]],
) -> None:
    neighbour = await another()
    await fill_books(person, platform, handlers)
    await send_file(neighbour, "STATEMENT", "a.csv", write_statement("csv_ru", 5, 1))
    await do_jobs(platform, handlers, neighbour.user_id)
    await export(person, platform, handlers)
    words = [str(person.user_id), person.email]
    theirs = [str(neighbour.user_id)]
    assert {"accounts.user_id", "users.email", "a stored file"} <= set(await traces(services, platform, words))
    untouched = await traces(services, platform, theirs)
    history = len(await history_of(platform, person.user_id))
    await ask_to_leave(person, platform)
    job = await shut(person, platform, handlers)
    assert await erase(platform, handlers, job) is JobState.DONE
    assert await traces(services, platform, words) == []
    assert opened_keys.kept(UUID(words[0])) is None
    assert await traces(services, platform, theirs) == untouched

    async with platform.database.read_system() as read:
        job_row = await read.session.get_one(JobRow, job)
        erasure = await read.session.get_one(AccountErasureRow, UUID(job_row.payload["erasure_id"]))
        stubs = (
            (
                await read.session.execute(
                    select(HistoryStubRow)
                    .where(HistoryStubRow.erasure_id == erasure.id)
                    .order_by(HistoryStubRow.sequence)
                )
            )
            .scalars()
            .all()
        )
    assert erasure.user_id is None
    assert erasure.erased_at is not None
    assert erasure.counts["transactions"] > 60
    assert erasure.counts["files"] == 6  # two statements, a paper, a report with its workbook, and an archive
    assert len(stubs) >= history + 1
    assert [stub.sequence for stub in stubs] == list(range(1, len(stubs) + 1))
    for before, after in pairwise(stubs):
        assert after.previous_hash == before.hash  # still shows a gap


async def test_an_erasure_that_is_killed_goes_on(
    services: Services,
    platform: Platform,
    handlers: Handlers,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await send_file(person, "STATEMENT", "a.csv", write_statement("csv_ru", 30, 1))
    await do_jobs(platform, handlers, person.user_id)
    words = [str(person.user_id), person.email]
    await ask_to_leave(person, platform)
    job = await shut(person, platform, handlers)
    monkeypatch.setattr("core.privacy.erase_account.BATCH", 7)
    for step in ("core.privacy.erase_account._shred_batch", "workers.privacy.erase_account.finish_erasure"):
        with monkeypatch.context() as patched:
            patched.setattr(step, _killed)
            assert await erase(platform, handlers, job) is JobState.QUEUED
    assert await erase(platform, handlers, job) is JobState.DONE
    assert await traces(services, platform, words) == []


async def _killed(*_: object, **__: object) -> int:
    raise ConnectionResetError("killed")


async def test_signing_in_again_keeps_the_account(platform: Platform, handlers: Handlers, person: Person) -> None:
    async with platform.database.system_unit_of_work() as uow:
        now = platform.clock.now()
        uow.session.add(SessionRow(user_id=person.user_id, last_used_at=now, expires_at=now + timedelta(days=1)))
    payload = (await person.ask(DELETE, i={}))["deleteMyAccount"]
    assert payload["errors"] == []
    days = (payload["deletion"]["dueAt"][:10], payload["deletion"]["requestedAt"][:10])
    assert days[0] > days[1]
    assert (await person.ask(DELETE, i={}))["deleteMyAccount"] == payload  # the first word stands
    async with platform.database.read_system() as read:
        ended = select(SessionRow.ended_reason).where(SessionRow.user_id == person.user_id)
        reasons = sorted((await read.session.execute(ended)).scalars(), key=str)
    assert reasons == [None, "deletion_requested"]  # every device but this one
    async with platform.database.system_unit_of_work() as uow:
        user = await uow.session.get_one(UserRow, person.user_id)
        await sign_in(uow, platform.clock, user, SignIn(person.email, "", Device()), timedelta(days=1))
    assert await person.ask(COMING) == {"accountDeletion": None}
    assert (await person.ask(KEEP))["keepMyAccount"]["errors"] == [{"code": "NO_DELETION"}]
    await do_jobs(platform, handlers, person.user_id)
    mine = mails_to(person, platform.settings.data_folder / "mailbox")
    subjects = sorted(re.findall(r"^Subject: (.*)$", "\n".join(mine), re.MULTILINE))
    assert subjects == ["Your Solvent account stays", "Your Solvent account will be deleted"]


async def test_a_person_may_change_their_mind_on_the_same_device(platform: Platform, person: Person) -> None:
    await ask_to_leave(person, platform)
    assert (await person.ask(COMING))["accountDeletion"] is not None
    assert (await person.ask(KEEP))["keepMyAccount"]["errors"] == []
    assert await person.ask(COMING) == {"accountDeletion": None}
    history = await person.ask("query Q { activity(first: 3) { edges { node { action } } } }")
    assert [edge["node"]["action"] for edge in history["activity"]["edges"]][:2] == [
        "account.deletion_cancelled",
        "account.deletion_requested",
    ]


async def test_what_is_not_due_is_left_alone(platform: Platform, handlers: Handlers, person: Person) -> None:
    assert (await person.ask(DELETE, i={}))["deleteMyAccount"]["errors"] == []
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, EraseDue())
    await do_system_jobs(platform, handlers)
    assert (await person.ask(COMING))["accountDeletion"] is not None


async def test_a_history_is_not_shredded_without_a_due_wish(platform: Platform, person: Person) -> None:
    await ask_to_leave(person, platform)
    async with platform.database.read_system() as read:
        wish = select(AccountErasureRow.id).where(AccountErasureRow.user_id == person.user_id)
        erasure = (await read.session.execute(wish)).scalar_one()
    shred = text("SELECT shred_history(:person, :erasure, 10)")
    with pytest.raises(DBAPIError, match="no erasure of this person is due"):
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(shred, {"person": person.user_id, "erasure": erasure})
    with pytest.raises(DBAPIError, match="permission denied"):
        async with platform.database.unit_of_work(person.user_id) as uow:  # type: ignore[arg-type]  # a signed-in person has one
            await uow.session.execute(shred, {"person": person.user_id, "erasure": erasure})

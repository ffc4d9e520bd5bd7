import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from core.adapters.wiring import Platform
from core.banking.errors import SyncLostError
from core.banking.keep_journal import unpack
from core.banking.messages import PruneBankCalls, ReadProducts, SyncBank, SyncBankUnattended
from core.banking.models import BankConnectionRow, BankConsentRow
from core.banking.sync_lock import BeginSync, RunningSync, SyncRefusal, begin_sync, keep_lock, release_lock
from core.banking.sync_models import BankCallRow, BankPayloadRow, BankSyncRow, SyncOutcome
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.jobs.run_job import run_job
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served, connect, connections, move_bank, status_log, sync, total
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person
from workers.schedule import enqueue_due_reads

pytestmark = pytest.mark.usefixtures("vbank")
LEASE = timedelta(seconds=30)
TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")  # a JWT, as the sandbox gives them out


@pytest.fixture
def vbank(platform: Platform) -> Iterator[RunningBank]:
    with banks_served(platform, "vbank", reads_per_day=2, history_months=9) as banks:
        yield banks["vbank"]


async def connected(person: Person, platform: Platform) -> UUID:
    """The key of a new connection whose first sync is still to be done."""
    await connect(person, "vbank")
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return (await read.session.execute(select(BankConnectionRow.id))).scalar_one()


async def begin(platform: Platform, person: Person, command: BeginSync) -> RunningSync | SyncRefusal:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        return await begin_sync(uow, platform.clock, command)


async def test_of_twenty_syncs_at_once_one_begins(person: Person, platform: Platform) -> None:
    key = await connected(person, platform)
    commands = [BeginSync(key, new_id(), LEASE, None) for _ in range(20)]
    begun = await asyncio.gather(*(begin(platform, person, command) for command in commands))
    assert len([one for one in begun if isinstance(one, RunningSync)]) == 1
    assert begun.count(SyncRefusal.IN_PROGRESS) == 19


async def test_the_lock_of_a_dead_sync_expires_and_its_late_writes_meet_the_fence(
    person: Person, platform: Platform
) -> None:
    assert person.user_id is not None
    key = await connected(person, platform)
    dead = await begin(platform, person, BeginSync(key, new_id(), timedelta(milliseconds=200), None))
    assert isinstance(dead, RunningSync)
    second = BeginSync(key, new_id(), LEASE, None)
    assert await begin(platform, person, second) is SyncRefusal.IN_PROGRESS
    await asyncio.sleep(0.3)
    alive = await begin(platform, person, second)
    assert isinstance(alive, RunningSync)
    with pytest.raises(SyncLostError):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await keep_lock(uow, dead)
    async with platform.database.unit_of_work(person.user_id) as uow:
        await release_lock(uow, dead)  # no longer its own to give
        await keep_lock(uow, alive)
    assert await begin(platform, person, BeginSync(key, new_id(), LEASE, None)) is SyncRefusal.IN_PROGRESS


async def test_a_job_that_was_interrupted_takes_its_own_lock_back(person: Person, platform: Platform) -> None:
    assert person.user_id is not None
    key, job_id = await connected(person, platform), new_id()
    first = await begin(platform, person, BeginSync(key, job_id, LEASE, None))
    again = await begin(platform, person, BeginSync(key, job_id, LEASE, None))
    assert isinstance(first, RunningSync)
    assert isinstance(again, RunningSync)
    with pytest.raises(SyncLostError):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await keep_lock(uow, first)


async def test_a_second_sync_while_one_runs_reads_nothing_and_says_so(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    key = await connected(person, platform)
    running = await begin(platform, person, BeginSync(key, new_id(), LEASE, None))
    assert isinstance(running, RunningSync)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states == {"banking.sync_bank": JobState.DONE}
    assert await total(platform, person) == 0
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        results = (await read.session.execute(select(JobRow.result))).scalars().all()
    assert results == [{"skipped": "in_progress"}]
    shown = (await connections(person))["vbank"]
    assert (shown["isStale"], shown["syncedAt"]) == (False, None)


async def test_a_sync_that_reads_longer_than_its_lease_keeps_its_lock(
    person: Person, platform: Platform, handlers: Handlers, vbank: RunningBank, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await connected(person, platform)
    monkeypatch.setattr(platform.settings.jobs, "lease_seconds", 0.6)
    faults = vbank.bank.faults
    faults.on_path, faults.slow_answers, faults.slow_seconds = "/transactions", 1, 2.0
    doing = asyncio.create_task(do_jobs(platform, handlers, person.user_id))
    while faults.slow_answers:  # noqa: ASYNC110 the sandbox tells it by its switch alone
        await asyncio.sleep(0.02)
    met = []
    for _ in range(8):
        await asyncio.sleep(0.2)
        met.append(await begin(platform, person, BeginSync(key, new_id(), LEASE, None)))
    assert met == [SyncRefusal.IN_PROGRESS] * 8
    monkeypatch.undo()
    assert (await doing)["banking.sync_bank"] is JobState.DONE
    assert await total(platform, person) > 500


async def test_of_four_jobs_at_once_one_reads_the_bank(
    person: Person, platform: Platform, handlers: Handlers, vbank: RunningBank
) -> None:
    assert person.user_id is not None
    key = await connected(person, platform)
    faults = vbank.bank.faults
    faults.on_path, faults.slow_answers, faults.slow_seconds = "/accounts", 1, 1.0
    async with platform.database.unit_of_work(person.user_id) as uow:
        ids = [await enqueue(uow, SyncBank(connection_id=key)) for _ in range(4)]
    jobs = platform.settings.jobs
    await asyncio.gather(
        *(run_job(platform.database, platform.events, handlers, jobs, job_id) for job_id in ids if job_id)
    )
    async with platform.database.read(person.user_id) as read:
        syncs = (await read.session.execute(select(BankSyncRow.outcome))).scalars().all()
        results = (await read.session.execute(select(JobRow.result).where(JobRow.id.in_(ids)))).scalars().all()
    assert syncs == [SyncOutcome.DONE]
    assert sum(result == {"skipped": "in_progress"} for result in results) == 3


async def test_unattended_reads_stop_at_the_banks_daily_limit(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    key = await connected(person, platform)
    await do_jobs(platform, handlers, person.user_id)
    for _ in range(3):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await enqueue(uow, SyncBankUnattended(connection_id=key))
        await do_jobs(platform, handlers, person.user_id)
    async with platform.database.read(person.user_id) as read:
        attended = (
            (await read.session.execute(select(BankSyncRow.is_attended).order_by(BankSyncRow.id))).scalars().all()
        )
        last = (await read.session.execute(select(JobRow).order_by(JobRow.id.desc()).limit(1))).scalar_one()
    assert attended == [True, False, False]
    assert last.result == {"skipped": "daily_limit"}
    async with platform.database.unit_of_work(person.user_id) as uow:  # a new day
        yesterday = platform.clock.now().date() - timedelta(days=1)
        await uow.session.execute(update(BankConnectionRow).values(unattended_on=yesterday))
        await enqueue(uow, SyncBankUnattended(connection_id=key))
    await do_jobs(platform, handlers, person.user_id)
    async with platform.database.read(person.user_id) as read:
        row = (await read.session.execute(select(BankConnectionRow))).scalar_one()
    assert (row.unattended_on, row.unattended_reads) == (platform.clock.now().date(), 1)


async def test_the_clock_reads_a_connection_when_its_turn_comes_and_once(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    await connected(person, platform)
    await do_jobs(platform, handlers, person.user_id)
    async with platform.database.read(person.user_id) as read:
        turn = (await read.session.execute(select(BankConnectionRow.next_sync_at))).scalar_one()
    assert turn is not None
    assert timedelta(0) < turn - platform.clock.now() <= timedelta(hours=12)
    await enqueue_due_reads(platform.database, turn - timedelta(seconds=1))
    assert "banking.sync_bank_unattended" not in await do_jobs(platform, handlers, person.user_id)
    await asyncio.gather(*(enqueue_due_reads(platform.database, turn) for _ in range(4)))
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.sync_bank_unattended"] is JobState.DONE
    async with platform.database.read(person.user_id) as read:
        syncs = (await read.session.execute(select(BankSyncRow).order_by(BankSyncRow.id))).scalars().all()
        row = (await read.session.execute(select(BankConnectionRow))).scalar_one()
    assert [one.is_attended for one in syncs] == [True, False]
    assert row.next_sync_at is not None
    assert row.next_sync_at <= platform.clock.now() + timedelta(hours=12)


async def test_what_was_said_is_kept_also_when_the_sync_fails(
    person: Person, platform: Platform, handlers: Handlers, vbank: RunningBank
) -> None:
    assert person.user_id is not None
    await connected(person, platform)
    vbank.bank.faults.on_path = "/transactions"
    vbank.bank.faults.skip_calls = 3
    vbank.bank.faults.gateway_errors = 1000
    async with platform.database.unit_of_work(person.user_id) as uow:
        await uow.session.execute(update(JobRow).values(max_attempts=1))
    states = await do_jobs(platform, handlers, person.user_id)
    assert states == {"banking.sync_bank": JobState.DEAD}
    async with platform.database.read(person.user_id) as read:
        failed = (await read.session.execute(select(BankSyncRow))).scalar_one()
        paths = (await read.session.execute(select(BankPayloadRow.path).order_by(BankPayloadRow.seq))).scalars().all()
        row = (await read.session.execute(select(BankConnectionRow))).scalar_one()
    assert (failed.outcome, failed.error_code) == (SyncOutcome.FAILED, "BANK_ERROR")
    assert paths[0] == "/accounts"
    assert len([path for path in paths if path.endswith("/transactions")]) == 3
    assert (row.sync_token, row.sync_until) == (None, None)
    shown = (await connections(person))["vbank"]
    assert (shown["status"], shown["isStale"]) == ("ACTIVE", True)
    log = await status_log(person, shown["id"])
    outcomes = [(entry["outcome"], entry["httpStatus"]) for entry in log if entry["path"].endswith("/transactions")]
    assert outcomes[:3] == [("OK", 200)] * 3
    assert set(outcomes[3:]) == {("FAILED", 503)}
    assert [entry["attempt"] for entry in log][-1] == len(outcomes) - 3
    assert all(entry["durationMilliseconds"] >= 0 and "?" not in entry["path"] for entry in log)
    vbank.bank.faults.gateway_errors = 0
    await sync(person, shown["id"])
    await do_jobs(platform, handlers, person.user_id)
    assert (await connections(person))["vbank"]["isStale"] is False


async def test_no_secret_and_no_token_is_in_any_row(person: Person, platform: Platform, handlers: Handlers) -> None:
    assert person.user_id is not None
    await connected(person, platform)
    await do_jobs(platform, handlers, person.user_id)
    kept: dict[str, str] = {}
    # Read by their person, who opens what is sealed: sealed text hides a leak and looks like a token by chance.
    async with platform.database.read(person.user_id) as read:
        for model in (BankCallRow, BankPayloadRow, BankSyncRow, JobRow, BankConsentRow):
            rows = (await read.session.execute(select(model.__table__))).all()
            kept[model.__tablename__] = repr(rows)
        payloads = (await read.session.execute(select(BankPayloadRow))).scalars().all()
        kept["answers"] = repr([unpack(row) for row in payloads])
    assert "acc-1001" in kept["answers"]
    assert "consent-" in kept["bank_consents"]
    for place, said in kept.items():
        assert "secret" not in said.lower(), place
        assert not TOKEN.search(said), place


async def test_a_bank_that_is_away_is_told_of_with_its_age(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    key = await connected(person, platform)
    await do_jobs(platform, handlers, person.user_id)
    before, rows = (await connections(person))["vbank"], await total(platform, person)
    move_bank(platform, "vbank", "http://127.0.0.1:9")
    for _ in range(2):
        async with platform.database.unit_of_work(person.user_id) as uow:
            await enqueue(uow, SyncBankUnattended(connection_id=key))
            await uow.session.execute(update(JobRow).where(JobRow.state == JobState.QUEUED).values(max_attempts=1))
        await do_jobs(platform, handlers, person.user_id)
    shown = (await connections(person))["vbank"]
    assert shown["syncedAt"] == before["syncedAt"] < shown["staleSince"]
    assert "VBank" in shown["lastError"]
    assert await total(platform, person) == rows
    assert (await status_log(person, shown["id"]))[-1]["outcome"] == "UNREACHABLE"


async def test_catalogues_are_everybodys(person: Person, platform: Platform, handlers: Handlers) -> None:
    for _ in range(2):
        async with platform.database.system_unit_of_work() as uow:
            await enqueue(uow, ReadProducts())
        assert (await do_system_jobs(platform, handlers))["banking.read_products"] is JobState.DONE
    found = await person.ask('{ bankProducts(bankCode: "vbank") { id kind name interestRate termMonths } }')
    assert len(found["bankProducts"]) == len({row["name"] for row in found["bankProducts"]}) > 0
    node = await person.ask(
        "query($id: ID!) { node(id: $id) { ... on BankProduct { name } } }", id=found["bankProducts"][0]["id"]
    )
    assert node["node"]["name"] == found["bankProducts"][0]["name"]


async def test_the_status_log_is_pruned_after_ninety_days(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    await connected(person, platform)
    await do_jobs(platform, handlers, person.user_id)
    shown = (await connections(person))["vbank"]
    kept = len(await status_log(person, shown["id"]))
    async with platform.database.unit_of_work(person.user_id) as uow:
        mine = select(BankCallRow.id).where(BankCallRow.user_id == person.user_id)
        oldest = mine.order_by(BankCallRow.at, BankCallRow.id).limit(3)
        age = platform.clock.now() - timedelta(days=91)
        await uow.session.execute(
            update(BankCallRow)
            .where(BankCallRow.id.in_(oldest))
            .values(at=age)
            .execution_options(synchronize_session=False)
        )
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, PruneBankCalls())
    await do_system_jobs(platform, handlers)
    assert len(await status_log(person, shown["id"])) == kept - 3

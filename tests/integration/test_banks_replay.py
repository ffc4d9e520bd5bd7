import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select, text, update

from core.accounts.models import TransactionRow
from core.adapters.wiring import Platform
from core.banking.holding_models import BankCardRow
from core.banking.models import BankAccountLinkRow
from core.banking.replay_payloads import ReplayReport, replay_connection, replayable
from core.clock import FixedClock
from core.ports.statement_parser import BookingStatus
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served, connect, connections, move_bank, sync, total
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

TABLES = (
    "accounts",
    "transactions",
    "transaction_aliases",
    "transaction_sightings",
    "transaction_links",
    "bank_account_links",
    "bank_cards",
    "product_agreements",
    "bank_payloads",
    "bank_syncs",
    "bank_connections",
)


@pytest.fixture
def banks_clock() -> FixedClock:
    return FixedClock(datetime.now(UTC) - timedelta(days=5))


@pytest.fixture
def sbank(platform: Platform, banks_clock: FixedClock) -> Iterator[RunningBank]:
    with banks_served(platform, "sbank", clock=banks_clock.now) as banks:
        yield banks["sbank"]


async def dump(platform: Platform, person: Person) -> dict[str, str]:
    """A fingerprint of every row of each table, all columns, whatever their order."""
    found: dict[str, str] = {}
    async with platform.database.read_system() as read:
        for table in TABLES:
            rows = await read.session.execute(
                text(f"SELECT t::text FROM {table} AS t WHERE user_id = :person ORDER BY 1"),  # noqa: S608 names of ours
                {"person": person.user_id},
            )
            lines = rows.scalars().all()
            found[table] = f"{len(lines)} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"
    return found


async def replay(platform: Platform, person: Person) -> list[ReplayReport]:
    assert person.user_id is not None
    found = await replayable(platform, person.user_id, None)
    return [await replay_connection(platform, person.user_id, connection) for connection in found]


async def lively_books(person: Person, platform: Platform, handlers: Handlers, bank: RunningBank) -> None:
    """Three syncs between which rows arrive, pending ones are booked under other ids, and one sync fails half-way."""
    bank.bank.faults.pending_id_changes = True
    (connection,) = (await connect(person, "sbank", kinds=["ACCOUNT", "PRODUCT"]))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    account = next(iter(bank.bank.accounts_of("demo-1"))).account_id
    async with httpx.AsyncClient(base_url=bank.base_url, trust_env=False) as hand:
        rows: list[dict[str, Any]] = [
            {"minor": -12_345, "text": "Кофе и булочка"},
            {"minor": -12_345, "text": "Кофе и булочка"},
            {"minor": -77_700, "text": "Held for a hotel", "status": "pending"},
        ]
        for row in rows:
            (await hand.post(f"/sandbox/accounts/{account}/rows", json=row)).raise_for_status()
        await sync(person, connection["id"])
        await do_jobs(platform, handlers, person.user_id)
        later(bank, timedelta(days=2))  # the hotel is paid, under another id
        income = {"minor": 500_000, "text": "Income"}
        (await hand.post(f"/sandbox/accounts/{account}/rows", json=income)).raise_for_status()
    bank.bank.faults.on_path = "/transactions"
    bank.bank.faults.skip_calls = 2
    bank.bank.faults.broken_json = 1
    await sync(person, connection["id"])
    await do_jobs(platform, handlers, person.user_id)
    bank.bank.faults.broken_json = 0
    await sync(person, connection["id"])
    await do_jobs(platform, handlers, person.user_id)


def later(bank: RunningBank, by: timedelta) -> None:
    """Time passes at the bank."""
    clock = bank.bank.config.clock.__self__  # type: ignore[attr-defined]  # the fixture gave it a bound method
    clock.advance(by)


async def hotel(platform: Platform, person: Person) -> list[BookingStatus]:
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        found = select(TransactionRow.status).where(TransactionRow.description == "Held for a hotel")
        return list((await read.session.execute(found)).scalars())


async def test_replaying_whole_books_changes_nothing(
    person: Person, platform: Platform, handlers: Handlers, sbank: RunningBank
) -> None:
    await lively_books(person, platform, handlers, sbank)
    assert await hotel(platform, person) == [BookingStatus.BOOKED]
    move_bank(platform, "sbank", "http://127.0.0.1:9")  # nobody is asked
    before = await dump(platform, person)
    for _ in range(2):
        (report,) = await replay(platform, person)
        assert (report.counts.new, report.counts.changed, report.counts.suspicious) == (0, 0, 0)
        assert report.counts.duplicate > await total(platform, person)
        assert report.syncs >= 3
    assert await dump(platform, person) == before


async def test_replay_brings_back_what_was_lost_and_nothing_else(
    person: Person, platform: Platform, handlers: Handlers, sbank: RunningBank
) -> None:
    assert person.user_id is not None
    await lively_books(person, platform, handlers, sbank)
    before = await total(platform, person)
    async with platform.database.unit_of_work(person.user_id) as uow:
        lost = (
            await uow.session.execute(
                select(TransactionRow).where(TransactionRow.description == "Кофе и булочка").limit(1)
            )
        ).scalar_one()
        told = (lost.account_id, lost.booked_on, lost.amount_minor, lost.bank_id, lost.occurrence)
        await uow.session.execute(delete(TransactionRow).where(TransactionRow.id == lost.id))
        await uow.session.execute(delete(BankCardRow))
    assert await total(platform, person) == before - 1
    (report,) = await replay(platform, person)
    assert (report.counts.new, report.counts.changed) == (1, 0)
    assert await total(platform, person) == before
    async with platform.database.read(person.user_id) as read:
        rows = (
            (await read.session.execute(select(TransactionRow).where(TransactionRow.bank_id == lost.bank_id)))
            .scalars()
            .all()
        )
        cards = (await read.session.execute(select(BankCardRow))).scalars().all()
    assert [(row.account_id, row.booked_on, row.amount_minor, row.bank_id) for row in rows] == [told[:4]]
    assert len(cards) == 1
    (again,) = await replay(platform, person)
    assert (again.counts.new, again.counts.changed) == (0, 0)


async def test_a_lost_account_comes_back_whole(
    person: Person, platform: Platform, handlers: Handlers, sbank: RunningBank
) -> None:
    assert person.user_id is not None
    await lively_books(person, platform, handlers, sbank)
    before = (await connections(person))["sbank"]["accounts"]
    rows = await total(platform, person)
    async with platform.database.unit_of_work(person.user_id) as uow:
        link = (await uow.session.execute(select(BankAccountLinkRow).limit(1))).scalar_one()
        await uow.session.execute(
            text("DELETE FROM accounts WHERE user_id = :u AND id = :a"), {"u": person.user_id, "a": link.account_id}
        )
    assert await total(platform, person) < rows
    await replay(platform, person)
    after = (await connections(person))["sbank"]["accounts"]
    assert await total(platform, person) == rows
    shown = [(row["name"], row["number"], row["balance"]) for row in sorted(after, key=lambda row: row["name"])]
    assert shown == [
        (row["name"], row["number"], row["balance"]) for row in sorted(before, key=lambda row: row["name"])
    ]


@pytest.mark.usefixtures("sbank")
async def test_what_a_person_wrote_outlives_a_replay(person: Person, platform: Platform, handlers: Handlers) -> None:
    assert person.user_id is not None
    await connect(person, "sbank")
    await do_jobs(platform, handlers, person.user_id)
    async with platform.database.unit_of_work(person.user_id) as uow:
        newer = TransactionRow.booked_on >= platform.clock.now().date() - timedelta(days=10)
        changed = await uow.session.execute(
            update(TransactionRow).where(newer).values(note="mine").returning(TransactionRow.id)
        )
        kept = set(changed.scalars().all())
    assert kept
    await replay(platform, person)
    async with platform.database.read(person.user_id) as read:
        noted = await read.session.execute(select(TransactionRow.id).where(TransactionRow.note == "mine"))
    assert set(noted.scalars().all()) == kept

"""`transactionsChanged` tells of each committed change once a batch, and misses none."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import func, select

from api.graphql.accounts.transactions_changed import TransactionsChange, _transactions_changed
from api.graphql.context import Context
from api.graphql.declare.node import encode_id
from core.accounts.changes import read_changes
from core.accounts.changes.models import BookChangeRow
from core.accounts.changes.prune_changes import prune_changes
from core.accounts.changes.seen import Seen
from core.adapters.wiring import Platform
from core.identity.session import Device
from core.jobs.models import JobRow
from core.jobs.run_job import run_job
from tests.support.event_streams import event_stream
from tests.support.files import send_file
from tests.support.jobs import Handlers
from tests.support.people import Person
from tests.support.serving import Address

WATCH = """subscription($after: String) { transactionsChanged(after: $after) {
  cursor accountIds transactionIds isComplete } }"""
ACCOUNT = 'mutation { createAccount(input: {name: "Main", kind: CASH, currency: "EUR"}) { account { id } } }'
SPEND = """mutation($a: ID!) { createTransaction(input: {accountId: $a, bookedOn: "2026-01-05",
  amount: {amount: "-3.00", currency: "EUR"}, description: "Tea and cake"}) { transaction { id } errors { code } } }"""
CATEGORIES = "{ categories { id } }"
STATEMENT = b"Date,Description,Amount,Currency\n" + b"".join(
    b"2026-01-%02d,Tea %d,-3.00,EUR\n" % (day, day) for day in range(1, 29)
)


async def an_account(person: Person) -> str:
    key: str = (await person.ask(ACCOUNT))["createAccount"]["account"]["id"]
    return key


async def spend(person: Person, account: str) -> str:
    payload = (await person.ask(SPEND, a=account))["createTransaction"]
    assert payload["errors"] == []
    key: str = payload["transaction"]["id"]
    return key


async def changes(person: Person, platform: Platform) -> int:
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return (await read.session.execute(select(func.count()).select_from(BookChangeRow))).scalar_one()


@asynccontextmanager
async def watching(
    platform: Platform, person: Person, after: str | None = None
) -> AsyncIterator[AsyncGenerator[TransactionsChange, None]]:
    """The subscription itself: what it tells waits for nobody but the test."""
    assert person.token is not None
    actor = await platform.access_tokens.check(person.token)
    context = Context(platform, cast("Any", None), actor, Device())
    async with aclosing(_transactions_changed(cast("Any", SimpleNamespace(context=context)), after)) as told:
        yield told


async def test_a_change_is_told_with_what_changed(address: Address, person: Person) -> None:
    account = await an_account(person)
    async with event_stream(address, person, WATCH) as stream:
        begin = (await stream.next_data())["transactionsChanged"]
        assert begin == {"cursor": begin["cursor"], "accountIds": [], "transactionIds": [], "isComplete": True}
        spent = await spend(person, account)
        told = (await stream.next_data())["transactionsChanged"]
        assert told == {
            "cursor": told["cursor"],
            "accountIds": [account],
            "transactionIds": [spent],
            "isComplete": True,
        }
        assert told["cursor"] != begin["cursor"]


async def test_an_import_is_one_message_that_names_its_account(
    address: Address, person: Person, platform: Platform, handlers: Handlers
) -> None:
    account = await an_account(person)
    await send_file(person, "STATEMENT", "tea.csv", STATEMENT, accountId=account)
    async with event_stream(address, person, WATCH) as stream:
        await stream.next_data()
        async with platform.database.read_system() as read:
            job_id = (
                await read.session.execute(select(JobRow.id).where(JobRow.user_id == person.user_id))
            ).scalar_one()
        await run_job(platform.database, platform.events, handlers, platform.settings.jobs, job_id)
        told = (await stream.next_data())["transactionsChanged"]
        assert (told["accountIds"], told["transactionIds"], told["isComplete"]) == ([account], None, True)
    assert await changes(person, platform) == 1


async def test_who_comes_again_with_a_cursor_is_told_what_was_missed_as_one(address: Address, person: Person) -> None:
    account = await an_account(person)
    async with event_stream(address, person, WATCH) as stream:
        cursor = (await stream.next_data())["transactionsChanged"]["cursor"]
    missed = [await spend(person, account) for _ in range(3)]
    async with event_stream(address, person, WATCH, after=cursor) as stream:
        told = (await stream.next_data())["transactionsChanged"]
        assert told["transactionIds"] == missed
    async with event_stream(address, person, WATCH, after=told["cursor"]) as stream:
        fourth = await spend(person, account)
        assert (await stream.next_data())["transactionsChanged"]["transactionIds"] == [fourth]


async def test_a_slow_reader_finds_everything_in_one_message(platform: Platform, person: Person) -> None:
    account = await an_account(person)
    async with watching(platform, person) as told:
        await anext(told)
        missed = [await spend(person, account) for _ in range(20)]
        await asyncio.sleep(0.1)
        assert (await anext(told)).transaction_ids == missed
        following = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0.3)
        assert not following.done()
        last = await spend(person, account)
        assert (await asyncio.wait_for(following, 3)).transaction_ids == [last]


async def test_more_than_can_be_named_are_told_by_their_accounts(
    platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.accounts.changes.read_changes.MOST_NAMED", 2)
    account = await an_account(person)
    async with watching(platform, person) as told:
        await anext(told)
        for _ in range(3):
            await spend(person, account)
        found = await anext(told)
    assert (found.account_ids, found.transaction_ids, found.is_complete) == ([account], None, True)


async def told_after(platform: Platform, person: Person, cursor: str) -> TransactionsChange:
    async with watching(platform, person, cursor) as told:
        return await asyncio.wait_for(anext(told), 3)


async def test_a_cursor_that_is_too_old_says_so(platform: Platform, person: Person) -> None:
    async with watching(platform, person) as told:
        begin = Seen.of_cursor((await anext(told)).cursor)
    old = replace(begin, at=begin.at - timedelta(days=8)).cursor()
    found = await told_after(platform, person, old)
    assert (found.account_ids, found.transaction_ids, found.is_complete) == ([], None, False)


async def test_a_cursor_from_before_the_database_was_restored_says_so(platform: Platform, person: Person) -> None:
    async with watching(platform, person) as told:
        begin = Seen.of_cursor((await anext(told)).cursor)
    first, last = begin.horizon + 10**6, begin.horizon + 10**6 + 5
    found = await told_after(platform, person, replace(begin, snapshot=f"{first}:{last}:{first}").cursor())
    assert (found.account_ids, found.transaction_ids, found.is_complete) == ([], None, False)


async def test_more_changes_than_are_read_at_once_say_so(
    platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_changes, "MOST_READ", 2)
    account = await an_account(person)
    async with watching(platform, person) as told:
        begin = (await anext(told)).cursor
    for _ in range(3):
        await spend(person, account)
    assert not (await told_after(platform, person, begin)).is_complete


@pytest.mark.parametrize(
    "snapshot", ["", "5", "5:4:", "0:4:", "5:9:9", "5:9:4", "5:9:7,6", "5:9:6,6", "a:b:", "5:9:,", "9" * 30]
)
async def test_a_cursor_that_is_none_is_refused(person: Person, snapshot: str, address: Address) -> None:
    cursor = Seen(snapshot, datetime.now(UTC)).cursor()
    async with event_stream(address, person, WATCH, after=cursor) as stream:
        _, told = await stream.next_event()
    assert told["errors"][0]["extensions"]["code"] == "INVALID_PAGE"


async def test_a_commit_that_comes_late_is_told_once(platform: Platform, person: Person) -> None:
    """What was open while a later one committed was seen by neither look before."""
    account = await an_account(person)
    assert person.user_id is not None
    slow = BookChangeRow(user_id=person.user_id, account_ids=[person.user_id], transaction_ids=[person.user_id])
    async with watching(platform, person) as told:
        await anext(told)
        async with platform.database.unit_of_work(person.user_id) as uow:
            uow.session.add(slow)
            await uow.session.flush()
            quick = await spend(person, account)
            found = await asyncio.wait_for(anext(told), 3)
            assert found.transaction_ids == [quick]
        late = await told_after(platform, person, found.cursor)
        assert late.transaction_ids == [encode_id("Transaction", person.user_id)]


async def test_old_changes_are_forgotten_and_young_ones_kept(platform: Platform, person: Person) -> None:
    await spend(person, await an_account(person))
    assert person.user_id is not None
    long_ago = datetime.now(UTC) - timedelta(days=9)
    async with platform.database.unit_of_work(person.user_id) as uow:
        uow.session.add(BookChangeRow(user_id=person.user_id, account_ids=[], created_at=long_ago))
    async with platform.database.system_unit_of_work() as uow:
        assert await prune_changes(uow) >= 1  # other tests leave old ones too
    assert await changes(person, platform) == 1


async def test_what_was_rolled_back_is_not_told(platform: Platform, person: Person) -> None:
    account = await an_account(person)
    before = await changes(person, platform)
    refused = await person.ask(SPEND.replace("EUR", "USD"), a=account)
    assert refused["createTransaction"]["errors"] == [{"code": "CURRENCY_MISMATCH"}]
    assert await changes(person, platform) == before


async def test_changes_at_once_are_all_told(platform: Platform, person: Person) -> None:
    account = await an_account(person)
    async with watching(platform, person) as told:
        await anext(told)
        spent = await asyncio.gather(*(spend(person, account) for _ in range(10)))
        seen: set[Any] = set()
        while len(seen) < len(spent):
            found = await asyncio.wait_for(anext(told), 3)
            assert found.is_complete
            seen |= set(found.transaction_ids or ())
    assert seen == set(spent)
    assert await changes(person, platform) == 10


async def test_every_way_to_change_a_transaction_is_told(platform: Platform, person: Person) -> None:
    account = await an_account(person)
    spent = await spend(person, account)
    first, second = [one["id"] for one in (await person.ask(CATEGORIES))["categories"][-2:]]
    half = f'{{amount: "-1.50", categoryId: "{first}"}}'
    ways = (
        f'updateTransaction(input: {{id: "{spent}", note: "for two"}})',
        f'categoriseTransaction(input: {{id: "{spent}", categoryId: "{first}"}})',
        f'splitTransaction(input: {{id: "{spent}", parts: [{half}, {half}]}})',
        f'deleteTransaction(input: {{id: "{spent}"}})',
        f'restoreTransaction(input: {{id: "{spent}"}})',
    )
    async with watching(platform, person) as told:
        await anext(told)
        for way in ways:
            answer = await person.ask(f"mutation {{ done: {way} {{ errors {{ code message }} }} }}")
            assert answer == {"done": {"errors": []}}, way
            found = await asyncio.wait_for(anext(told), 3)
            assert (found.account_ids, found.transaction_ids) == ([account], [spent]), way
        twin = await spend(person, account)
        await anext(told)
        rule = f'createCategoryRule(input: {{pattern: "tea", categoryId: "{second}"}})'
        await person.ask(f"mutation {{ {rule} {{ errors {{ code }} }} }}")
        assert (await asyncio.wait_for(anext(told), 3)).transaction_ids == [twin]

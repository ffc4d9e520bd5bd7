"""`transactionsChanged` tells of each committed change once a batch, and misses none."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import select

from api.graphql.accounts.transactions_changed import TransactionsChange, _transactions_changed
from api.graphql.context import Context
from core.accounts.changes import write_change
from core.accounts.changes.read_changes import latest_revision
from core.adapters.wiring import Platform
from core.identity.session import Device
from core.jobs.models import JobRow
from core.jobs.run_job import run_job
from tests.support.event_streams import event_stream
from tests.support.files import send_file
from tests.support.jobs import Handlers
from tests.support.people import Person, make_person
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
        return await latest_revision(read, person.user_id)


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


async def test_a_cursor_that_is_too_old_or_was_never_given_says_so(
    platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_change, "KEPT", 2)
    account = await an_account(person)
    async with watching(platform, person) as told:
        begin = (await anext(told)).cursor
    for _ in range(4):
        await spend(person, account)
    async with watching(platform, person, begin) as told:
        found = await anext(told)
    assert not found.is_complete
    somebody = await make_person(platform, person.client)
    async with watching(platform, somebody, found.cursor) as told:
        found = await anext(told)
    assert (found.cursor, found.transaction_ids, found.is_complete) == (begin, None, False)


async def test_what_was_rolled_back_is_not_told(platform: Platform, person: Person) -> None:
    account = await an_account(person)
    before = await changes(person, platform)
    refused = await person.ask(SPEND.replace("EUR", "USD"), a=account)
    assert refused["createTransaction"]["errors"] == [{"code": "CURRENCY_MISMATCH"}]
    assert await changes(person, platform) == before


async def test_changes_at_once_are_counted_without_gaps(platform: Platform, person: Person) -> None:
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

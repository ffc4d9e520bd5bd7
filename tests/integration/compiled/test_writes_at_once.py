"""Mutations that are done at once answer, judge and tell as their resolvers do."""

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select, text

from api.graphql.context import Context
from api.graphql.declare.node import encode_id, split_id
from core.accounts.changes.models import BookChangeRow
from core.adapters.wiring import Platform
from core.audit.models import AuditEntryRow
from core.db.at_once import AtOnce, Part
from core.db.work_record import WorkRecord
from core.webhooks.event_kind import EventKind
from core.webhooks.models import WebhookEventRow
from tests.integration.compiled.conftest import AskTwice
from tests.integration.compiled.random_documents import payloads
from tests.integration.compiled.test_equal_answers import KNOWN, SCHEMA
from tests.integration.test_transactions import account, add
from tests.support.apps import register_app
from tests.support.histories import history_of
from tests.support.people import Person
from tests.support.webhooks import CREATE

EDIT = """mutation M($i: UpdateTransactionInput!) { updateTransaction(input: $i) {
  __typename transaction { id note description bookedOn category { key } account { name balance { amount } } }
  errors { code reason field } } }"""
DOCUMENTS = 150


@pytest.fixture
async def line(person: Person) -> str:
    """A movement whose note was edited once, by resolvers: from now on EDIT is done at once."""
    made = await add(person, await account(person), "-30.25", "Coffee")
    assert (await edit(person, id=made, note="first"))["errors"] == []
    return made


@pytest.fixture
def units_of_work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose turn it was to write in the ordinary way."""
    begun: list[str] = []
    real = Context.uow

    def spied(self: Context) -> Any:
        begun.append("begun")
        return real(self)

    monkeypatch.setattr(Context, "uow", spied)
    return begun


async def edit(person: Person, **given_: Any) -> Any:
    return (await person.ask(EDIT, i=given_))["updateTransaction"]


async def edits_of(platform: Platform, person: Person) -> list[AuditEntryRow]:
    assert person.user_id is not None
    return [one for one in await history_of(platform, person.user_id) if one.action == "transaction.edited"]


async def changes_of(platform: Platform, person: Person) -> list[BookChangeRow]:
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return list((await read.session.execute(select(BookChangeRow).order_by(BookChangeRow.id))).scalars())


async def test_what_is_done_at_once_is_told_as_by_a_unit_of_work(
    person: Person, platform: Platform, line: str, units_of_work: list[str]
) -> None:
    before = len(await changes_of(platform, person))
    told = await edit(person, id=line, note=" second ", description="Café", bookedOn="2026-03-06")
    assert told["transaction"] | {"account": None, "category": None} == {
        "id": line, "note": "second", "description": "Café", "bookedOn": "2026-03-06", "category": None, "account": None
    }  # fmt: skip
    again = await edit(person, id=line, note="second")
    assert again["transaction"] == told["transaction"]
    assert units_of_work == []
    entries = await edits_of(platform, person)
    assert [entry.details["after"] for entry in entries] == [
        {"note": "first"},
        {"note": "second", "description": "Café", "booked_on": "2026-03-06"},
    ]
    assert entries[1].details["before"] == {"note": "first", "description": "Coffee", "booked_on": "2026-03-05"}
    assert entries[1].details["from"]["session"] == entries[0].details["from"]["session"]
    changes = await changes_of(platform, person)
    assert len(changes) == before + 1
    assert changes[-1].transaction_ids == [split_id(line)[1]]


async def test_an_endpoint_that_listens_is_told(
    person: Person, platform: Platform, line: str, units_of_work: list[str]
) -> None:
    async def events() -> list[WebhookEventRow]:
        async with platform.database.read_system() as read:
            told = select(WebhookEventRow).where(WebhookEventRow.user_id == person.user_id)
            return list((await read.session.execute(told)).scalars())

    await edit(person, id=line, note="nobody listens")
    assert await events() == []
    made = await person.ask(CREATE, i={"url": "https://93.184.215.14/hook", "kinds": ["TRANSACTIONS_CHANGED"]})
    assert made["createWebhook"]["errors"] == []
    units_of_work.clear()
    await edit(person, id=line, note="heard")
    assert units_of_work == []
    [event] = await events()
    assert (event.kind, event.subject_ids) == (EventKind.TRANSACTIONS_CHANGED, [split_id(line)[1]])


async def test_an_app_writes_at_once_in_its_persons_name(
    person: Person, platform: Platform, line: str, units_of_work: list[str]
) -> None:
    app = await register_app(platform, person.client)
    caller, reader = [
        await app.caller(person, f"transactions:read accounts:read{more}") for more in (" transactions:write", "")
    ]
    told = [await edit(caller, id=line, note=note) for note in ("learnt for it", "of the app")]
    assert [one["transaction"]["note"] for one in told] == ["learnt for it", "of the app"]
    assert units_of_work == ["begun"]  # which scopes a document needs is worked out when the first app asks
    assert (await edits_of(platform, person))[-1].details["from"]["app"] == app.client_id
    body = {"query": EDIT, "variables": {"i": {"id": line, "note": "of a reader"}}}
    answer = await person.client.post("/graphql", json=body, headers={"authorization": f"Bearer {reader.token}"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "INSUFFICIENT_SCOPE"
    assert len(await edits_of(platform, person)) == 3


async def test_what_is_refused_is_refused_in_the_same_words(
    ask_twice: AskTwice, line: str, platform: Platform, person: Person
) -> None:
    stranger = encode_id("Transaction", UUID(int=7))
    for wrong, code in (
        ({"id": line, "note": "x" * 5000}, "INVALID_TEXT"),
        ({"id": line, "description": " "}, "INVALID_TEXT"),
        ({"id": stranger, "note": "mine"}, "NOT_FOUND"),
    ):
        answers = await ask_twice(EDIT, i=wrong)
        assert answers.second == answers.first
        assert [error["code"] for error in answers.second["data"]["updateTransaction"]["errors"]] == [code]
    await person.ask("mutation($i: DeleteTransactionInput!) { deleteTransaction(input: $i) { errors { code } } }",
                     i={"id": line})  # fmt: skip
    assert (await edit(person, id=line, note="too late"))["errors"][0]["code"] == "TRANSACTION_DELETED"
    assert len(await edits_of(platform, person)) == 1


async def test_nobody_writes_by_a_link(person: Person, line: str, platform: Platform) -> None:
    document = f"{EDIT}\n# by a link"
    for _ in range(2):
        assert (await person.ask(document, i={"id": line, "note": "posted"}))["updateTransaction"]["errors"] == []
    url = f'/graphql?query={quote(document)}&variables={{"i":{{"id":"{line}","note":"linked"}}}}'
    answer = await person.client.get(url, headers={"authorization": f"Bearer {person.token}"})
    assert answer.status_code == 405
    assert [entry.details["after"] for entry in await edits_of(platform, person)][-1] == {"note": "posted"}


async def test_twenty_at_once_change_one_line_one_after_the_other(
    person: Person, line: str, platform: Platform
) -> None:
    told = await asyncio.gather(*(edit(person, id=line, note=f"note {number}") for number in range(20)))
    assert [one["transaction"]["note"] for one in told] == [f"note {number}" for number in range(20)]
    entries = await edits_of(platform, person)
    assert len(entries) == 21
    notes = [(entry.details["before"]["note"], entry.details["after"]["note"]) for entry in entries]
    assert [after for _, after in notes[:-1]] == [before for before, _ in notes[1:]]
    assert len(await changes_of(platform, person)) == 22  # the line itself, the first note, and these


async def test_who_is_always_outrun_takes_the_lock(
    person: Person,
    line: str,
    platform: Platform,
    monkeypatch: pytest.MonkeyPatch,
    units_of_work: list[str],
) -> None:
    real, turns = AtOnce.change, list[int]()

    async def outrun(self: AtOnce, record: WorkRecord, change: Part) -> bool:
        turns.append(len(turns))
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(text("UPDATE transactions SET updated_at = clock_timestamp()"))
        return await real(self, record, change)

    monkeypatch.setattr(AtOnce, "change", outrun)
    assert (await edit(person, id=line, note="at last"))["transaction"]["note"] == "at last"
    assert len(turns) == 3
    assert units_of_work == ["begun"]
    assert [entry.details["after"]["note"] for entry in await edits_of(platform, person)] == ["first", "at last"]


async def test_all_of_it_or_nothing(
    person: Person, line: str, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A duty that can't be done keeps the line as it was; the resolver, whose duties work, answers."""
    broken = Part("INSERT INTO book_changes (id, user_id, account_ids) SELECT $1, $1, $2 FROM changed", (None, []))
    seen: list[str | None] = []
    real = Person.ask

    async def note() -> str | None:
        rows = await real(person, "query($i: ID!) { node(id: $i) { ... on Transaction { note } } }", i=line)
        noted: str | None = rows["node"]["note"]
        return noted

    async def fail(self: AtOnce, record: WorkRecord, change: Part) -> bool:
        self._beside = [lambda _: [broken]]
        try:
            return await changed(self, record, change)
        finally:
            seen.append(await note())

    changed = AtOnce.change
    monkeypatch.setattr(AtOnce, "change", fail)
    assert (await edit(person, id=line, note="whole"))["transaction"]["note"] == "whole"
    assert seen == ["first"]
    assert len(await edits_of(platform, person)) == 2


async def test_what_else_is_asked_of_the_same_table_is_as_it_is_after_the_change(
    ask_twice: AskTwice, person: Person, line: str
) -> None:
    document = """mutation($i: UpdateTransactionInput!) { updateTransaction(input: $i) { transaction {
      note account { transactions(first: 1) { edges { node { note } } } } } } }"""

    async def take_back() -> None:
        await edit(person, id=line, note="before")

    answers = await ask_twice(document, take_back, i={"id": line, "note": "after"})
    assert answers.is_compiled
    told = answers.second["data"]["updateTransaction"]["transaction"]
    assert told == {"note": "after", "account": {"transactions": {"edges": [{"node": {"note": "after"}}]}}}


@pytest.fixture
def compiled() -> Iterator[list[bool]]:
    """Whether each answer came from a plan: most must."""
    tally: list[bool] = []
    yield tally
    assert sum(tally) > len(tally) / 2, f"{sum(tally)} of {len(tally)}"


@settings(max_examples=DOCUMENTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(drawn=payloads(SCHEMA, "updateTransaction", KNOWN))
async def test_random_payloads_are_answered_alike(
    ask_twice: AskTwice,
    line: str,
    compiled: list[bool],
    person: Person,
    *,
    drawn: tuple[str, dict[str, bool]],
) -> None:
    """Once when the note is other than it was, and once when it is not."""
    document, variables = drawn
    given_ = {"id": line, "note": "after"}

    async def take_back() -> None:
        await edit(person, id=line, note="before")

    await take_back()
    for between in (take_back, None):
        answers = await ask_twice(document, between, i=given_, **variables)
        assert answers.second == answers.first, document
        compiled.append(answers.is_compiled)

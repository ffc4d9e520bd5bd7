"""Apollo's automatic persisted queries, and the specification's `documentId`."""

from uuid import uuid4

import httpx
import pytest

from api.app import create_app
from api.graphql.persisted import persisted_queries
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.documents import GRAPHQL_TYPE, by_hash, code_of, get, hashed, post
from tests.support.people import Person


def fresh() -> str:
    """A document nobody has sent before."""
    return f"query Viewer{uuid4().hex} {{ viewer {{ id email }} }}"


async def test_a_document_is_asked_for_by_its_hash_after_it_was_sent_once(person: Person) -> None:
    text = fresh()
    unknown = await post(person, {"extensions": by_hash(text)})
    assert (unknown.status_code, code_of(unknown)) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    sent = await post(person, {"query": text, "extensions": by_hash(text)})
    assert sent.json()["data"]["viewer"]["email"] == person.email
    for _ in range(3):
        known = await post(person, {"extensions": by_hash(text)})
        assert known.json() == sent.json()
    assert (await get(person, extensions=by_hash(text))).json() == sent.json()
    assert (await post(person, {"documentId": f"sha256:{hashed(text)}"})).json() == sent.json()


async def test_the_answer_by_hash_comes_from_a_plan(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    text = fresh()
    await post(person, {"query": text, "extensions": by_hash(text)})

    async def never(*_: object, **__: object) -> None:
        raise AssertionError("the resolvers were asked")

    monkeypatch.setattr("strawberry.Schema.execute", never)
    assert (await post(person, {"extensions": by_hash(text)})).json()["data"]["viewer"]["email"] == person.email
    assert (await get(person, extensions=by_hash(text))).json()["data"]["viewer"]["email"] == person.email


async def test_another_process_knows_it(person: Person, settings: Settings, platform: Platform) -> None:
    text = fresh()
    await post(person, {"query": text, "extensions": by_hash(text)})
    transport = httpx.ASGITransport(create_app(settings, platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as other:
        answer = await post(person, {"extensions": by_hash(text)}, other)
    assert answer.json()["data"]["viewer"]["email"] == person.email


async def test_a_hash_of_another_text_is_refused_and_nothing_is_kept(person: Person) -> None:
    wanted, other = fresh(), fresh()
    refused = await post(person, {"query": other, "extensions": by_hash(wanted)})
    assert (refused.status_code, code_of(refused)) == (400, "PERSISTED_QUERY_HASH_MISMATCH")
    assert code_of(await post(person, {"extensions": by_hash(wanted)})) == "PERSISTED_QUERY_NOT_FOUND"
    assert code_of(await post(person, {"extensions": by_hash(other)})) == "PERSISTED_QUERY_NOT_FOUND"


async def test_a_wrong_document_is_not_kept(person: Person) -> None:
    text = f"query Wrong{uuid4().hex} {{ nothing }}"
    assert code_of(await post(person, {"query": text, "extensions": by_hash(text)})) == "GRAPHQL_VALIDATION_FAILED"
    assert code_of(await post(person, {"extensions": by_hash(text)})) == "PERSISTED_QUERY_NOT_FOUND"


async def test_strangers_fill_no_store_but_may_ask(person: Person, stranger: Person) -> None:
    text = f"query Known{uuid4().hex} {{ __typename }}"
    assert (await post(stranger, {"query": text, "extensions": by_hash(text)})).json() == {
        "data": {"__typename": "Query"}
    }
    assert code_of(await post(person, {"extensions": by_hash(text)})) == "PERSISTED_QUERY_NOT_FOUND"
    await post(person, {"query": text, "extensions": by_hash(text)})
    assert (await post(stranger, {"extensions": by_hash(text)})).json() == {"data": {"__typename": "Query"}}


async def test_another_persons_hash_shows_no_data_of_theirs(person: Person, stranger: Person, another: object) -> None:
    text = fresh()
    mine = await post(person, {"query": text, "extensions": by_hash(text)})
    theirs: Person = await another()  # type: ignore[operator]  # the fixture gives a coroutine function
    seen = await post(theirs, {"extensions": by_hash(text)})
    assert seen.json()["data"]["viewer"] != mine.json()["data"]["viewer"]
    assert seen.json()["data"]["viewer"]["email"] == theirs.email
    assert (await post(stranger, {"extensions": by_hash(text)})).json()["data"] == {"viewer": None}


async def test_one_person_has_so_many_kept_and_no_more(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persisted_queries, "KEPT_PER_HOUR", 2)
    texts = [fresh() for _ in range(3)]
    for text in texts:
        answer = await post(person, {"query": text, "extensions": by_hash(text)})
        assert answer.json()["data"]["viewer"]["email"] == person.email
    known = ["data" in (await post(person, {"extensions": by_hash(text)})).json() for text in texts]
    assert known == [True, True, False]


async def test_a_long_document_runs_and_is_not_kept(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persisted_queries, "LONGEST_TEXT", 40)
    text = fresh()
    assert "errors" not in (await post(person, {"query": text, "extensions": by_hash(text)})).json()
    assert code_of(await post(person, {"extensions": by_hash(text)})) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "wrong",
    [
        {"persistedQuery": 1},
        {"persistedQuery": {"version": 2, "sha256Hash": hashed("{ a }")}},
        {"persistedQuery": {"version": 1}},
        {"persistedQuery": {"version": 1, "sha256Hash": hashed("{ a }").upper()}},
        {"persistedQuery": {"version": 1, "sha256Hash": "solvent:{queries}:recent"}},
    ],
)
async def test_what_is_no_hash_is_refused(person: Person, wrong: object) -> None:
    answer = await post(person, {"extensions": wrong})
    assert (answer.status_code, code_of(answer)) == (400, "BAD_REQUEST")


async def test_switched_off_it_says_so_once_and_texts_run(
    person: Person, settings: Settings, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.graphql, "persisted_queries", False)
    text = fresh()
    transport = httpx.ASGITransport(create_app(settings, platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        refused = await post(person, {"extensions": by_hash(text)}, client)
        assert (refused.status_code, code_of(refused)) == (200, "PERSISTED_QUERY_NOT_SUPPORTED")
        plainly = await post(person, {"extensions": by_hash(text)}, client, accept=GRAPHQL_TYPE)
        assert plainly.status_code == 400
        assert "errors" not in (await post(person, {"query": text, "extensions": by_hash(text)}, client)).json()

"""A GET by hash may be kept by the caller's own cache, which asks each time whether it still holds."""

import httpx
import pytest

from tests.support.documents import GRAPHQL_TYPE, by_hash, get, post
from tests.support.people import Person

ACCOUNTS = "query OwnAccounts { accounts(first: 10) { edges { node { id name } } } }"
KEYS = ["etag", "cache-control", "vary"]


@pytest.fixture(autouse=True)
async def _is_known(person: Person) -> None:
    await post(person, {"query": ACCOUNTS, "extensions": by_hash(ACCOUNTS)})


async def read(person: Person, **headers: str) -> httpx.Response:
    return await get(person, extensions=by_hash(ACCOUNTS), headers=headers)


async def add_account(person: Person) -> None:
    await person.ask(
        """mutation { createAccount(input: {name: "Cash", kind: CASH, currency: "EUR"}) { account { id } } }"""
    )


async def test_what_did_not_change_is_answered_without_a_body(person: Person) -> None:
    first = await read(person)
    assert first.status_code == 200
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Authorization, Cookie, Accept, Accept-Encoding, Origin"
    again = await read(person, if_none_match=f'"other", {first.headers["etag"]}')
    assert (again.status_code, again.content) == (304, b"")
    assert "content-length" not in again.headers
    assert "content-type" not in again.headers
    assert [again.headers[key] for key in KEYS] == [first.headers[key] for key in KEYS]
    await add_account(person)
    changed = await read(person, if_none_match=first.headers["etag"])
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.json()["data"]["accounts"]["edges"][0]["node"]["name"] == "Cash"


async def test_resolvers_and_plans_give_the_same_tag(person: Person) -> None:
    tags = {(await read(person)).headers["etag"] for _ in range(3)}
    assert len(tags) == 1


async def test_another_persons_tag_is_no_answer(person: Person, another: object, stranger: Person) -> None:
    await add_account(person)
    mine = (await read(person)).headers["etag"]
    theirs = await read(await another(), if_none_match=mine)  # type: ignore[operator]  # a coroutine function
    assert theirs.status_code == 200
    assert theirs.json()["data"]["accounts"]["edges"] == []
    strangers = await read(stranger, if_none_match=mine)
    assert strangers.status_code == 200
    assert strangers.headers["cache-control"] == "no-store"
    assert strangers.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_what_is_not_for_a_cache_says_so(person: Person) -> None:
    by_text = await get(person, query=ACCOUNTS)
    unknown = await get(person, extensions=by_hash("{ unknown }"))
    link = 'query Link { node(id: "x") { ... on Document { downloadUrl } } }'
    await post(person, {"query": link, "extensions": by_hash(link)})
    opening = await get(person, extensions=by_hash(link))
    assert opening.json() == {"data": {"node": None}}
    for answer in (by_text, unknown, opening):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    posted = await post(person, {"extensions": by_hash(ACCOUNTS)})
    assert "etag" not in posted.headers


async def test_the_media_type_stays_the_callers(person: Person) -> None:
    strictly = await read(person, accept=GRAPHQL_TYPE)
    assert strictly.headers["content-type"] == f"{GRAPHQL_TYPE}; charset=utf-8"
    assert strictly.status_code == 200

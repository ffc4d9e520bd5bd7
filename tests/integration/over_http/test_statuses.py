"""Status codes, media types and shapes by the GraphQL-over-HTTP specification, beyond what its audits ask."""

import pytest

from tests.support.documents import GRAPHQL_TYPE, by_hash, code_of, get, post
from tests.support.people import Person

VIEWER = "{ viewer { id } }"
JSON_FULL, GRAPHQL_FULL = "application/json; charset=utf-8", f"{GRAPHQL_TYPE}; charset=utf-8"
WITH_ID = "query($id: ID!) { node(id: $id) { id } }"


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("", JSON_FULL),
        ("*/*", JSON_FULL),
        ("application/*", JSON_FULL),
        ("application/json", JSON_FULL),
        (GRAPHQL_TYPE, GRAPHQL_FULL),
        (f"{GRAPHQL_TYPE}, application/json;q=0.9", GRAPHQL_FULL),
        (f"{GRAPHQL_TYPE};q=0.5, application/json", JSON_FULL),
        (f"application/json, {GRAPHQL_TYPE}", GRAPHQL_FULL),
        (f"{GRAPHQL_TYPE};q=0, */*", JSON_FULL),
        ("text/html, */*;q=0.1", JSON_FULL),
    ],
)
async def test_the_media_type_is_the_one_asked_for(person: Person, accept: str, answered: str) -> None:
    for _ in range(2):  # resolvers, then a plan
        answer = await post(person, {"query": VIEWER}, accept=accept)
        assert (answer.status_code, answer.headers["content-type"]) == (200, answered)


@pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "*/*;q=0"])
async def test_who_takes_nothing_of_ours_is_told(person: Person, accept: str) -> None:
    answer = await post(person, {"query": VIEWER}, accept=accept)
    assert (answer.status_code, code_of(answer)) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"query": "{"}, 400),
        ({"query": "{ nothing }"}, 400),
        ({"query": f"query A {VIEWER} query B {VIEWER}"}, 400),
        ({"query": f"query A {VIEWER}", "operationName": "B"}, 400),
        ({"query": WITH_ID, "variables": {"id": None}}, 400),
        ({"query": WITH_ID}, 400),
        ({"extensions": by_hash("{ never }")}, 400),
    ],
)
async def test_a_request_error_has_a_status_and_no_data(person: Person, body: object, status: int) -> None:
    strictly = await post(person, body, accept=GRAPHQL_TYPE)
    assert strictly.status_code == status
    plainly = await post(person, body)
    assert plainly.status_code == 200
    for answer in (strictly, plainly):
        assert "data" not in answer.json()
        assert answer.json()["errors"]


async def test_one_of_several_operations_runs_by_its_name(person: Person) -> None:
    several = f"query A {VIEWER} query B {{ viewer {{ email }} }}"
    for _ in range(2):
        answer = await post(person, {"query": several, "operationName": "B"})
        assert answer.json() == {"data": {"viewer": {"email": person.email}}}


async def test_a_field_error_is_a_partial_success(stranger: Person) -> None:
    document = {"query": "{ accounts { edges { node { id } } } }"}
    strictly = await post(stranger, document, accept=GRAPHQL_TYPE)
    assert (strictly.status_code, code_of(strictly)) == (294, "UNAUTHENTICATED")
    assert strictly.json()["data"] is None
    plainly = await post(stranger, document)
    assert plainly.status_code == 200
    assert plainly.json()["data"] is None


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "BAD_REQUEST"),
        (b"[]", "application/json", 400, "BAD_REQUEST"),
        (b'"x"', "application/json", 400, "BAD_REQUEST"),
        (b"\xff", "application/json", 400, "BAD_REQUEST"),
        (b"", "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ viewer { id } }", "operationName": 1}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ viewer { id } }"}', "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b'{"query": "{ viewer { id } }"}', "application/jsonx", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b'{"query": "{ viewer { id } }"}', "application/json; charset=utf-16", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"query=%7Bviewer%7Bid%7D%7D", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b'{"query": "{ viewer { id } }"}', "", 415, "UNSUPPORTED_MEDIA_TYPE"),
    ],
)
async def test_what_is_no_request_is_refused(
    person: Person, content: bytes, content_type: str, status: int, code: str
) -> None:
    answer = await person.client.post("/graphql", content=content, headers={"content-type": content_type})
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert answer.headers["content-type"] == JSON_FULL


async def test_json_may_name_its_encoding(person: Person) -> None:
    answer = await person.client.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": "Application/JSON;charset=UTF-8"}
    )
    assert answer.json() == {"data": {"__typename": "Query"}}


async def test_a_get_reads_and_changes_nothing(person: Person) -> None:
    add = 'mutation { createAccount(input: {name: "Cash", kind: CASH, currency: "EUR"}) { account { id } } }'
    for text in (add, f"query A {VIEWER} {add.replace('mutation', 'mutation B')}"):
        answer = await get(person, query=text, **({"operationName": "B"} if " B" in text else {}))
        assert (answer.status_code, code_of(answer), answer.headers["allow"]) == (405, "METHOD_NOT_ALLOWED", "POST")
    await post(person, {"query": f"{add} ", "extensions": by_hash(f"{add} ")})
    by_its_hash = await get(person, extensions=by_hash(f"{add} "))
    assert (by_its_hash.status_code, by_its_hash.headers["allow"]) == (405, "POST")
    assert len((await person.ask("{ accounts { edges { node { id } } } }"))["accounts"]["edges"]) == 1


async def test_other_methods_are_named_in_the_refusal(person: Person) -> None:
    answer = await person.client.put("/graphql", json={"query": VIEWER})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


async def test_get_parameters_are_read_as_the_specification_has_them(person: Person) -> None:
    named = f"query A {VIEWER}"
    assert "errors" not in (await get(person, query=named, operationName="", variables="", extensions={"x": 1})).json()
    assert code_of(await get(person, query=named, variables="{")) == "BAD_REQUEST"
    assert code_of(await get(person, query=named, variables="[]")) == "BAD_REQUEST"
    assert code_of(await get(person)) == "BAD_REQUEST"


async def test_incremental_delivery_is_off(person: Person) -> None:
    deferred = await post(person, {"query": "{ ... @defer { viewer { id } } }"}, accept="multipart/mixed")
    assert code_of(deferred) == "GRAPHQL_VALIDATION_FAILED"
    assert deferred.headers["content-type"] == JSON_FULL
    plain = await post(person, {"query": VIEWER}, accept="multipart/mixed, application/json")
    assert plain.headers["content-type"] == JSON_FULL


async def test_a_refused_token_says_how_to_sign_in(person: Person) -> None:
    answer = await post(Person(person.client, "nonsense"), {"query": VIEWER})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "data" not in answer.json()

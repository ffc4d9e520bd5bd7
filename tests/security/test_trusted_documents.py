"""Where trusted documents are enforced nothing else runs, whichever way it comes."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import websockets

from api.app import create_app
from api.graphql.persisted.errors import ManifestError
from api.graphql.persisted.trusted import trusted_documents
from api.http.graphiql import graphiql_key
from core.adapters.wiring import Platform
from core.settings import Environment, GraphQLSettings, Settings, TrustedDocuments
from tests.support.documents import GRAPHQL_TYPE, bearer, by_hash, code_of, get, hashed, post
from tests.support.people import Person
from tests.support.serving import PROTOCOL, next_message, served

VIEWER = "query Viewer { viewer { email } }"
ADD_ACCOUNT = "mutation Add($input: CreateAccountInput!) { createAccount(input: $input) { account { name } } }"
OTHER = "query Viewer { viewer { email  } }"
"""The same but for a space: another document."""
NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "trusted.json"
    path.write_text(json.dumps({hashed(text): text for text in (VIEWER, ADD_ACCOUNT)}), encoding="utf-8")
    return path


def enforcing(settings: Settings, manifest: Path, environment: Environment = Environment.PRODUCTION) -> Settings:
    graphql = GraphQLSettings(trusted_documents=TrustedDocuments.ENFORCE, manifest=manifest)
    return settings.model_copy(update={"graphql": graphql, "environment": environment})


@pytest.fixture
async def strict(
    settings: Settings, platform: Platform, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setattr(platform, "settings", enforcing(settings, manifest))
    transport = httpx.ASGITransport(create_app(platform.settings, platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as made:
        yield made


async def test_trusted_documents_run_by_text_and_by_hash(strict: httpx.AsyncClient, person: Person) -> None:
    wanted = {"data": {"viewer": {"email": person.email}}}
    for _ in range(2):  # resolvers, then a plan
        assert (await post(person, {"query": VIEWER}, strict)).json() == wanted
        assert (await post(person, {"extensions": by_hash(VIEWER)}, strict)).json() == wanted
        assert (await get(person, strict, extensions=by_hash(VIEWER))).json() == wanted
        assert (await post(person, {"documentId": f"sha256:{hashed(VIEWER)}"}, strict)).json() == wanted


async def test_others_are_refused_with_a_typed_error(strict: httpx.AsyncClient, person: Person) -> None:
    answer = await post(person, {"query": OTHER}, strict)
    assert (answer.status_code, code_of(answer)) == (200, NOT_TRUSTED)
    assert "data" not in answer.json()
    strictly = await post(person, {"query": OTHER}, strict, accept=GRAPHQL_TYPE)
    assert (strictly.status_code, code_of(strictly)) == (403, NOT_TRUSTED)


async def test_no_other_way_in_leads_past(strict: httpx.AsyncClient, person: Person) -> None:
    bodies: list[dict[str, Any]] = [
        {"query": OTHER, "extensions": by_hash(OTHER)},
        {"extensions": by_hash(OTHER)},
        {"documentId": f"sha256:{hashed(OTHER)}"},
        {"query": f"{VIEWER} query Also {{ __typename }}", "operationName": "Viewer"},
        {"query": OTHER, "documentId": None, "extensions": None},
        {"query": "{ __schema { types { name } } }"},
        {"query": "{ nonsense"},
    ]
    for body in bodies:
        assert code_of(await post(person, body, strict)) == NOT_TRUSTED, body
        plain = {name: value for name, value in body.items() if value is not None}
        assert code_of(await get(person, strict, **plain)) == NOT_TRUSTED, body
    pretended = await post(person, {"query": OTHER, "extensions": by_hash(VIEWER)}, strict)
    assert code_of(pretended) == "PERSISTED_QUERY_HASH_MISMATCH"
    batch = await post(person, [{"query": VIEWER}, {"query": OTHER}], strict)
    assert (batch.status_code, code_of(batch)) == (400, "BAD_REQUEST")
    for accept in ("multipart/mixed", "text/html, application/json"):
        assert code_of(await post(person, {"query": OTHER}, strict, accept=accept)) == NOT_TRUSTED
    events = (await post(person, {"query": OTHER}, strict, accept="text/event-stream")).text.splitlines()
    assert events[0] == "event: next"
    told = json.loads(events[1].removeprefix("data: "))
    assert [error["extensions"]["code"] for error in told.pop("errors")] == [NOT_TRUSTED]
    assert told == {}
    form = await strict.post("/graphql", data={"query": OTHER}, headers=bearer(person))
    assert (form.status_code, code_of(form)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_what_others_had_kept_before_does_not_run(
    strict: httpx.AsyncClient, person: Person, client: httpx.AsyncClient
) -> None:
    await post(person, {"query": OTHER, "extensions": by_hash(OTHER)}, client)
    assert "data" in (await post(person, {"extensions": by_hash(OTHER)}, client)).json()
    assert code_of(await post(person, {"extensions": by_hash(OTHER)}, strict)) == NOT_TRUSTED


async def test_a_trusted_mutation_still_runs_by_post_alone(strict: httpx.AsyncClient, person: Person) -> None:
    variables = {"input": {"name": "Cash", "kind": "CASH", "currency": "EUR"}}
    by_get = await get(person, strict, extensions=by_hash(ADD_ACCOUNT), variables=variables)
    assert (by_get.status_code, by_get.headers["allow"]) == (405, "POST")
    made = await post(person, {"extensions": by_hash(ADD_ACCOUNT), "variables": variables}, strict)
    assert made.json()["data"]["createAccount"]["account"] == {"name": "Cash"}
    names = (await person.ask("{ accounts { edges { node { name } } } }"))["accounts"]["edges"]
    assert names == [{"node": {"name": "Cash"}}], "the GET made none"


async def test_a_socket_is_no_way_around(
    settings: Settings, platform: Platform, manifest: Path, person: Person
) -> None:
    app = create_app(enforcing(settings, manifest), platform)
    async with served(app) as address, address.socket(person) as socket:
        assert await _over(socket, {"query": VIEWER}) == {"viewer": {"email": person.email}}
        assert await _over(socket, {"query": OTHER}) == NOT_TRUSTED
        assert await _over(socket, {"query": OTHER, "extensions": by_hash(VIEWER)}) == NOT_TRUSTED
        assert await _over(socket, {"query": 'subscription { jobProgress(jobId: "x") { state } }'}) == NOT_TRUSTED
        assert await _over(socket, {"query": VIEWER}) == {"viewer": {"email": person.email}}


async def test_graphiql_runs_its_own_in_development(
    settings: Settings, platform: Platform, manifest: Path, person: Person
) -> None:
    key = graphiql_key(platform.secrets)
    app = create_app(enforcing(settings, manifest, Environment.DEVELOPMENT), platform)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        page = await client.get("/graphql", headers={"accept": "text/html"})
        assert json.dumps(key) in page.text
        for _ in range(3):
            asked = await post(person, {"query": OTHER}, client, x_graphiql_key=key)
            assert asked.json() == {"data": {"viewer": {"email": person.email}}}
        assert code_of(await post(person, {"query": OTHER}, client)) == NOT_TRUSTED, "no plan was made of it"
        assert code_of(await post(person, {"query": OTHER}, client, x_graphiql_key="x")) == NOT_TRUSTED
    async with served(app) as address:
        url = f"ws://{address.host}:{address.port}/graphql"
        async with websockets.connect(url, subprotocols=[PROTOCOL]) as socket:
            token = {"authorization": f"Bearer {person.token}", "graphiqlKey": key}
            await socket.send(json.dumps({"type": "connection_init", "payload": token}))
            assert (await next_message(socket))["type"] == "connection_ack"
            assert await _over(socket, {"query": OTHER}) == {"viewer": {"email": person.email}}


async def test_production_knows_no_key_and_no_page(
    strict: httpx.AsyncClient, platform: Platform, person: Person
) -> None:
    key = graphiql_key(platform.secrets)
    assert code_of(await post(person, {"query": OTHER}, strict, x_graphiql_key=key)) == NOT_TRUSTED
    assert code_of(await post(person, {"query": OTHER}, strict, x_graphiql_key="")) == NOT_TRUSTED
    assert (await strict.get("/graphql", headers={"accept": "text/html"})).status_code == 404


async def test_allowed_ones_are_known_by_hash_from_the_start(
    settings: Settings, platform: Platform, manifest: Path, stranger: Person
) -> None:
    graphql = GraphQLSettings(trusted_documents=TrustedDocuments.ALLOW, manifest=manifest)
    transport = httpx.ASGITransport(create_app(settings.model_copy(update={"graphql": graphql}), platform))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        assert (await post(stranger, {"extensions": by_hash(VIEWER)}, client)).json() == {"data": {"viewer": None}}
        assert (await post(stranger, {"query": OTHER}, client)).json() == {"data": {"viewer": None}}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "can't be read"),
        ("{", "is not JSON"),
        ("[]", "names no documents"),
        ("{}", "names no documents"),
        (json.dumps({hashed(VIEWER): OTHER}), "is not the one of its hash"),
        (json.dumps({hashed(VIEWER): 1}), "is not the one of its hash"),
    ],
)
def test_a_manifest_that_can_not_be_used_stops_the_start(tmp_path: Path, content: str | None, why: str) -> None:
    path = tmp_path / "trusted.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ManifestError, match=why):
        trusted_documents(GraphQLSettings(trusted_documents=TrustedDocuments.ENFORCE, manifest=path))
    assert not trusted_documents(GraphQLSettings(trusted_documents=TrustedDocuments.OFF, manifest=path)).has(OTHER)


async def test_every_document_of_the_web_app_is_known_and_within_the_limits(stranger: Person) -> None:
    manifest = Path(__file__).parents[2] / "web" / "trusted-documents.json"
    texts = json.loads(manifest.read_text(encoding="utf-8"))
    assert len(texts) > 15
    for sha256, text in texts.items():
        if text.startswith("subscription"):
            continue
        errors = (await post(stranger, {"documentId": f"sha256:{sha256}"})).json().get("errors", [])
        # Without variables and nobody signed in: nothing else may be wrong with it.
        wrong = [error["message"] for error in errors if "path" not in error and "Variable" not in error["message"]]
        assert wrong == [], text


def test_a_folder_holds_the_manifests_of_several_builds(tmp_path: Path) -> None:
    settings = GraphQLSettings(trusted_documents=TrustedDocuments.ENFORCE, manifest=tmp_path)
    with pytest.raises(ManifestError, match="has no manifests"):
        trusted_documents(settings)
    for name, text in (("old", VIEWER), ("new", ADD_ACCOUNT)):
        (tmp_path / f"{name}.json").write_text(json.dumps({hashed(text): text}), encoding="utf-8")
    trusted = trusted_documents(settings)
    assert [trusted.find(hashed(text)) for text in (VIEWER, ADD_ACCOUNT, OTHER)] == [VIEWER, ADD_ACCOUNT, None]


async def _over(socket: websockets.ClientConnection, payload: dict[str, Any]) -> Any:
    """The data of an operation over a socket, or the code of its one error."""
    await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
    message = await next_message(socket)
    if message["type"] == "error":
        [error] = message["payload"]
        return error["extensions"]["code"]
    assert (await next_message(socket))["type"] == "complete"
    return message["payload"]["data"]

"""Malformed and abusive requests get a clear, typed refusal; nothing of ours shows."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.people import Person

VIEWER = "{ viewer { id } }"


async def first_code(person: Person, query: str) -> str:
    body = await person.send(query)
    code: str = body["errors"][0]["extensions"]["code"]
    return code


@pytest.mark.parametrize("query", ["", "{", "{ nosuchfield }", "query A { viewer { id } } query A { viewer { id } }"])
async def test_malformed_documents(person: Person, query: str) -> None:
    answer = await person.client.post("/graphql", json={"query": query})
    assert answer.status_code in {200, 400}
    assert "Traceback" not in answer.text


async def test_depth_aliases_tokens_and_cost_are_bounded(person: Person) -> None:
    deep = (
        "{ accounts { edges { node "
        + "{ transactions { edges { node { account " * 12
        + "{ id }"
        + "} } } }" * 12
        + " } } }"
    )
    aliases = "{ " + " ".join(f"a{n}: viewer {{ id }}" for n in range(40)) + " }"
    tokens = "{ " + "viewer { id } " * 3000 + "}"
    page = "edges { node { description account { name } category { key } } }"
    costly = f"{{ accounts(first: 100) {{ edges {{ node {{ transactions(first: 100) {{ {page} }} }} }} }} }}"
    for query in (deep, aliases, tokens):
        body = await person.send(query)
        assert body.get("data") is None
        assert body["errors"]
    assert await first_code(person, costly) == "QUERY_TOO_COSTLY"


async def test_fragments_of_fragments_are_reckoned_quickly(person: Person) -> None:
    fragments = " ".join(
        f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} a{n}: viewer {{ id }} }}" for n in range(60)
    )  # what follows every spread would never end
    body = await person.send(f"query {{ ...F0 }} {fragments} fragment F60 on Query {{ viewer {{ id }} }}")
    assert body["errors"]


async def test_a_body_too_large_is_refused(person: Person, settings: Settings) -> None:
    answer = await person.client.post(
        "/graphql", content=b"x" * (settings.limits.body_bytes + 1), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_batches_are_refused(person: Person) -> None:
    answer = await person.client.post("/graphql", json=[{"query": VIEWER}] * 3)
    assert answer.status_code == 400


def forged(token: str, **claims: Any) -> str:
    """The token with other claims and its old signature."""
    header, body, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed = base64.urlsafe_b64encode(json.dumps(content | claims).encode()).decode().rstrip("=")
    return f"{header}.{changed}.{signature}"


def unsigned(token: str) -> str:
    header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    return f"{header}.{token.split('.')[1]}."


async def test_forged_tokens_are_refused_alike(person: Person) -> None:
    assert person.token is not None
    tokens = [
        forged(person.token, role="admin"),
        forged(person.token, sub="00000000-0000-0000-0000-000000000000"),
        unsigned(person.token),
        person.token[:-4],
        "x",
        "a" * 5000,
    ]
    for token in tokens:
        answer = await person.client.post(
            "/graphql", json={"query": VIEWER}, headers={"authorization": f"Bearer {token}"}
        )
        body = answer.json()
        assert body["errors"][0]["extensions"]["code"] == "INVALID_TOKEN"
        assert body["errors"][0]["message"] == "The access token is not valid."


async def test_an_expired_token_is_refused(person: Person, platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    monkeypatch.setattr(platform.clock, "now", lambda: later, raising=False)
    answer = await person.send(VIEWER)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_TOKEN"


@pytest.mark.parametrize("bad", ["", "x", "QWNjb3VudDo=", "VHJhbnNhY3Rpb246eA==", "\x00", "😀"])
async def test_ids_we_never_gave_stand_for_nothing(person: Person, bad: str) -> None:
    assert (await person.ask("query($id: ID!) { node(id: $id) { id } }", id=bad))["node"] is None


async def test_the_answer_to_a_failure_of_ours_is_masked(
    person: Person, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(platform.banks, "all", broken)
    body = await person.send("{ banks { code } }")
    (error,) = body["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["reference"]
    assert "secret detail" not in json.dumps(body)


async def test_browsers_are_told_to_be_careful(person: Person) -> None:
    headers = (await person.client.get("/health/live")).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"

"""A browser's cookie counts only for what our own pages ask."""

import json
from typing import Any

import httpx
import pytest
import websockets

from api.app import create_app
from api.http.browser_session import ACCESS_COOKIE, BROWSER_HEADER
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.people import Person
from tests.support.serving import PROTOCOL, Address, served

pytestmark = pytest.mark.security

NEW = 'mutation { createAccount(input: { name: "Main", currency: "RUB" }) { errors { code } } }'
ACCOUNTS = "{ accounts { totalCount } }"


async def ask(person: Person, query: str, **headers: str) -> httpx.Response:
    """An operation with the person's cookie, as a browser would send it."""
    cookie = {"cookie": f"{ACCESS_COOKIE}={person.token}"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await person.client.post("/graphql", json={"query": query}, headers=cookie | named)


def code_of(answer: httpx.Response) -> str:
    (error,) = answer.json()["errors"]
    code: str = error["extensions"]["code"]
    return code


OURS = {BROWSER_HEADER.replace("-", "_"): "1"}


async def count(person: Person) -> int:
    found: int = (await person.ask(ACCOUNTS))["accounts"]["totalCount"]
    return found


async def test_our_own_page_asks_in_the_person_s_name(person: Person, settings: Settings) -> None:
    for given in (
        {"origin": settings.web_url, "sec_fetch_site": "same-site"},
        {"origin": settings.public_url, "sec_fetch_site": "same-origin"},
        {"origin": settings.web_url},  # a browser without fetch metadata
        {"sec_fetch_site": "same-origin"},
    ):
        answer = await ask(person, NEW, **OURS, **given)
        assert answer.json()["data"]["createAccount"] == {"errors": []} or "ACCOUNT_EXISTS" in answer.text
    assert await count(person) >= 1


@pytest.mark.parametrize(
    "given",
    [
        {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"origin": "http://127.0.0.1:9999", "sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "none"},
        {},
    ],
)
async def test_another_page_is_refused_and_changes_nothing(person: Person, given: dict[str, str]) -> None:
    answer = await ask(person, NEW, **OURS, **given)
    assert (answer.status_code, code_of(answer)) == (403, "CROSS_SITE_REFUSED")
    assert await count(person) == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin"])
async def test_a_request_without_our_header_is_a_stranger_s(person: Person, settings: Settings, site: str) -> None:
    answer = await ask(person, NEW, origin=settings.web_url, sec_fetch_site=site)
    assert code_of(answer) == "UNAUTHENTICATED"
    assert await count(person) == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_what_a_form_can_send_is_no_operation(person: Person, kind: str) -> None:
    headers = {"cookie": f"{ACCESS_COOKIE}={person.token}", "content-type": kind, "origin": "https://evil.example"}
    answer = await person.client.post("/graphql", content=json.dumps({"query": NEW}), headers=headers)
    assert answer.status_code in {400, 415}
    assert await count(person) == 0


async def test_other_origins_may_not_send_our_header_at_all(person: Person, settings: Settings) -> None:
    wanted = {"access-control-request-method": "POST", "access-control-request-headers": BROWSER_HEADER}
    for origin in ("https://evil.example", settings.web_url):
        answer = await person.client.options("/graphql", headers={"origin": origin} | wanted)
        assert BROWSER_HEADER not in answer.headers.get("access-control-allow-headers", "")
        assert "access-control-allow-credentials" not in answer.headers


async def test_a_bearer_needs_no_cookie_and_outdoes_one(person: Person, client: httpx.AsyncClient) -> None:
    headers = {"authorization": f"Bearer {person.token}", "cookie": f"{ACCESS_COOKIE}=nonsense", BROWSER_HEADER: "1"}
    answer = await client.post("/graphql", json={"query": "{ viewer { email } }"}, headers=headers)
    body: dict[str, Any] = answer.json()
    assert body["data"]["viewer"]["email"] == person.email


async def test_a_cookie_that_ended_is_refused(person: Person, settings: Settings) -> None:
    await person.ask("mutation { signOut { errors { code } } }")
    answer = await ask(person, ACCOUNTS, **OURS, origin=settings.web_url)
    assert code_of(answer) == "INVALID_TOKEN"


async def hello(address: Address, person: Person, origin: str | None) -> str:
    """How a socket with the person's cookie is greeted, and whose it is."""
    headers = {"cookie": f"{ACCESS_COOKIE}={person.token}"} | ({"origin": origin} if origin else {})
    async with websockets.connect(
        f"ws://{address.host}:{address.port}/graphql", subprotocols=[PROTOCOL], additional_headers=headers
    ) as channel:
        await channel.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await channel.recv())["type"] == "connection_ack"
        asked = {"id": "1", "type": "subscribe", "payload": {"query": "{ viewer { email } }"}}
        await channel.send(json.dumps(asked))
        answer = json.loads(await channel.recv())
        viewer = answer["payload"]["data"]["viewer"]
        return str(viewer["email"]) if viewer else "nobody"


async def test_a_socket_of_our_own_page_is_the_person_s_and_no_other(
    settings: Settings, platform: Platform, person: Person
) -> None:
    async with served(create_app(settings, platform)) as address:
        assert await hello(address, person, settings.web_url) == person.email
        assert await hello(address, person, None) == "nobody"  # no browser: a program has to show a token
        with pytest.raises(websockets.InvalidStatus):
            await hello(address, person, "https://evil.example")

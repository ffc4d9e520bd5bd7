"""What RFC 9700 warns of, tried: each attempt gets a clear refusal and leaves nothing open."""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core.adapters.wiring import Platform
from core.identity.deactivate_user import deactivate_user
from core.identity.oauth.app_token import AppTokens
from tests.support.apps import APPROVE, CALLBACK, App, query_of, register_app
from tests.support.people import Person, make_person

pytestmark = pytest.mark.security
ACCOUNTS = "{ accounts { edges { node { id } } } }"
Another = Callable[[], Any]


@pytest.fixture(scope="module")
async def app(platform: Platform, client: httpx.AsyncClient) -> App:
    return await register_app(platform, client)


@pytest.fixture(scope="module")
async def public(platform: Platform, client: httpx.AsyncClient) -> App:
    return await register_app(platform, client, kind="PUBLIC")


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example/callback/",
        "https://app.example/callback?x=1",
        "https://app.example/callbacks",
        "https://app.example.evil.example/callback",
        "https://app.example@evil.example/callback",
        "https://APP.example/callback",
        "http://app.example/callback",
        "https://app.example/callback/../callback",
        "https://app.example/callback%0d%0aset-cookie:x",
        "//app.example/callback",
        "javascript:alert(1)",
        "",
    ],
)
async def test_nobody_is_sent_to_another_address(app: App, uri: str) -> None:
    answer = await app.open(app.request(redirect_uri=uri))
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": "", "code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code token"}, "unsupported_response_type"),
        ({"response_type": "id_token", "scope": "openid"}, "unsupported_response_type"),
        ({"scope": "documents:read"}, "invalid_scope"),
        ({"scope": "accounts:read admin"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"request": "x.y.z"}, "request_not_supported"),
    ],
)
async def test_bad_requests_go_back_with_an_error_and_who_we_are(
    app: App, platform: Platform, changes: dict[str, str], error: str
) -> None:
    answer = await app.open(app.request(**changes))
    assert answer.status_code == 303, answer.text
    location = answer.headers["location"]
    assert location.startswith(f"{CALLBACK}?")
    back = query_of(location)
    assert (back["error"], back["state"], back["iss"]) == (error, "of-the-app", platform.app_tokens.issuer)


async def test_a_parameter_that_comes_twice_is_refused(app: App) -> None:
    asked = "&".join(f"{name}={value}" for name, value in app.request("accounts:read").items())
    answer = await app.http.get(f"/oauth/authorize?{asked}&scope=transactions:write")
    assert (answer.status_code, "location" in answer.headers) == (400, False)


async def test_a_code_works_once_and_its_reuse_ends_its_tokens(app: App, person: Person, platform: Platform) -> None:
    code = await app.code(person)
    tokens = (await app.redeem(code)).json()
    again = await app.redeem(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert (await app.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    platform.app_tokens._live.clear()
    assert await Person(app.http, tokens["access_token"]).error_code(ACCOUNTS) == "INVALID_TOKEN"


async def test_two_who_spend_a_code_at_once_end_with_nothing(app: App, person: Person) -> None:
    code = await app.code(person)
    answers = await asyncio.gather(*(app.redeem(code) for _ in range(4)))
    good = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(good) == 1
    assert (await app.refresh(good[0]["refresh_token"])).json()["error"] == "invalid_grant"


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_family(app: App, person: Person) -> None:
    first = (await app.tokens(person))["refresh_token"]
    second = (await app.refresh(first)).json()["refresh_token"]
    assert (await app.refresh(first)).json()["error"] == "invalid_grant"
    assert (await app.refresh(second)).json()["error"] == "invalid_grant"
    history = await person.ask("{ activity { edges { node { action } } } }")
    assert "app.tokens_ended" in {edge["node"]["action"] for edge in history["activity"]["edges"]}


@pytest.mark.parametrize("verifier", ["", "x" * 43, "short"])
async def test_a_stolen_code_is_worth_nothing_without_its_verifier(app: App, person: Person, verifier: str) -> None:
    code = await app.code(person)
    stolen = await app.redeem(code, code_verifier=verifier)
    assert stolen.status_code == 400
    assert stolen.json()["error"] in {"invalid_grant", "invalid_request"}
    assert (await app.redeem(code)).status_code == 200


async def test_another_clients_code_is_worth_nothing(
    app: App, person: Person, platform: Platform, client: httpx.AsyncClient
) -> None:
    other = await register_app(platform, client)
    code = await app.code(person)
    other.verifier = app.verifier
    assert (await other.redeem(code)).json()["error"] == "invalid_grant"
    tokens = (await app.redeem(code)).json()
    assert (await other.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert (await other.post("introspect", token=tokens["access_token"])).json() == {"active": False}
    assert (await other.post("introspect", token=tokens["refresh_token"])).json() == {"active": False}
    assert (await other.post("revoke", token=tokens["access_token"])).json()["error"] == "invalid_grant"
    assert (await app.post("introspect", token=tokens["access_token"])).json()["active"] is True


async def test_a_code_goes_with_its_redirect_uri(platform: Platform, client: httpx.AsyncClient, person: Person) -> None:
    mixed = await register_app(platform, client, redirectUris=[CALLBACK, "https://app.example/other"])
    code = await mixed.code(person)
    assert (await mixed.redeem(code, redirect_uri="https://app.example/other")).json()["error"] == "invalid_grant"
    assert (await mixed.redeem(code, redirect_uri="")).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("secret", ["", "wrong"])
async def test_a_wrong_secret_gets_nothing(app: App, person: Person, secret: str) -> None:
    pretending = App(app.http, app.client_id, secret, verifier=app.verifier)
    answer = await pretending.redeem(await app.code(person))
    assert answer.json()["error"] == "invalid_client"
    by_none = App(app.http, app.client_id, None, verifier=app.verifier)
    assert (await by_none.redeem(await app.code(person))).json()["error"] == "invalid_client"


async def test_a_public_app_can_not_speak_for_itself_or_ask_about_tokens(public: App, person: Person) -> None:
    assert (await public.token(grant_type="client_credentials")).json()["error"] == "invalid_client"
    tokens = await public.tokens(person)
    assert (await public.post("introspect", token=tokens["access_token"])).json()["error"] == "invalid_client"
    assert (await public.post("revoke", token=tokens["refresh_token"])).status_code == 200


async def test_passwords_and_unknown_grants_are_none(app: App) -> None:
    for grant in ("password", "implicit", "urn:ietf:params:oauth:grant-type:jwt-bearer", ""):
        answer = await app.token(grant_type=grant, username="a", password="b")
        assert answer.json()["error"] == "unsupported_grant_type"


async def test_a_public_app_is_asked_for_every_time(public: App, person: Person) -> None:
    """Anybody can pretend to be it: a yes of yesterday is not taken for one of today."""
    await public.tokens(person)
    handle = await public.handle(public.request())
    screen = "query($r: String!) { authorizationRequest(request: $r) { needsConsent } }"
    assert (await person.ask(screen, r=handle))["authorizationRequest"]["needsConsent"] is True


async def test_a_request_is_decided_once(app: App, person: Person, another: Another) -> None:
    handle = await app.handle(app.request())
    assert (await person.ask(APPROVE, i={"request": handle}))["approveAuthorization"]["errors"] == []
    for late in (person, await another()):
        refused = (await late.ask(APPROVE, i={"request": handle}))["approveAuthorization"]
        assert refused == {"redirectTo": None, "errors": [{"code": "AUTHORIZATION_OVER"}]}


async def test_an_app_wants_a_fresh_sign_in(app: App, person: Person) -> None:
    handle = await app.handle(app.request(prompt="login"))
    refused = (await person.ask(APPROVE, i={"request": handle}))["approveAuthorization"]
    assert refused["errors"] == [{"code": "STEP_UP_NEEDED"}]


async def test_nobody_disconnects_anothers_app(app: App, person: Person, another: Another) -> None:
    await app.tokens(person)
    (connected,) = (await person.ask("{ connectedApps { id } }"))["connectedApps"]
    disconnect = "mutation($i: DisconnectAppInput!) { disconnectApp(input: $i) { errors { code } } }"
    stranger: Person = await another()
    refused = (await stranger.ask(disconnect, i={"id": connected["id"]}))["disconnectApp"]
    assert refused["errors"] == [{"code": "NOT_FOUND"}]


@pytest.mark.parametrize(
    "uris",
    [
        ["http://app.example/callback"],
        ["https://app.example/#fragment"],
        ["https://*.app.example/callback"],
        ["https://user@app.example/callback"],
        ["myapp://callback"],
        ["https://app.example/a b"],
        ["https://app.example\\@evil.example/"],
        ["http://localhost.evil.example/"],
        ["http://127.0.0.1.evil.example/"],
    ],
)
async def test_no_such_redirect_uri_is_registered(
    platform: Platform, client: httpx.AsyncClient, uris: list[str]
) -> None:
    with pytest.raises(AssertionError, match="INVALID_REDIRECT_URI"):
        await register_app(platform, client, redirectUris=uris)


async def test_of_a_loopback_address_only_the_port_is_free(platform: Platform, client: httpx.AsyncClient) -> None:
    native = await register_app(platform, client, kind="PUBLIC", redirectUris=["http://127.0.0.1/back"])
    assert (await native.open(native.request(redirect_uri="http://127.0.0.1:51004/back"))).status_code == 303
    for other in ("http://127.0.0.1:51004/other", "http://127.0.0.2/back", "https://127.0.0.1/back"):
        assert (await native.open(native.request(redirect_uri=other))).status_code == 400


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


async def forgeries(token: str) -> list[str]:
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    wider = part(claims | {"scope": "transactions:write"})
    return [
        f"{part(header | {'alg': 'none'})}.{body}.",
        f"{part(header | {'alg': 'HS256'})}.{body}.{signature}",
        f"{part(header | {'typ': 'JWT'})}.{body}.{signature}",
        f"{head}.{wider}.{signature}",
        f"{head}.{body}.",
        f"{head}.{body}",
        token + "A" * 5000,
    ]


async def test_forged_tokens_of_apps_are_refused_alike(app: App, person: Person) -> None:
    tokens = await app.tokens(person)
    for forged in await forgeries(tokens["access_token"]):
        refused = await Person(app.http, forged).send(ACCOUNTS)
        assert refused["errors"][0]["extensions"]["code"] == "INVALID_TOKEN", forged[:40]
        assert refused["errors"][0]["message"] == "The access token is not valid."


async def test_tokens_of_one_kind_are_none_of_another(app: App, person: Person, platform: Platform) -> None:
    """First-party, app's and ID tokens are signed by one key: type and audience keep them apart."""
    answer = await app.redeem(await app.code(person, app.request("openid accounts:read")))
    tokens = answer.json()
    assert await Person(app.http, tokens["id_token"]).error_code(ACCOUNTS) == "INVALID_TOKEN"
    own = {"authorization": f"Bearer {person.token}"}
    assert (await app.http.get("/oauth/userinfo", headers=own)).status_code == 401
    id_token = {"authorization": f"Bearer {tokens['id_token']}"}
    assert (await app.http.get("/oauth/userinfo", headers=id_token)).status_code == 401
    with pytest.raises(Exception, match="not valid"):
        await platform.access_tokens.check(tokens["access_token"])
    assert (await app.post("introspect", token=str(person.token))).json() == {"active": False}


async def test_a_token_for_another_audience_is_refused(person: Person, platform: Platform) -> None:
    elsewhere = AppTokens(
        platform.access_tokens,
        platform.database,
        platform.clock,
        "https://elsewhere.example",
        platform.app_tokens.lifetime,
    )
    assert person.user_id is not None
    token = await elsewhere.issue(
        person.user_id, frozenset({"accounts:read"}), subject=person.user_id, family_id=None, thumbprint=None
    )
    assert await Person(person.client, token).error_code(ACCOUNTS) == "INVALID_TOKEN"


async def test_a_deactivated_persons_apps_are_out(app: App, platform: Platform, client: httpx.AsyncClient) -> None:
    person = await make_person(platform, client)
    tokens = await app.tokens(person)
    assert person.user_id is not None
    async with platform.database.system_unit_of_work() as uow:
        await deactivate_user(uow, platform.clock, person.user_id, actor_id=None, reason="a test")
    assert (await app.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    platform.app_tokens._live.clear()
    assert await Person(client, tokens["access_token"]).error_code(ACCOUNTS) == "INVALID_TOKEN"

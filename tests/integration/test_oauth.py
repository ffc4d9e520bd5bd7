"""An app's whole life: registered, let in by a person, at work in their name, and shut out again."""

from typing import Any

import httpx
import pytest
from authlib.oauth2 import rfc9207
from authlib.oidc.discovery import OpenIDProviderMetadata
from joserfc import jwt

from core.adapters.wiring import Platform
from core.identity.models import Role
from tests.support.apps import DENY, App, register_app
from tests.support.people import Person, make_person

ACCOUNTS = "{ accounts { edges { node { id name } } } }"
CONNECTED = "{ connectedApps { id appName scopes { name words } } }"
DISCONNECT = "mutation($i: DisconnectAppInput!) { disconnectApp(input: $i) { errors { code } } }"
SCREEN = """query($r: String!) { authorizationRequest(request: $r, wordsIn: RU) {
  appName website returnsTo needsConsent scopes { name words } } }"""


@pytest.fixture(scope="module")
async def app(platform: Platform, client: httpx.AsyncClient) -> App:
    return await register_app(platform, client)


async def test_a_person_lets_an_app_in_and_out_again(app: App, person: Person, platform: Platform) -> None:
    handle = await app.handle(app.request("accounts:read offline_access"))
    assert (await person.ask(SCREEN, r=handle))["authorizationRequest"] == {
        "appName": "Ledger",
        "website": "https://app.example",
        "returnsTo": "app.example",
        "needsConsent": True,
        "scopes": [
            {"name": "offline_access", "words": "Делать это в ваше отсутствие"},
            {"name": "accounts:read", "words": "Видеть ваши счета и остатки"},
        ],
    }
    tokens = await app.tokens(person)
    assert {key: tokens[key] for key in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 600,
        "scope": "accounts:read offline_access",
    }
    asking = Person(app.http, tokens["access_token"])
    assert (await asking.ask(ACCOUNTS))["accounts"]["edges"] == []
    (connected,) = (await person.ask(CONNECTED))["connectedApps"]
    assert connected["appName"] == "Ledger"
    assert [scope["name"] for scope in connected["scopes"]] == ["offline_access", "accounts:read"]
    assert (await person.ask(DISCONNECT, i={"id": connected["id"]}))["disconnectApp"]["errors"] == []
    assert (await person.ask(CONNECTED))["connectedApps"] == []
    assert (await app.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    platform.app_tokens._live.clear()  # as a process that has not just looked
    assert await asking.error_code(ACCOUNTS) == "INVALID_TOKEN"
    history = await person.ask("{ activity { edges { node { action } } } }")
    actions = [edge["node"]["action"] for edge in history["activity"]["edges"]]
    assert {"app.connected", "app.disconnected"} <= set(actions)


async def test_a_yes_is_remembered(app: App, person: Person) -> None:
    await app.tokens(person)
    again = await person.ask(SCREEN, r=await app.handle(app.request("accounts:read")))
    assert again["authorizationRequest"]["needsConsent"] is False
    more = await person.ask(SCREEN, r=await app.handle(app.request("accounts:read transactions:read")))
    assert more["authorizationRequest"]["needsConsent"] is True
    asked_again = await person.ask(SCREEN, r=await app.handle(app.request("accounts:read", prompt="consent")))
    assert asked_again["authorizationRequest"]["needsConsent"] is True


async def test_a_no_goes_back_to_the_app(app: App, person: Person, platform: Platform) -> None:
    back = await app.outcome(person, DENY, app.request())
    assert {key: back[key] for key in ("error", "state", "iss")} == {
        "error": "access_denied",
        "state": "of-the-app",
        "iss": platform.app_tokens.issuer,
    }
    assert (await person.ask(CONNECTED))["connectedApps"] == []


async def test_refresh_tokens_rotate_and_can_narrow(app: App, person: Person) -> None:
    first = await app.tokens(person, "accounts:read transactions:read offline_access")
    second = (await app.refresh(first["refresh_token"], scope="accounts:read")).json()
    assert second["scope"] == "accounts:read"
    third = (await app.refresh(second["refresh_token"])).json()
    assert third["scope"] == "accounts:read offline_access transactions:read"
    assert len({first["refresh_token"], second["refresh_token"], third["refresh_token"]}) == 3
    wider = await app.refresh(third["refresh_token"], scope="documents:read")
    assert wider.json()["error"] == "invalid_scope"


async def test_without_offline_access_there_is_no_refresh_token(app: App, person: Person) -> None:
    assert "refresh_token" not in await app.tokens(person, "accounts:read")


async def test_openid(app: App, person: Person, platform: Platform) -> None:
    code = await app.code(person, app.request("openid email profile", nonce="once"))
    tokens = (await app.redeem(code)).json()
    claims = await _id_claims(platform, tokens["id_token"])
    assert {key: claims[key] for key in ("iss", "aud", "sub", "nonce")} == {
        "iss": "http://testserver",
        "aud": app.client_id,
        "sub": str(person.user_id),
        "nonce": "once",
    }
    assert isinstance(claims["auth_time"], int)
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    told = (await app.http.get("/oauth/userinfo", headers=bearer)).json()
    assert told == {
        "sub": str(person.user_id),
        "name": "Anna",
        "locale": "en",
        "email": person.email,
        "email_verified": False,
    }


async def _id_claims(platform: Platform, token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, await platform.access_tokens.keys_for(token), algorithms=["Ed25519"]).claims)


async def test_introspection_and_revocation(app: App, person: Person, platform: Platform) -> None:
    tokens = await app.tokens(person)
    for name, kept in (("access_token", "jti"), ("refresh_token", "exp")):
        told = (await app.post("introspect", token=tokens[name])).json()
        assert told["active"] is True
        assert told["client_id"] == app.client_id
        assert told["sub"] == str(person.user_id)
        assert kept in told
    revoked = await app.post("revoke", token=tokens["access_token"])
    assert (revoked.status_code, revoked.json()) == (200, {})
    assert (await app.post("introspect", token=tokens["access_token"])).json() == {"active": False}
    platform.app_tokens._live.clear()
    assert await Person(app.http, tokens["access_token"]).error_code(ACCOUNTS) == "INVALID_TOKEN"
    assert (await app.post("introspect", token=tokens["refresh_token"])).json()["active"] is True
    assert (await app.post("revoke", token=tokens["refresh_token"])).status_code == 200
    assert (await app.refresh(tokens["refresh_token"])).json()["error"] == "invalid_grant"
    assert (await app.post("revoke", token="never was one")).status_code == 200


async def test_an_app_for_itself(platform: Platform, client: httpx.AsyncClient) -> None:
    service = await register_app(
        platform, client, redirectUris=[], scopes=[], serviceScopes=["banks:read", "marketplace:read"]
    )
    answer = (await service.token(grant_type="client_credentials", scope="banks:read")).json()
    assert (answer["scope"], "refresh_token" in answer) == ("banks:read", False)
    asking = Person(client, answer["access_token"])
    assert isinstance((await asking.ask("{ banks { code } }"))["banks"], list)
    assert await asking.error_code("{ marketplace { partners { name } } }") == "INSUFFICIENT_SCOPE"
    assert await asking.error_code(ACCOUNTS) == "INSUFFICIENT_SCOPE"
    assert (await asking.ask("{ __typename }")) == {"__typename": "Query"}


async def test_metadata_is_as_the_standards_have_it(client: httpx.AsyncClient) -> None:
    told = (await client.get("/.well-known/openid-configuration")).json()
    assert told == (await client.get("/.well-known/oauth-authorization-server")).json()
    assert told["issuer"] == "http://testserver"
    assert told["code_challenge_methods_supported"] == ["S256"]
    checked = OpenIDProviderMetadata(_as_https(told))
    checked.validate_issuer()
    checked.validate_token_endpoint()
    checked.validate_authorization_endpoint()
    rfc9207.AuthorizationServerMetadata(told).validate_authorization_response_iss_parameter_supported()


def _as_https(told: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value.replace("http://testserver", "https://testserver") if isinstance(value, str) else value
        for key, value in told.items()
    }


async def test_a_pushed_request_is_opened_once(app: App, person: Person) -> None:
    pushed = (await app.post("par", **app.request("accounts:read"))).json()
    assert pushed["expires_in"] == 90
    named = {"client_id": app.client_id, "request_uri": pushed["request_uri"]}
    code = await app.code(person, named)
    assert (await app.redeem(code)).json()["scope"] == "accounts:read"
    again = await app.open(named)
    assert again.status_code == 400
    assert "This request is over" in again.text


async def test_an_app_switched_off_is_out(platform: Platform, client: httpx.AsyncClient, person: Person) -> None:
    app = await register_app(platform, client)
    tokens = await app.tokens(person)
    admin = await make_person(platform, client, Role.ADMIN)
    listed = (await admin.ask("{ apps { clientId disabledAt } }"))["apps"]
    assert {"clientId": app.client_id, "disabledAt": None} in listed
    off = await admin.ask("mutation($i: AppInput!) { disableApp(input: $i) { errors { code } } }", i={"appId": app.id})
    assert off["disableApp"]["errors"] == []
    assert (await app.refresh(tokens["refresh_token"])).json()["error"] == "invalid_client"
    platform.app_tokens._live.clear()
    assert await Person(client, tokens["access_token"]).error_code(ACCOUNTS) == "INVALID_TOKEN"

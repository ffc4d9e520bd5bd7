"""What FAPI 2.0 asks of a partner: signed client authentication, pushed requests, tokens bound to a key."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from core.adapters.wiring import Platform
from tests.support.apps import App, register_app
from tests.support.people import Person

ISSUER = "http://testserver"
ACCOUNTS = "{ accounts { edges { node { id } } } }"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Signer:
    """A partner's key."""

    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))

    def assertion(self, app: App, **changes: Any) -> dict[str, str]:
        now = int(time.time())
        claims = {"iss": app.client_id, "sub": app.client_id, "aud": ISSUER, "iat": now, "exp": now + 60}
        claims = claims | {"jti": secrets.token_hex(8)} | changes
        signed = jwt.encode({"alg": "ES256"}, claims, self.key)
        return {"client_assertion_type": ASSERTION, "client_assertion": signed}

    def proof(self, method: str, path: str, token: str | None = None, **changes: Any) -> dict[str, str]:
        claims = {"htm": method, "htu": ISSUER + path, "iat": int(time.time()), "jti": secrets.token_hex(8)}
        if token is not None:
            claims["ath"] = base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
        header = {"alg": "ES256", "typ": "dpop+jwt", "jwk": self.key.as_dict(private=False)}
        return {"dpop": jwt.encode(header, claims | changes, self.key)}


@pytest.fixture(scope="module")
def signer() -> Signer:
    return Signer()


@pytest.fixture(scope="module")
async def partner(platform: Platform, client: httpx.AsyncClient, signer: Signer) -> App:
    keys = json.dumps({"keys": [signer.key.as_dict(private=False)]})
    return await register_app(platform, client, kind="PRIVATE_KEY", publicKeys=keys, needsPar=True, needsDpop=True)


async def pushed(partner: App, signer: Signer, **changes: str) -> dict[str, str]:
    form = partner.request(**changes) | signer.assertion(partner)
    answer = await partner.post("par", signer.proof("POST", "/oauth/par"), **form)
    assert answer.status_code == 201, answer.text
    return {"client_id": partner.client_id, "request_uri": answer.json()["request_uri"]}


async def redeemed(partner: App, signer: Signer, person: Person) -> dict[str, Any]:
    code = await partner.code(person, await pushed(partner, signer))
    answer = await partner.redeem(code, signer.proof("POST", "/oauth/token"), **signer.assertion(partner))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def graphql(partner: App, token: str, headers: dict[str, str], scheme: str = "DPoP") -> Any:
    headers = {**headers, "authorization": f"{scheme} {token}"}
    return (await partner.http.post("/graphql", json={"query": ACCOUNTS}, headers=headers)).json()


async def test_a_partner_with_a_key_of_its_own(partner: App, signer: Signer, person: Person) -> None:
    tokens = await redeemed(partner, signer, person)
    assert tokens["token_type"] == "DPoP"
    token = tokens["access_token"]
    assert "errors" not in await graphql(partner, token, signer.proof("POST", "/graphql", token))
    told = (await partner.post("introspect", token=token, **signer.assertion(partner))).json()
    assert told["cnf"] == {"jkt": signer.key.thumbprint()}
    form = {"refresh_token": tokens["refresh_token"], "grant_type": "refresh_token", **signer.assertion(partner)}
    fresh = await partner.token(signer.proof("POST", "/oauth/token"), **form)
    assert fresh.json()["token_type"] == "DPoP"


@pytest.mark.security
async def test_a_bound_token_is_nothing_without_its_key(partner: App, signer: Signer, person: Person) -> None:
    token = (await redeemed(partner, signer, person))["access_token"]
    used = signer.proof("POST", "/graphql", token)
    assert "errors" not in await graphql(partner, token, used)
    attempts = {
        "used before": used,
        "another key": Signer().proof("POST", "/graphql", token),
        "another method": signer.proof("GET", "/graphql", token),
        "another place": signer.proof("POST", "/oauth/userinfo", token),
        "another token": signer.proof("POST", "/graphql", "another"),
        "no token": signer.proof("POST", "/graphql"),
        "too old": signer.proof("POST", "/graphql", token, iat=int(time.time()) - 120),
        "of the future": signer.proof("POST", "/graphql", token, iat=int(time.time()) + 120),
        "none": {},
        "no JWT": {"dpop": "x"},
    }
    for name, headers in attempts.items():
        refused = await graphql(partner, token, headers)
        assert refused["errors"][0]["extensions"]["code"] in {"INVALID_DPOP_PROOF", "INVALID_TOKEN"}, name
    as_bearer = await graphql(partner, token, {}, scheme="Bearer")
    assert as_bearer["errors"][0]["extensions"]["code"] == "INVALID_TOKEN"


@pytest.mark.security
async def test_a_refresh_token_is_bound_too(partner: App, signer: Signer, person: Person) -> None:
    tokens = await redeemed(partner, signer, person)
    form = {"refresh_token": tokens["refresh_token"], "grant_type": "refresh_token"}
    thief = Signer().proof("POST", "/oauth/token")
    assert (await partner.token(thief, **form, **signer.assertion(partner))).json()["error"] == "invalid_grant"
    assert (await partner.token(**form, **signer.assertion(partner))).json()["error"] == "invalid_request"


@pytest.mark.security
async def test_a_code_is_bound_to_the_key_of_the_push(partner: App, signer: Signer, person: Person) -> None:
    code = await partner.code(person, await pushed(partner, signer))
    thief = Signer().proof("POST", "/oauth/token")
    assert (await partner.redeem(code, thief, **signer.assertion(partner))).json()["error"] == "invalid_grant"


@pytest.mark.security
async def test_an_unpushed_request_is_refused(partner: App) -> None:
    answer = await partner.open(partner.request())
    assert "error=invalid_request" in answer.headers["location"]


@pytest.mark.security
async def test_forged_assertions_are_refused(partner: App, signer: Signer) -> None:
    once = signer.assertion(partner)
    assert (await partner.post("introspect", token="x", **once)).json() == {"active": False}
    attempts = {
        "used before": once,
        "another key": Signer().assertion(partner),
        "another audience": signer.assertion(partner, aud="https://elsewhere.example"),
        "another issuer": signer.assertion(partner, iss="somebody"),
        "ended": signer.assertion(partner, exp=int(time.time()) - 120),
        "too long": signer.assertion(partner, exp=int(time.time()) + 4000),
        "no id": signer.assertion(partner, jti=None),
        "another subject": signer.assertion(partner, sub="01900000-0000-7000-8000-000000000000"),
        "no JWT": {"client_assertion_type": ASSERTION, "client_assertion": "x.y.z"},
    }
    for name, form in attempts.items():
        refused = (await partner.post("introspect", token="x", **form)).json()
        assert refused.get("error") == "invalid_client", (name, refused)


@pytest.mark.security
async def test_private_keys_and_shared_secrets_are_not_registered(
    platform: Platform, client: httpx.AsyncClient, signer: Signer
) -> None:
    keys: dict[str, Any]
    for keys in (
        {"keys": [signer.key.as_dict(private=True)]},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]},
        {"keys": []},
        {"keys": "x"},
        {},
    ):
        with pytest.raises(AssertionError, match="INVALID_APP"):
            await register_app(platform, client, kind="PRIVATE_KEY", publicKeys=json.dumps(keys))

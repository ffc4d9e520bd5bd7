"""A client library that others wrote does the whole dance against a server on a real port."""

import warnings

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from api.app import create_app
from cli.up.free_port import free_port
from core.adapters.wiring import build_platform
from core.settings import Settings
from tests.support.apps import APPROVE, CALLBACK, query_of, register_app
from tests.support.people import make_person
from tests.support.serving import served

with warnings.catch_warnings():  # it would rather have httpx2, which nothing else here uses
    warnings.simplefilter("ignore")
    from authlib.integrations.httpx_client import AsyncOAuth2Client


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post", "none"])
async def test_the_whole_dance(settings: Settings, method: str) -> None:
    port = free_port()
    own = settings.model_copy(update={"public_url": f"http://127.0.0.1:{port}"})
    platform = build_platform(own, process="oauth")
    async with served(create_app(own, platform), port=port), httpx.AsyncClient(base_url=own.public_url) as http:
        person = await make_person(platform, http)
        app = await register_app(platform, http, kind="PUBLIC" if method == "none" else "SECRET")
        told = (await http.get("/.well-known/openid-configuration")).json()
        client = AsyncOAuth2Client(
            app.client_id,
            app.secret,
            token_endpoint_auth_method=method,
            redirect_uri=CALLBACK,
            scope="openid profile accounts:read offline_access",
            code_challenge_method="S256",
        )
        async with client:
            verifier = "v" * 64
            url, state = client.create_authorization_url(
                told["authorization_endpoint"], code_verifier=verifier, nonce="n-1"
            )
            opened = await http.get(url)
            decided = await person.ask(APPROVE, i={"request": query_of(opened.headers["location"])["request"]})
            back = decided["approveAuthorization"]["redirectTo"]
            assert query_of(back)["iss"] == told["issuer"] == own.public_url
            token = await client.fetch_token(
                told["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
            )
            keys = KeySet.import_key_set((await http.get(told["jwks_uri"])).json())
            claims = jwt.decode(token["id_token"], keys, algorithms=["Ed25519"]).claims
            assert (claims["nonce"], claims["aud"], claims["sub"]) == ("n-1", app.client_id, str(person.user_id))
            assert (await client.get(told["userinfo_endpoint"])).json()["name"] == "Anna"
            asked = {"query": "{ accounts { edges { node { name } } } }"}
            assert (await client.post(f"{own.public_url}/graphql", json=asked)).json() == {
                "data": {"accounts": {"edges": []}}
            }
            fresh = await client.refresh_token(told["token_endpoint"])
            assert fresh["refresh_token"] != token["refresh_token"]
            revoked = await client.revoke_token(told["revocation_endpoint"], token=fresh["refresh_token"])
            assert revoked.status_code == 200
    await platform.close()

"""Access and refresh tokens: forged, foreign, spent, and signed by keys that come and go."""

import asyncio
import base64
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from core.adapters.secrets.keystore import Keystore
from core.adapters.wiring import Platform
from core.clock import FixedClock
from core.identity.access_token import SIGNING_KEY, UNKNOWN_KEY_SECONDS, AccessTokens
from core.identity.ended_sessions import FRESH_SECONDS, EndedSessions
from core.identity.errors import InvalidTokenError
from core.identity.models import UserRow
from core.identity.oauth.app_token import AppTokens
from core.identity.repository import user_by_id
from core.ids import new_id
from core.settings import Settings
from tests.support.accounts import refresh, registered, sign_in
from tests.support.jobs import Handlers
from tests.support.people import Person

pytestmark = pytest.mark.security

LIFETIME = timedelta(minutes=10)
ISSUER = "http://testserver"
VIEWER = "{ viewer { email } }"


def encoded(part: Any) -> str:
    content = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(token: str, part: int) -> dict[str, Any]:
    text = token.split(".")[part]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=="))
    return found


async def user_of(platform: Platform, person: Person) -> UserRow:
    assert person.user_id is not None
    async with platform.database.read_system() as read:
        return await user_by_id(read.session, person.user_id)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "solvent-other"},
        {"aud": ["solvent-api", "solvent-other"]},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"iat": 99_999_999_999},
        {"sub": None},
        {"exp": "soon"},
        {"exp": None},
    ],
)
async def test_a_token_signed_by_us_for_something_else_is_refused(
    platform: Platform, person: Person, changed: dict[str, Any]
) -> None:
    assert person.token is not None
    header, claims = decoded(person.token, 0), decoded(person.token, 1) | changed
    signed = f"{encoded(header)}.{encoded({k: v for k, v in claims.items() if v is not None})}"
    _, signature = platform.secrets.sign(SIGNING_KEY, signed.encode())
    with pytest.raises(InvalidTokenError):
        await platform.access_tokens.check(f"{signed}.{encoded(signature)}")


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "EdDSA", "Ed448", "ES256"])
async def test_only_our_algorithm_counts(platform: Platform, person: Person, algorithm: str) -> None:
    assert person.token is not None
    header = decoded(person.token, 0) | {"alg": algorithm}
    signed = f"{encoded(header)}.{person.token.split('.')[1]}"
    key = (await platform.access_tokens.jwks())["keys"][0]
    for signature in (b"", Ed25519PrivateKey.generate().sign(signed.encode()), key["x"].encode()):
        with pytest.raises(InvalidTokenError):
            await platform.access_tokens.check(f"{signed}.{encoded(signature)}")


async def test_a_key_that_the_token_brings_along_is_not_used(platform: Platform, person: Person) -> None:
    assert person.token is not None
    key = Ed25519PrivateKey.generate()
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": encoded(key.public_key().public_bytes_raw())}
    for more in ({"jwk": jwk}, {"jwk": jwk, "kid": "mine"}, {"jku": "https://evil.example/jwks.json", "kid": "mine"}):
        header = decoded(person.token, 0) | more
        signed = f"{encoded(header)}.{person.token.split('.')[1]}"
        with pytest.raises(InvalidTokenError):
            await platform.access_tokens.check(f"{signed}.{encoded(key.sign(signed.encode()))}")


async def test_rotation_signs_nobody_out_in_any_process(platform: Platform, person: Person, tmp_path: Path) -> None:
    secrets = Keystore(tmp_path / "keystore.enc", tmp_path / "keystore.key")
    user = await user_of(platform, person)
    one = AccessTokens(secrets, platform.clock, ISSUER, LIFETIME)
    other = AccessTokens(secrets, platform.clock, ISSUER, LIFETIME)
    before = (await one.issue(user, new_id())).text
    assert (await other.check(before)).user_id == person.user_id
    secrets.rotate(SIGNING_KEY)
    after = (await one.issue(user, new_id())).text
    assert decoded(before, 0)["kid"] != decoded(after, 0)["kid"]
    other._keys_read_at -= 6  # it read the keys a while ago: longer than made-up names may make it read again
    assert (await other.check(after)).user_id == person.user_id
    for process in (one, other):
        assert (await process.check(before)).user_id == person.user_id


async def test_rotation_shuts_out_no_app_in_any_process(platform: Platform, tmp_path: Path) -> None:
    secrets = Keystore(tmp_path / "keystore.enc", tmp_path / "keystore.key")
    signing = [AccessTokens(secrets, platform.clock, ISSUER, LIFETIME) for _ in range(2)]
    one, other = (AppTokens(each, platform.database, platform.clock, ISSUER, LIFETIME) for each in signing)
    client = new_id()

    async def issue() -> str:
        return await one.issue(client, frozenset(), subject=client, family_id=None, thumbprint=None)

    for apps in (one, other):
        assert (await apps.read(await issue())).client_id == client
    secrets.rotate(SIGNING_KEY)
    token = await issue()
    assert (await one.read(token)).client_id == client, "who signs it knows it at once"
    signing[1]._keys_read_at -= UNKNOWN_KEY_SECONDS + 1
    assert (await other.read(token)).client_id == client


async def test_a_name_of_no_key_does_not_make_a_process_read_each_time(
    platform: Platform, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert person.token is not None
    await platform.access_tokens.check(person.token)
    reads = Counter[str]()
    original = platform.secrets.verification_keys

    def counted(key: str) -> Any:
        reads[key] += 1
        return original(key)

    monkeypatch.setattr(platform.secrets, "verification_keys", counted)
    header = decoded(person.token, 0) | {"kid": "access-token:v999"}
    forged = f"{encoded(header)}.{person.token.split('.', 1)[1]}"
    for _ in range(20):
        with pytest.raises(InvalidTokenError):
            await platform.access_tokens.check(forged)
    assert reads[SIGNING_KEY] <= 1


async def test_an_old_key_is_published_until_its_longest_token_ended(
    platform: Platform, person: Person, tmp_path: Path
) -> None:
    secrets = Keystore(tmp_path / "keystore.enc", tmp_path / "keystore.key")
    clock = FixedClock(platform.clock.now())
    tokens = AccessTokens(secrets, clock, ISSUER, LIFETIME)
    old = await tokens.issue(await user_of(platform, person), new_id())
    secrets.rotate(SIGNING_KEY)

    async def kids() -> list[str]:
        return [key["kid"] for key in (await tokens.jwks())["keys"]]

    assert await kids() == [f"{SIGNING_KEY}:v2", f"{SIGNING_KEY}:v1"]
    clock.advance(LIFETIME + timedelta(seconds=50))
    assert clock.now() > old.expires_at
    assert len(await kids()) == 2
    clock.advance(timedelta(seconds=30))
    assert await kids() == [f"{SIGNING_KEY}:v2"]


async def test_public_keys_are_published_and_hold_no_private_half(person: Person) -> None:
    answer = await person.client.get("/.well-known/jwks.json")
    assert answer.headers["cache-control"] == "public, max-age=300, stale-if-error=3600"
    assert answer.headers["content-type"] == "application/jwk-set+json"
    keys = answer.json()["keys"]
    assert person.token is not None
    assert decoded(person.token, 0)["kid"] in {key["kid"] for key in keys}
    assert all(set(key) == {"kty", "crv", "use", "alg", "kid", "x"} for key in keys)
    claims = decoded(person.token, 1)
    assert claims["exp"] - claims["iat"] <= 15 * 60


async def test_two_refreshes_at_once_leave_one_session_ended_and_no_live_token(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    session = (await sign_in(stranger, address))["session"]
    answers = await asyncio.gather(*(refresh(stranger, session["refreshToken"]) for _ in range(4)))
    won = [answer["session"] for answer in answers if answer["session"] is not None]
    assert len(won) == 1
    # One came first and one was a replay. Which of them is the thief can't be told: nobody goes on.
    assert (await refresh(stranger, won[0]["refreshToken"]))["session"] is None
    for token in (session["accessToken"], won[0]["accessToken"]):
        assert await Person(stranger.client, token).error_code(VIEWER) == "INVALID_TOKEN"
    again = Person(stranger.client, (await sign_in(stranger, address))["session"]["accessToken"])
    edges = (await again.ask("{ activity { edges { node { action } } } }"))["activity"]["edges"]
    assert [edge["node"]["action"] for edge in edges].count("session.reuse_detected") == 1


async def test_an_ended_session_is_refused_in_other_processes_a_second_later(
    platform: Platform, person: Person
) -> None:
    assert person.token is not None
    session_id = (await platform.access_tokens.check(person.token)).session_id
    elsewhere = EndedSessions(platform.database, platform.clock, LIFETIME)
    assert not await elsewhere.contains(session_id)
    await person.ask("mutation { signOut { errors { code } } }")
    elsewhere._read_at -= FRESH_SECONDS
    assert await elsewhere.contains(session_id)
    assert await person.error_code(VIEWER) == "INVALID_TOKEN"


async def test_refresh_tokens_are_kept_as_hashes_only(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    answer = await sign_in(stranger, address, rememberDevice=True)
    async with platform.database.read_system() as read:
        for table in ("refresh_tokens", "known_devices", "sessions"):
            rows = (await read.session.execute(text(f"SELECT t::text FROM {table} t"))).scalars()  # noqa: S608 our own names
            kept = " ".join(rows)
            assert answer["session"]["refreshToken"] not in kept
            assert answer["deviceToken"] not in kept

"""Tokens checked against the keys that a bank publishes, and those that can't be."""

import base64
import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey

from core.adapters.banks.openbanking_russia.bank_keys import FRESH_FOR, LEAST_BETWEEN, usable_keys
from core.adapters.banks.openbanking_russia.check_token import BankTokenError, token_header
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import FixedClock
from core.ports.bank_feed import BankError, BankInfo, TokenCheck

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VBANK = BankInfo("vbank", "VBank", "http://bank")
TEAM = "team"
RSA = RSAKey.generate_key(2048, private=True)
OTHER = RSAKey.generate_key(2048, private=True)
PLACEHOLDER = {"kid": "k1", "kty": "RSA", "use": "sig", "alg": "RS256", "n": "placeholder_modulus", "e": "AQAB"}


def public(key: Key, kid: str | None = "k1", **changes: object) -> dict[str, object]:
    shown = {**key.as_dict(private=False), "use": "sig", **changes}
    return shown if kid is None else {**shown, "kid": kid}


def signed(key: Key = RSA, alg: str = "RS256", kid: str | None = "k1", **claims: object) -> str:
    header = {"alg": alg} if kid is None else {"alg": alg, "kid": kid}
    plain = {"sub": TEAM, "client_id": TEAM, "aud": "openbanking", "iss": "vbank", "exp": NOON.timestamp() + 3600}
    told = {name: value for name, value in {**plain, **claims}.items() if value is not None}
    return jwt.encode(header, told, key, algorithms=[alg])


@dataclass
class Bank:
    """A bank that gives one token and publishes keys, and counts how often these are read."""

    token: str
    keys: list[dict[str, object]] = field(default_factory=list)
    status: int = 200
    reads: int = 0
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/bank-token":
            return httpx.Response(200, json={"access_token": self.token, "expires_in": 600})
        if request.url.path == "/.well-known/jwks.json":
            self.reads += 1
            return httpx.Response(self.status, content=json.dumps({"keys": self.keys}))
        return httpx.Response(200, json={"data": {"product": []}})

    def feed(self) -> OpenBankingRussiaFeed:
        async def sleep(_: float) -> None:
            return

        return OpenBankingRussiaFeed(
            TEAM,
            lambda _: "secret",
            self.clock,
            retry=RetryPolicy(sleep=sleep),
            transport=httpx.MockTransport(self.answer),
        )


async def read(bank: Bank, check: TokenCheck = TokenCheck.WHERE_POSSIBLE) -> None:
    await bank.feed().products(replace(VBANK, token_check=check))


@pytest.mark.parametrize("check", [TokenCheck.WHERE_POSSIBLE, TokenCheck.REQUIRED])
@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (RSA, "RS256"),
        (RSA, "PS256"),
        (ECKey.generate_key("P-256", private=True), "ES256"),
        (OKPKey.generate_key("Ed25519", private=True), "Ed25519"),
    ],
)
async def test_a_token_signed_with_a_published_key_is_taken(key: Key, alg: str, check: TokenCheck) -> None:
    bank = Bank(signed(key, alg), [public(OTHER, "k0"), public(key)])
    await read(bank, check)
    assert bank.reads == 1


@pytest.mark.parametrize(
    ("token", "keys", "problem"),
    [
        (signed(OTHER), [public(RSA)], "has a wrong signature"),
        (signed(kid="k2"), [public(RSA)], "is signed with a key that the bank does not publish"),
        (signed(exp=NOON.timestamp() - 61), [public(RSA)], "is not in force"),
        (signed(nbf=NOON.timestamp() + 61), [public(RSA)], "is not in force"),
        (signed(exp=None), [public(RSA)], "does not say how long it lasts"),
        (signed(client_id="another"), [public(RSA)], "is another application's"),
        (signed(aud=["accounts"]), [public(RSA)], "is for another use"),
        (signed(RSA, "RS256", None), [public(OTHER)], "has a wrong signature"),
    ],
)
@pytest.mark.parametrize("check", [TokenCheck.WHERE_POSSIBLE, TokenCheck.REQUIRED])
async def test_a_token_that_fails_its_check_is_refused(
    token: str, keys: list[dict[str, object]], problem: str, check: TokenCheck
) -> None:
    with pytest.raises(BankTokenError, match=problem) as caught:
        await read(Bank(token, keys), check)
    assert caught.value.retryable is False
    assert token not in str(caught.value)


async def test_a_public_key_used_as_a_shared_one_proves_nothing() -> None:
    """The old trick: a token signed by HMAC with the published key as its secret is not asymmetric, so not verified."""
    header, claims, _ = signed(OctKey.generate_key(256), "HS256").split(".")
    mac = hmac.digest(RSA.as_pem(private=False), f"{header}.{claims}".encode(), "sha256")
    forged = f"{header}.{claims}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
    with pytest.raises(BankTokenError, match="is not signed with a key pair"):
        await read(Bank(forged, [public(RSA)]), TokenCheck.REQUIRED)


UNVERIFIABLE = [
    ("opaque-token", [public(RSA)], "is not signed with a key pair"),
    ("a.b.c", [public(RSA)], "is not signed with a key pair"),
    (signed(OctKey.generate_key(256), "HS256"), [public(RSA)], "is not signed with a key pair"),
    (signed(), [], "publishes no usable key"),
    (signed(), [PLACEHOLDER], "publishes no usable key"),
    (signed(), [public(RSA, use="enc")], "publishes no usable key"),
]


@pytest.mark.parametrize(("token", "keys", "problem"), UNVERIFIABLE)
async def test_what_cannot_be_verified_is_opaque_unless_required(
    token: str, keys: list[dict[str, object]], problem: str
) -> None:
    await read(Bank(token, keys), TokenCheck.WHERE_POSSIBLE)
    with pytest.raises(BankTokenError, match=problem):
        await read(Bank(token, keys), TokenCheck.REQUIRED)


async def test_opaque_never_looks() -> None:
    bank = Bank(signed(OTHER), [public(RSA)])
    await read(bank, TokenCheck.OPAQUE)
    assert bank.reads == 0


async def test_keys_that_cannot_be_read_now_are_not_taken_for_none() -> None:
    bank = Bank(signed(OTHER), status=503)
    with pytest.raises(BankError, match=r"failed with 503 \(GET /.well-known/jwks.json\)") as caught:
        await read(bank)
    assert caught.value.retryable
    bank.status = 404
    await read(bank)  # a bank without keys


async def _again(bank: Bank, feed: OpenBankingRussiaFeed, after: timedelta) -> None:
    """Let the token lapse, and have a new one checked."""
    bank.clock.advance(after)
    await feed.products(VBANK)


async def test_keys_are_kept_for_an_hour_and_read_anew_for_an_unknown_one() -> None:
    bank = Bank(signed(exp=NOON.timestamp() + 10**6), [public(RSA)])
    feed = bank.feed()
    for _ in range(5):
        await _again(bank, feed, timedelta(minutes=10))
    assert bank.reads == 1
    await _again(bank, feed, FRESH_FOR)
    assert bank.reads == 2
    bank.token, bank.keys = signed(OTHER, kid="k2", exp=NOON.timestamp() + 10**6), [public(RSA), public(OTHER, "k2")]
    await _again(bank, feed, timedelta(minutes=10))
    assert bank.reads == 3


async def test_unknown_key_ids_cannot_make_us_read_the_keys_all_the_time() -> None:
    bank = Bank(signed(kid="unknown", exp=NOON.timestamp() + 10**6), [public(RSA)])
    feed = bank.feed()
    for _ in range(20):
        with pytest.raises(BankTokenError):
            await feed.products(VBANK)
    assert bank.reads == 1
    bank.clock.advance(LEAST_BETWEEN)
    for _ in range(20):
        with pytest.raises(BankTokenError):
            await feed.products(VBANK)
    assert bank.reads == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"keys": 7}',
        b'{"keys": [7, null, {}]}',
        json.dumps({"keys": [PLACEHOLDER]}).encode(),
        json.dumps({"keys": [{"kty": "RSA", "n": 5, "e": "AQAB"}]}).encode(),
        json.dumps({"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}).encode(),
        json.dumps({"keys": [{"kty": "OKP", "crv": "none", "x": "AA"}]}).encode(),
        json.dumps({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}).encode(),
    ],
)
def test_no_usable_key_in(body: bytes) -> None:
    assert usable_keys(body) == ()


def test_a_private_key_published_by_mistake_is_used_as_a_public_one() -> None:
    ((kid, key),) = usable_keys(json.dumps({"keys": [{**RSA.as_dict(private=True), "kid": "k1"}]}).encode())
    assert kid == "k1"
    assert not key.is_private


@pytest.mark.parametrize("token", ["", "...", "a.b", "x" * 20_000, "W10.e30.x", "bm90IGpzb24.e30.x"])
def test_what_is_no_jwt_has_no_header(token: str) -> None:
    assert token_header(token) is None

"""Access tokens: short-lived JWTs signed with Ed25519 by the secrets store, which never gives the key away."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from core.actor import Actor
from core.clock import Clock
from core.identity.errors import InvalidTokenError
from core.identity.models import UserRow
from core.ids import new_id
from core.ports.secrets import Secrets

SIGNING_KEY: Final = "access-token"
AUDIENCE: Final = "solvent-api"
KEYS_FRESH_SECONDS: Final = 300
MAX_LENGTH: Final = 4096
MOST_CHECKED: Final = 10_000
"""Good tokens remembered a process: a signature costs more to check than the rest of a request's sign-in."""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token and when it ends."""

    text: str
    expires_at: datetime


class AccessTokens:
    """Issues and checks access tokens. Holds the public keys only, and reads them anew every few minutes."""

    def __init__(self, secrets: Secrets, clock: Clock, issuer: str, lifetime: timedelta) -> None:
        self._secrets = secrets
        self._clock = clock
        self._issuer = issuer
        self._lifetime = lifetime
        self._keys: KeySet | None = None
        self._keys_read_at = 0.0
        self._checked: dict[str, Actor] = {}

    async def issue(self, user: UserRow, session_id: UUID) -> AccessToken:
        """A token for a person on one device."""
        now = self._clock.now()
        expires_at = now + self._lifetime
        expected_kid = await self._newest_kid()
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(user.id),
            "sid": str(session_id),
            "role": user.role.value,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
            "jti": str(new_id()),
        }
        header = {"alg": "Ed25519", "typ": "JWT", "kid": expected_kid}
        signed = f"{_encode(header)}.{_encode(claims)}"
        kid, signature = await asyncio.to_thread(self._secrets.sign, SIGNING_KEY, signed.encode())
        if kid != expected_kid:  # rotated between the two calls: sign again under the newer name
            return await self.issue(user, session_id)
        return AccessToken(f"{signed}.{_base64url(signature)}", expires_at)

    async def check(self, token: str) -> Actor:
        """Who the token speaks for. Raises InvalidTokenError, which never says what is wrong with it.

        A token that was found good is good until it ends, or until the keys are read anew.
        """
        keys = await self._key_set()
        actor = self._checked.get(token)
        if actor is not None and self._clock.now() < actor.until:
            return actor
        actor = self._verified(token, keys)
        if len(self._checked) >= MOST_CHECKED:
            self._checked.clear()
        self._checked[token] = actor
        return actor

    def _verified(self, token: str, keys: KeySet) -> Actor:
        try:
            decoded = jwt.decode(_bounded(token), keys, algorithms=["Ed25519"])
            claims = decoded.claims
            now = self._clock.now().timestamp()
            if (
                claims["iss"] != self._issuer
                or claims["aud"] != AUDIENCE
                or not claims["iat"] - 60 <= now < claims["exp"]
            ):
                raise InvalidTokenError("The access token is not valid.")
            until = datetime.fromtimestamp(float(claims["exp"]), UTC)
            return Actor(UUID(claims["sub"]), str(claims["role"]), UUID(claims["sid"]), until)
        except (JoseError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise InvalidTokenError("The access token is not valid.") from error

    async def jwks(self) -> dict[str, Any]:
        """The public keys as a JWK set (RFC 7517)."""
        keys = await asyncio.to_thread(self._secrets.verification_keys, SIGNING_KEY)
        return {
            "keys": [
                {
                    "kty": "OKP",
                    "crv": "Ed25519",
                    "use": "sig",
                    "alg": "Ed25519",
                    "kid": key.kid,
                    "x": _base64url(key.public_key),
                }
                for key in keys
            ]
        }

    async def _newest_kid(self) -> str:
        keys = await asyncio.to_thread(self._secrets.verification_keys, SIGNING_KEY)
        if keys:
            return keys[0].kid
        kid, _ = await asyncio.to_thread(self._secrets.sign, SIGNING_KEY, b"makes the key")
        return kid

    async def _key_set(self) -> KeySet:
        if self._keys is None or time.monotonic() - self._keys_read_at > KEYS_FRESH_SECONDS:
            published = await self.jwks()
            self._keys = KeySet([OKPKey.import_key(key) for key in published["keys"]])
            self._keys_read_at = time.monotonic()
            self._checked.clear()
        return self._keys


def _bounded(token: str) -> str:
    if len(token) > MAX_LENGTH:
        raise InvalidTokenError("The access token is not valid.")
    return token


def _encode(part: dict[str, Any]) -> str:
    return _base64url(json.dumps(part, separators=(",", ":")).encode())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

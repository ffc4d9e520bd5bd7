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
from core.identity.models import Role, UserRow
from core.ids import new_id
from core.ports.secrets import Secrets, VerificationKey

SIGNING_KEY: Final = "access-token"
AUDIENCE: Final = "solvent-api"
KEYS_FRESH_SECONDS: Final = 300
UNKNOWN_KEY_SECONDS: Final = 5.0
"""How often at most a key that nobody knows makes a process look for new ones: made-up names don't keep it busy."""
SKEW: Final = timedelta(minutes=1)
"""Of the clocks of those who make keys and of those who check tokens."""
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

    def __init__(
        self,
        secrets: Secrets,
        clock: Clock,
        issuer: str,
        lifetime: timedelta,
        factor_roles: frozenset[Role] = frozenset(),
    ) -> None:
        self._secrets = secrets
        self._clock = clock
        self._issuer = issuer
        self._lifetime = lifetime
        self._factor_roles = factor_roles
        self._keys: KeySet | None = None
        self._kids: frozenset[str] = frozenset()
        self._keys_read_at = float("-inf")
        self._checked: dict[str, Actor] = {}

    async def issue(self, user: UserRow, session_id: UUID) -> AccessToken:
        """A token for a person on one device."""
        now = self._clock.now()
        expires_at = now + self._lifetime
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(user.id),
            "sid": str(session_id),
            "role": user.role.value,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
            "jti": str(new_id()),
        }
        if user.role in self._factor_roles and not user.has_factor:
            claims["setting_up"] = True
        return AccessToken(await self.sign(claims, "JWT"), expires_at)

    async def sign(self, claims: dict[str, Any], kind: str) -> str:
        """A JWT of these claims; `kind` is its `typ`, by which tokens of different uses are told apart."""
        expected_kid = await self._newest_kid()
        if self._keys is not None and expected_kid not in self._kids:
            await self._read_keys()  # what this process signs it must know again at once
        header = {"alg": "Ed25519", "typ": kind, "kid": expected_kid}
        signed = f"{_encode(header)}.{_encode(claims)}"
        kid, signature = await asyncio.to_thread(self._secrets.sign, SIGNING_KEY, signed.encode())
        if kid != expected_kid:  # rotated between the two calls: sign again under the newer name
            return await self.sign(claims, kind)
        return f"{signed}.{_base64url(signature)}"

    async def check(self, token: str) -> Actor:
        """Who the token speaks for. Raises InvalidTokenError, which never says what is wrong with it.

        A token that was found good is good until it ends, or until the keys are read anew.
        """
        await self._key_set()
        actor = self._checked.get(token)
        if actor is not None and self._clock.now() < actor.until:
            return actor
        actor = self._verified(token, await self.keys_for(token))
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
            is_setting_up = bool(claims.get("setting_up", False))
            person, session_id = UUID(claims["sub"]), UUID(claims["sid"])
            return Actor(person, str(claims["role"]), session_id, until, is_setting_up=is_setting_up)
        except (JoseError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise InvalidTokenError("The access token is not valid.") from error

    async def jwks(self) -> dict[str, Any]:
        """The public keys as a JWK set (RFC 7517): the newest, and those before it while a token of theirs may live."""
        keys = await self._living_keys()
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

    async def _living_keys(self) -> list[VerificationKey]:
        """Newest first. A version signs until the next is made; so its last token ends a lifetime after that."""
        keys = await asyncio.to_thread(self._secrets.verification_keys, SIGNING_KEY)
        dead_before = self._clock.now() - self._lifetime - SKEW
        for index, successor in enumerate(keys[:-1]):
            if successor.made_at is not None and successor.made_at < dead_before:
                return keys[: index + 1]
        return keys

    async def _newest_kid(self) -> str:
        keys = await asyncio.to_thread(self._secrets.verification_keys, SIGNING_KEY)
        if keys:
            return keys[0].kid
        kid, _ = await asyncio.to_thread(self._secrets.sign, SIGNING_KEY, b"makes the key")
        return kid

    async def keys_for(self, token: str) -> KeySet:
        """The public keys to check a token with.

        Read anew for one that none of them signed: another process may have rotated the key and signed with the new.
        """
        keys = await self._key_set()
        if _kid_of(token) not in self._kids and time.monotonic() - self._keys_read_at > UNKNOWN_KEY_SECONDS:
            return await self._read_keys()
        return keys

    async def _key_set(self) -> KeySet:
        """The public keys, read anew every few minutes."""
        if self._keys is None or time.monotonic() - self._keys_read_at > KEYS_FRESH_SECONDS:
            return await self._read_keys()
        return self._keys

    async def _read_keys(self) -> KeySet:
        published = (await self.jwks())["keys"]
        self._keys = KeySet([OKPKey.import_key(key) for key in published])
        self._kids = frozenset(str(key["kid"]) for key in published)
        self._keys_read_at = time.monotonic()
        self._checked.clear()
        return self._keys


def _kid_of(token: str) -> str | None:
    """The name of the key that a token says it was signed with; nothing of it is trusted."""
    try:
        header = json.loads(base64.urlsafe_b64decode(_bounded(token).partition(".")[0] + "=="))
    except ValueError:
        return None
    kid = header.get("kid") if isinstance(header, dict) else None
    return kid if isinstance(kid, str) else None


def _bounded(token: str) -> str:
    if len(token) > MAX_LENGTH:
        raise InvalidTokenError("The access token is not valid.")
    return token


def _encode(part: dict[str, Any]) -> str:
    return _base64url(json.dumps(part, separators=(",", ":")).encode())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

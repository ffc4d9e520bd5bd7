"""An outside OpenID provider by its published description: code, PKCE, nonce, and every token checked."""

import asyncio
import base64
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import httpx
import orjson
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.adapters.oidc.guarded_transport import GuardedTransport
from core.clock import Clock
from core.ports.outside_provider import OutsideIdentity, ProviderRefusedError, ProviderUnavailableError, Visit

ALGORITHMS: Final = ["RS256", "PS256", "ES256", "Ed25519"]
TIMEOUT_SECONDS: Final = 5.0
LARGEST: Final = 256 * 1024
DESCRIPTION_SECONDS: Final = 3600.0
KEYS_SECONDS: Final = 600.0
LEAST_BETWEEN_KEYS_SECONDS: Final = 30.0
"""However many unknown keys are named: a forger must not have us ask the provider all day."""
SKEW_SECONDS: Final = 60
NO_PROOF: Final = "The sign-in at the provider could not be confirmed."


@dataclass(frozen=True, slots=True)
class ProviderAccess:
    """How to reach a provider. `client_secret` is asked for each time. `is_local`: on this machine, in development."""

    code: str
    name: str
    issuer: str
    client_id: str
    client_secret: Callable[[], str]
    is_local: bool = False


class OpenIdProvider:
    """One provider; its description and keys are kept for a while."""

    def __init__(self, access: ProviderAccess, clock: Clock) -> None:
        self.code = access.code
        self.name = access.name
        self._access = access
        self._clock = clock
        self._http = httpx.AsyncClient(
            transport=GuardedTransport(is_local=access.is_local), timeout=TIMEOUT_SECONDS, follow_redirects=False
        )
        self._description: dict[str, Any] = {}
        self._described_at = -DESCRIPTION_SECONDS
        self._keys: KeySet | None = None
        self._keys_read_at = -KEYS_SECONDS

    async def sign_in_url(self, visit: Visit) -> str:
        """Where the browser goes. Raises ProviderUnavailableError."""
        description = await self._describe()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(visit.code_verifier.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self._access.client_id,
            "redirect_uri": visit.redirect_uri,
            "scope": "openid email profile",
            "state": visit.state,
            "nonce": visit.nonce,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        endpoint = str(description["authorization_endpoint"])
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def identity(self, code: str, issuer: str | None, visit: Visit) -> OutsideIdentity:
        """Who came back. Raises ProviderUnavailableError, ProviderRefusedError."""
        description = await self._describe()
        names_itself = bool(description.get("authorization_response_iss_parameter_supported"))
        if (issuer is not None or names_itself) and issuer != self._access.issuer:
            raise ProviderRefusedError(NO_PROOF)  # an answer of another provider: mix-up (RFC 9207)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": visit.redirect_uri,
            "code_verifier": visit.code_verifier,
        }
        secret = await asyncio.to_thread(self._access.client_secret)
        auth = httpx.BasicAuth(quote(self._access.client_id, safe=""), quote(secret, safe=""))
        tokens = await self._ask("POST", str(description["token_endpoint"]), data=form, auth=auth)
        claims = await self._claims(str(tokens.get("id_token", "")), visit.nonce)
        if "email" not in claims and "userinfo_endpoint" in description:
            claims = {**await self._userinfo(description, tokens, str(claims["sub"])), **claims}
        return OutsideIdentity(
            issuer=self._access.issuer,
            subject=str(claims["sub"]),
            email=str(claims.get("email") or ""),
            is_email_verified=claims.get("email_verified") is True,
            name=str(claims.get("name") or ""),
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _userinfo(self, description: dict[str, Any], tokens: dict[str, Any], subject: str) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {tokens.get('access_token', '')}"}
        told = await self._ask("GET", str(description["userinfo_endpoint"]), headers=headers)
        if told.get("sub") != subject:  # somebody else's: OpenID Connect Core 5.3.2
            raise ProviderRefusedError(NO_PROOF)
        return told

    async def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            claims = dict(jwt.decode(token, await self._key_set(token), algorithms=ALGORITHMS).claims)
            self._check(claims, nonce)
        except (JoseError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise ProviderRefusedError(NO_PROOF) from error
        return claims

    def _check(self, claims: dict[str, Any], nonce: str) -> None:
        now = self._clock.now().timestamp()
        client_id, audience = self._access.client_id, claims["aud"]
        audiences = audience if isinstance(audience, list) else [audience]
        is_for_us = client_id in audiences and claims.get("azp", client_id) == client_id
        is_sole = len(audiences) == 1 or "azp" in claims
        if claims["iss"] != self._access.issuer or not is_for_us or not is_sole or claims["nonce"] != nonce:
            raise ValueError("not for here or of another visit")
        if not claims["iat"] - SKEW_SECONDS <= now < claims["exp"] + SKEW_SECONDS or not claims["sub"]:
            raise ValueError("not of now, or of nobody")

    async def _key_set(self, token: str) -> KeySet:
        """The provider's keys; read anew for a token that names one we do not know, but not all the time."""
        age = time.monotonic() - self._keys_read_at
        is_known = self._keys is not None and _kid(token) in {key.kid for key in self._keys.keys}
        if self._keys is None or age > KEYS_SECONDS or (not is_known and age > LEAST_BETWEEN_KEYS_SECONDS):
            told = await self._ask("GET", str((await self._describe())["jwks_uri"]))
            usable = [key for key in told.get("keys", []) if isinstance(key, dict) and key.get("kty") != "oct"]
            self._keys = KeySet.import_key_set({"keys": usable})
            self._keys_read_at = time.monotonic()
        return self._keys

    async def _describe(self) -> dict[str, Any]:
        if time.monotonic() - self._described_at > DESCRIPTION_SECONDS:
            url = f"{self._access.issuer.rstrip('/')}/.well-known/openid-configuration"
            told = await self._ask("GET", url)
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if told.get("issuer") != self._access.issuer or not all(isinstance(told.get(name), str) for name in needed):
                raise ProviderUnavailableError("The provider's description can't be used.")
            self._description, self._described_at = told, time.monotonic()
        return self._description

    async def _ask(self, method: str, url: str, **how: Any) -> dict[str, Any]:
        """A JSON object, of a bounded size. Raises ProviderUnavailableError, ProviderRefusedError for a 400 or 401."""
        try:
            async with self._http.stream(method, url, **how) as answer:
                body = bytearray()
                async for piece in answer.aiter_bytes():
                    body += piece
                    if len(body) > LARGEST:
                        raise ProviderUnavailableError("The provider's answer is too large.")
                status = answer.status_code
            told = orjson.loads(body) if status == httpx.codes.OK else None
        except (httpx.HTTPError, httpx.InvalidURL, orjson.JSONDecodeError) as error:
            raise ProviderUnavailableError("The provider does not answer. Try again in a moment.") from error
        if status in {httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            raise ProviderRefusedError(NO_PROOF)
        if not isinstance(told, dict):
            raise ProviderUnavailableError("The provider does not answer. Try again in a moment.")
        return told


def _kid(token: str) -> str | None:
    head = token.partition(".")[0]
    try:
        told = orjson.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except ValueError:
        return None
    return told.get("kid") if isinstance(told, dict) else None

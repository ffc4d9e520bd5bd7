"""Who asks, by the Authorization header: a person with our own token, or an app with one of its own."""

import base64
import binascii
import json
from functools import lru_cache
from typing import Final

from core.actor import Actor
from core.adapters.wiring import Platform
from core.identity.errors import InvalidTokenError
from core.identity.oauth.app_token import KIND, TokenOfApp
from core.identity.oauth.dpop import Proven

NOT_VALID: Final = "The access token is not valid."
LONGEST_HEADER: Final = 512


async def actor_of(platform: Platform, authorization: str, proof: str | None, method: str, path: str) -> Actor:
    """The one who asks. Raises InvalidTokenError, InvalidProofError, OnceUnavailableError.

    The token's own type decides who checks it, and both checkers insist on type, issuer and audience.
    """
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() not in {"bearer", "dpop"}:
        raise InvalidTokenError("The Authorization header is not a bearer token.")
    if kind_of(token) != KIND:
        if scheme.lower() != "bearer":
            raise InvalidTokenError(NOT_VALID)
        return await platform.access_tokens.check(token)
    return (await app_token_of(platform, authorization, proof, method, path)).actor()


async def app_token_of(platform: Platform, authorization: str, proof: str | None, method: str, path: str) -> TokenOfApp:
    """An app's token, with the proof that it needs when it is bound to a key. Raises as `actor_of`."""
    scheme, _, text = authorization.partition(" ")
    text = text.strip()
    token = await platform.app_tokens.check(text)
    if (token.thumbprint is not None) != (scheme.lower() == "dpop"):
        raise InvalidTokenError(NOT_VALID)  # a bound token is no bearer token, nor the other way round
    if token.thumbprint is not None:
        about = Proven(method, platform.settings.public_url + path, text)
        if await platform.dpop.thumbprint(proof or "", about) != token.thumbprint:
            raise InvalidTokenError(NOT_VALID)
    return token


@lru_cache(maxsize=64)
def _kind_of_header(header: str) -> str:
    """Of the few headers that our keys make; others' come and go."""
    try:
        told = json.loads(base64.urlsafe_b64decode(header + "=" * (-len(header) % 4)))
    except (ValueError, binascii.Error):
        return ""
    return str(told.get("typ", "")) if isinstance(told, dict) else ""


def kind_of(token: str) -> str:
    """A JWT's `typ`, unproven: only to choose who proves it."""
    header = token.partition(".")[0]
    return _kind_of_header(header) if len(header) <= LONGEST_HEADER else ""

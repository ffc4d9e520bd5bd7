"""Proofs that a caller holds the key that its tokens are bound to (DPoP, RFC 9449)."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

from core.clock import Clock
from core.identity.oauth.errors import InvalidProofError
from core.ports.once import Once

ALGORITHMS: Final = ("ES256", "Ed25519")
FRESH_SECONDS: Final = 60
SKEW_SECONDS: Final = 10
LONGEST: Final = 4096
LONGEST_ID: Final = 128


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof is about. `access_token` is the token it must be tied to, where it goes with one."""

    method: str
    url: str
    access_token: str | None = None


class DpopProofs:
    """Checks proofs. Each is good once, for a minute."""

    def __init__(self, clock: Clock, once: Once) -> None:
        self._clock = clock
        self._once = once

    async def thumbprint(self, proof: str, about: Proven) -> str:
        """The thumbprint (RFC 7638) of the key that made a good proof. Raises InvalidProofError."""
        try:
            key, claims = _verified(proof)
            self._check(claims, about)
        except (JoseError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise InvalidProofError("The DPoP proof is not valid.") from error
        thumbprint = key.thumbprint()
        if not await self._once.claim(f"dpop:{thumbprint}:{claims['jti']}", FRESH_SECONDS + SKEW_SECONDS):
            raise InvalidProofError("The DPoP proof was used before.")
        return thumbprint

    def _check(self, claims: dict[str, Any], about: Proven) -> None:
        now = self._clock.now().timestamp()
        if claims["htm"] != about.method or _plain(claims["htu"]) != _plain(about.url):
            raise ValueError("of another request")
        if not now - FRESH_SECONDS <= claims["iat"] <= now + SKEW_SECONDS:
            raise ValueError("not of now")
        if not isinstance(claims["jti"], str) or not 0 < len(claims["jti"]) <= LONGEST_ID:
            raise ValueError("no id")
        if about.access_token is not None and claims["ath"] != _sha256(about.access_token):
            raise ValueError("of another token")


def _verified(proof: str) -> tuple[ECKey | OKPKey, dict[str, Any]]:
    if len(proof) > LONGEST:
        raise ValueError("too long")
    header = jws.extract_compact(proof.encode()).protected
    if header["typ"] != "dpop+jwt" or header["alg"] not in ALGORITHMS or "d" in header["jwk"]:
        raise ValueError("no proof")
    kind = ECKey if header["alg"] == "ES256" else OKPKey
    key = kind.import_key(header["jwk"])
    # The header carries the key by design: what it proves is that the sender has the private half of it.
    return key, jwt.decode(proof, key, algorithms=[header["alg"]]).claims


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path


def _sha256(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()

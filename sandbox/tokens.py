"""Access tokens: HS256 as at the real sandbox banks, or RS256 with a key that the JWKS publishes."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Final, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey

from sandbox.bank import Bank

AUDIENCE: Final = "openbanking"
ALGORITHMS: Final = ["HS256", "RS256"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds a token: a team's application or a client of the bank."""

    subject: str
    kind: Literal["team", "client"]


class TokenDesk:
    """Gives out tokens and checks them. Keys live as long as the process."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._shared_key = OctKey.import_key(token_hex(32))
        self._generation = 0
        self._signing_keys: dict[str, RSAKey] = {}

    def _signing_key(self, kid: str) -> RSAKey:
        """The key of that id, made when it is first needed."""
        if kid not in self._signing_keys:
            key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)
            self._signing_keys[kid] = key
        return self._signing_keys[kid]

    @property
    def _kid(self) -> str:
        generation = self._bank.faults.key_generation
        return f"{self._bank.config.code}-2025" + ("" if generation == 1 else f"-{generation}")

    def issue(self, subject: str, kind: Literal["team", "client"]) -> str:
        """A new token, good for the seconds that the switches say."""
        faults, now = self._bank.faults, self._bank.now()
        claims = {
            "sub": subject,
            "client_id": subject,
            "type": kind,
            "iss": self._bank.config.code,
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(seconds=faults.token_seconds)).timestamp()),
            "gen": self._generation,
        }
        if faults.token_algorithm == "RS256":  # noqa: S105 - the name of an algorithm
            return jwt.encode({"alg": "RS256", "kid": self._kid}, claims, self._signing_key(self._kid))
        return jwt.encode({"alg": "HS256"}, claims, self._shared_key)

    def check(self, text: str) -> Caller | None:
        """Who the token was given to, or None when it is wrong, too old or refused on purpose."""
        faults = self._bank.faults
        if faults.expire_tokens_after is not None:
            if faults.expire_tokens_after == 0:
                self._generation += 1
                faults.expire_tokens_after = None
            else:
                faults.expire_tokens_after -= 1
        try:
            token = jwt.decode(text, self._key_for, algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            return None
        claims = token.claims
        alive = claims["exp"] > self._bank.now().timestamp() and claims["gen"] == self._generation
        if not alive or faults.refuse_tokens:
            return None
        return Caller(claims["sub"], claims["type"])

    def jwks(self) -> dict[str, object]:
        """The published keys: a placeholder by default, as at the real sandbox banks."""
        if self._bank.faults.real_jwks:
            self._signing_key(self._kid)
            return {"keys": [key.as_dict(private=False) for key in self._signing_keys.values()]}
        placeholder = {
            "kid": self._kid,
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "n": "placeholder_modulus",
            "e": "AQAB",
        }
        return {"keys": [placeholder]}

    def _key_for(self, token: object) -> OctKey | RSAKey:
        headers = getattr(token, "headers", None)
        told = headers() if callable(headers) else {}
        key = self._signing_keys.get(str(told.get("kid"))) if told.get("alg") == "RS256" else self._shared_key
        if key is None:
            raise ValueError("signed with an unknown key")
        return key

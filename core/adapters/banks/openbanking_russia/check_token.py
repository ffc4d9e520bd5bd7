"""Whether a token is the bank's: checked where it is signed with a key pair whose public half the bank publishes."""

import base64
import binascii
import json
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError

from core.adapters.banks.openbanking_russia.bank_keys import BankKeys
from core.adapters.banks.openbanking_russia.persistence import Persistence
from core.adapters.banks.openbanking_russia.tokens import NewToken
from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankError, BankInfo, TokenCheck

ASYMMETRIC: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "Ed25519", "EdDSA"}
)
AUDIENCE: Final = "openbanking"
_LEEWAY_SECONDS: Final = 60
_LONGEST_TOKEN: Final = 16_384


class BankTokenError(BankError):
    """The bank gave a token that is not to be trusted."""

    code = "BANK_TOKEN_INVALID"

    def __init__(self, bank: BankInfo, problem: str) -> None:
        super().__init__(f"{bank.name}'s token {problem}.", retryable=False)


class CheckToken:
    """Checks tokens as each bank's setting asks."""

    def __init__(self, persist: Persistence, team_id: str, clock: Clock) -> None:
        self._keys = BankKeys(persist, clock)
        self._team_id = team_id
        self._clock = clock

    async def __call__(self, bank: BankInfo, token: NewToken, watchers: Watchers) -> None:
        """Pass or raise BankTokenError. Also raises BankError where the keys could not be asked for just now."""
        if bank.token_check is TokenCheck.OPAQUE:
            return
        header = token_header(token.value)
        is_asymmetric = header is not None and header.get("alg") in ASYMMETRIC
        if header is None or not is_asymmetric:
            self._refuse_unless_opaque(bank, "is not signed with a key pair, so it can't be verified")
            return
        kid = header.get("kid")
        found = await self._keys.find(bank, kid if isinstance(kid, str) else None, watchers)
        if found.is_empty:
            self._refuse_unless_opaque(bank, "can't be verified: the bank publishes no usable key")
            return
        if not found.fitting:
            raise BankTokenError(bank, "is signed with a key that the bank does not publish")
        for key in found.fitting:
            try:
                claims = jwt.decode(token.value, key, algorithms=list(ASYMMETRIC)).claims
            except (JoseError, ValueError, TypeError):
                continue
            self._check_claims(bank, claims)
            return
        raise BankTokenError(bank, "has a wrong signature")

    def _refuse_unless_opaque(self, bank: BankInfo, problem: str) -> None:
        if bank.token_check is TokenCheck.REQUIRED:
            raise BankTokenError(bank, problem)

    def _check_claims(self, bank: BankInfo, claims: dict[str, Any]) -> None:
        """It must be alive, and ours. The issuer's name is not known beforehand: the key says whose it is."""
        now = self._clock.now().timestamp()
        expires, begins = claims.get("exp"), claims.get("nbf", 0)
        if not isinstance(expires, int | float) or not isinstance(begins, int | float):
            raise BankTokenError(bank, "does not say how long it lasts")
        if expires <= now - _LEEWAY_SECONDS or begins > now + _LEEWAY_SECONDS:
            raise BankTokenError(bank, "is not in force")
        if claims.get("client_id", claims.get("sub")) != self._team_id:
            raise BankTokenError(bank, "is another application's")
        audience = claims.get("aud", AUDIENCE)
        if AUDIENCE not in (audience if isinstance(audience, list) else [audience]):
            raise BankTokenError(bank, "is for another use")


def token_header(token: str) -> dict[str, Any] | None:
    """A JWT's header, unverified; None for what is no JWT."""
    first, _, _ = token.partition(".")
    if len(token) > _LONGEST_TOKEN or token.count(".") != 2:  # noqa: PLR2004 - header, claims, signature
        return None
    try:
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    return header if isinstance(header, dict) else None

"""The keys that banks publish: read once an hour, and again, within bounds, when a token names an unknown one."""

import asyncio
import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from core.adapters.banks.openbanking_russia.persistence import Persistence
from core.adapters.banks.openbanking_russia.read_answer import BankAnswerError, parse_json
from core.adapters.banks.openbanking_russia.refusals import INTERNAL, LIMITED, refuse_failure
from core.adapters.banks.send_to_bank import BankRequest
from core.adapters.banks.watchers import Watchers
from core.clock import Clock
from core.ports.bank_feed import BankInfo

PATH: Final = "/.well-known/jwks.json"
FRESH_FOR: Final = timedelta(hours=1)
LEAST_BETWEEN: Final = timedelta(minutes=1)
"""An unknown key id makes us ask again, but not more often than this."""
_MOST_KEYS: Final = 50
_LEAST_RSA_BITS: Final = 2048
_MOST_RSA_BITS: Final = 16_384

PublicKey = RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """Keys that may have signed a token. `is_empty` says that the bank publishes none that can be used."""

    fitting: tuple[PublicKey, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class _Published:
    keys: tuple[tuple[str | None, PublicKey], ...]
    read_at: datetime


class BankKeys:
    """Each bank's key set."""

    def __init__(self, persist: Persistence, clock: Clock) -> None:
        self._persist = persist
        self._clock = clock
        self._published: dict[str, _Published] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def find(self, bank: BankInfo, kid: str | None, watchers: Watchers) -> FoundKeys:
        """Keys of that id, or all for none. Raises BankError where the bank fails to answer."""
        async with self._locks.setdefault(bank.code, asyncio.Lock()):
            published = self._published.get(bank.code)
            if published is None or self._age(published) >= FRESH_FOR:
                published = await self._read(bank, watchers)
            fitting = _fitting(published, kid)
            if not fitting and self._age(published) >= LEAST_BETWEEN:
                published = await self._read(bank, watchers)
                fitting = _fitting(published, kid)
            return FoundKeys(fitting, is_empty=not published.keys)

    def _age(self, published: _Published) -> timedelta:
        return self._clock.now() - published.read_at

    async def _read(self, bank: BankInfo, watchers: Watchers) -> _Published:
        request = BankRequest("GET", PATH)
        raw = await self._persist(bank, request, watchers)
        if raw.status == LIMITED or raw.status >= INTERNAL:
            refuse_failure(bank, request, raw)  # keys that can't be read just now are not the same as none
        published = _Published(usable_keys(raw.body), self._clock.now())
        self._published[bank.code] = published
        return published


def usable_keys(body: bytes) -> tuple[tuple[str | None, PublicKey], ...]:
    """The signing keys of a JWK set, by id. What is no key, or too weak a one, is left out."""
    try:
        shown = parse_json(body).get("keys")
    except BankAnswerError:
        return ()
    keys: list[tuple[str | None, PublicKey]] = []
    for item in shown[:_MOST_KEYS] if isinstance(shown, list) else []:
        key = _usable(item) if isinstance(item, Mapping) else None
        if key is not None:
            kid = item.get("kid")
            keys.append((kid if isinstance(kid, str) else None, key))
    return tuple(keys)


def _usable(shown: Mapping[str, Any]) -> PublicKey | None:
    if shown.get("use", "sig") != "sig" or shown.get("kty") not in ("RSA", "EC", "OKP"):
        return None
    if shown["kty"] == "RSA" and not _LEAST_RSA_BITS <= _bits(shown.get("n")) <= _MOST_RSA_BITS:
        return None  # a placeholder has a handful
    public = {name: shown[name] for name in ("kty", "crv", "n", "e", "x", "y") if name in shown}
    try:
        key = JWKRegistry.import_key(public)
    except (JoseError, ValueError, TypeError, KeyError, binascii.Error):
        return None
    return key if isinstance(key, PublicKey) else None


def _bits(modulus: object) -> int:
    if not isinstance(modulus, str):
        return 0
    try:
        raw = base64.urlsafe_b64decode(modulus + "=" * (-len(modulus) % 4))
    except (ValueError, binascii.Error):
        return 0
    return int.from_bytes(raw, "big").bit_length()


def _fitting(published: _Published, kid: str | None) -> tuple[PublicKey, ...]:
    return tuple(key for name, key in published.keys if kid is None or name is None or name == kid)

"""Data keys of people, opened, in this process's memory for a bounded time."""

import hmac
import secrets as entropy
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import UnavailableError

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
FRESH_SECONDS: Final = 300.0
"""After that the store is asked again."""
KEPT_SECONDS: Final = 3600.0
"""While the store is away, what it told before goes on for so long."""
MOST_KEPT: Final = 10_000
_OWNER_BYTES: Final = 16
_VERSION: Final = b"\x01"


class SealedUnavailableError(UnavailableError):
    """A sealed value can't be opened now: its person's key is not at hand."""

    code = "SEALED_UNAVAILABLE"


class SealBrokenError(UnavailableError):
    """A sealed value was changed, or moved here from another column or person."""

    code = "SEAL_BROKEN"


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A person's data key. What it seals is bound to the person, and to `place`: the table and the column."""

    owner: UUID
    key: bytes = field(repr=False)
    since: float
    cipher: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Expand the key once."""
        object.__setattr__(self, "cipher", AESGCM(self.key))

    def seal(self, place: str, content: bytes) -> bytes:
        """Version, owner, nonce, ciphertext with its tag: AES-256-GCM under a nonce of 96 random bits."""
        nonce = entropy.token_bytes(NONCE_BYTES)
        sealed = self.cipher.encrypt(nonce, content, _bound_to(place, self.owner))
        return _VERSION + self.owner.bytes + nonce + sealed

    def open(self, place: str, sealed: bytes) -> bytes:
        """Undo `seal`. Raises SealBrokenError."""
        begin = len(_VERSION) + _OWNER_BYTES
        nonce, rest = sealed[begin : begin + NONCE_BYTES], sealed[begin + NONCE_BYTES :]
        try:
            return self.cipher.decrypt(nonce, rest, _bound_to(place, self.owner))
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError(f"A sealed value of {place} can't be opened: it was changed or moved.") from error

    def blind(self, place: str, text: str) -> bytes:
        """A keyed digest by which equal values of one person are found, and nothing else is learnt."""
        below = hmac.digest(self.key, f"blind:{place}".encode(), "sha256")
        return hmac.digest(below, text.encode(), "sha256")[:_OWNER_BYTES]


_acting: ContextVar[tuple[UUID | None, OpenedKey | None] | None] = ContextVar("acting_person", default=None)
"""Nothing outside of a transaction; no person in one of the system role."""
_kept: OrderedDict[UUID, OpenedKey] = OrderedDict()


@contextmanager
def acting(owner: UUID | None, key: OpenedKey | None) -> Iterator[None]:
    """For the length of a transaction: whose it is, and their key where it is at hand."""
    token = _acting.set((owner, key))
    try:
        yield
    finally:
        with suppress(ValueError):  # a stream that is closed from another task's context
            _acting.reset(token)


def is_system() -> bool:
    """Whether this is a transaction of the system role, or of nobody: it looks across people and holds no key."""
    found = _acting.get()
    return found is not None and found[0] is None


def acting_key() -> OpenedKey:
    """The key of the person whose transaction this is. Raises SealedUnavailableError."""
    found = _acting.get()
    if found is None or found[1] is None:
        raise SealedUnavailableError("The key to this person's sealed data is not at hand. Try again in a moment.")
    return found[1]


def keep(key: OpenedKey) -> None:
    """Remember a key until its time is up; the least recent make room."""
    _kept[key.owner] = key
    _kept.move_to_end(key.owner)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def kept(owner: UUID) -> OpenedKey | None:
    """A person's key, while it is remembered."""
    found = _kept.get(owner)
    if found is not None and found.since + KEPT_SECONDS <= time.monotonic():
        del _kept[owner]
        return None
    return found


def forget(owner: UUID) -> None:
    """Drop a person's key from this process."""
    _kept.pop(owner, None)


def key_of(sealed: bytes) -> OpenedKey:
    """The key that sealed this, from the transaction at hand or from memory. Raises SealedUnavailableError."""
    owner = owner_of(sealed)
    found = _acting.get()
    key = found[1] if found is not None and found[0] == owner else kept(owner)
    if key is None:
        raise SealedUnavailableError("The key to this sealed value is not at hand. Try again in a moment.")
    return key


def owner_of(sealed: bytes) -> UUID:
    """Whose key sealed this. Raises SealBrokenError."""
    begin = len(_VERSION)
    if not sealed.startswith(_VERSION) or len(sealed) < begin + _OWNER_BYTES + NONCE_BYTES:
        raise SealBrokenError("A sealed value is cut or of an unknown version.")
    return UUID(bytes=sealed[begin : begin + _OWNER_BYTES])


def _bound_to(place: str, owner: UUID) -> bytes:
    return owner.bytes + place.encode()

"""Where secrets and keys come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.errors import DomainError, UnavailableError


class SecretMissingError(DomainError):
    """No such secret."""

    code = "SECRET_MISSING"


class SecretNameError(DomainError):
    """The name is malformed, or names a key of the other kind."""

    code = "SECRET_NAME_INVALID"


class SecretsUnavailableError(UnavailableError):
    """The store did not answer, refused us, or can't be read. Nothing was changed."""

    code = "SECRETS_UNAVAILABLE"


class DecryptionError(DomainError):
    """The ciphertext was changed, cut, or made with another key or context."""

    code = "DECRYPTION_FAILED"


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key for checking signatures: Ed25519, 32 raw bytes. `kid` names key and version.

    `made_at` is when the version was made, and so when the one before it stopped signing; None where nobody kept it.
    """

    kid: str
    public_key: bytes
    made_at: datetime | None = None


class Secrets(Protocol):
    """Values by name, envelope encryption, and signing with a key that never leaves the store.

    All methods are safe to call from several processes at once. They block on I/O: call them in a thread or at start.
    """

    def read(self, name: str) -> str:
        """The secret's value. Names are slash-separated, as `database/app-password`. Raises SecretMissingError."""
        ...

    def write(self, name: str, value: str) -> None:
        """Store or replace a value, durably and atomically."""
        ...

    def write_once(self, name: str, value: str) -> str:
        """Store a value unless there is one, and return the one that is stored: all processes get the same."""
        ...

    def encrypt(self, key: str, plaintext: bytes, context: bytes) -> str:
        """Encrypt under a named key, made on first use. The same `context` is needed to decrypt."""
        ...

    def decrypt(self, key: str, ciphertext: str, context: bytes) -> bytes:
        """Undo `encrypt`. Raises DecryptionError."""
        ...

    def sign(self, key: str, message: bytes) -> tuple[str, bytes]:
        """Sign with the newest version of a named Ed25519 key, made on first use: (kid, 64-byte signature)."""
        ...

    def verification_keys(self, key: str) -> list[VerificationKey]:
        """Public keys of every version still valid, newest first; none when the key was never used."""
        ...

    def rotate(self, key: str) -> None:
        """Add a new version of a key. Old versions still verify and decrypt. Raises SecretMissingError."""
        ...

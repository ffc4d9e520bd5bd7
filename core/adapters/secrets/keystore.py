import base64
import binascii
import re
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.adapters.secrets.keystore_file import KEY_BYTES, NONCE_BYTES, KeyKind, KeyRing, KeystoreContent, KeystoreFile
from core.adapters.secrets.secret_name import check_key_name, check_secret_name
from core.ports.secrets import DecryptionError, SecretMissingError, SecretNameError, VerificationKey

_CIPHERTEXT = re.compile(r"keystore:v([1-9][0-9]{0,8}):([A-Za-z0-9+/]+={0,2})")


class Keystore:
    """Secrets in one encrypted file, for where no Vault is configured. See KeystoreFile for what keeps it safe.

    Nothing is held in memory between calls, so that what one process writes or rotates the others see at once.
    """

    def __init__(self, store: Path, master_key: Path) -> None:
        self._file = KeystoreFile(store, master_key)

    def read(self, name: str) -> str:
        """The secret's value. Raises SecretMissingError."""
        check_secret_name(name)
        try:
            return self._file.read().values[name]
        except KeyError:
            raise SecretMissingError(f"There is no secret {name!r} in the keystore.") from None

    def write(self, name: str, value: str) -> None:
        """Store or replace a value, durably and atomically."""
        check_secret_name(name)
        with self._file.changing() as content:
            content.values[name] = value

    def write_once(self, name: str, value: str) -> str:
        """Store a value unless there is one, and return the one that is stored: all processes get the same."""
        check_secret_name(name)
        with self._file.changing() as content:
            return content.values.setdefault(name, value)

    def encrypt(self, key: str, plaintext: bytes, context: bytes) -> str:
        """Encrypt under the newest version of a named AES-256-GCM key, made on first use."""
        ring = self._ring(key, "aes256-gcm")
        version = len(ring.versions)
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = AESGCM(bytes.fromhex(ring.versions[-1]))
        sealed = cipher.encrypt(nonce, plaintext, _associated_data(key, version, context))
        return f"keystore:v{version}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, key: str, ciphertext: str, context: bytes) -> bytes:
        """Undo `encrypt`. Raises DecryptionError."""
        check_key_name(key)
        match = _CIPHERTEXT.fullmatch(ciphertext)
        ring = self._file.read().keys.get(key)
        if match is None or ring is None:
            raise DecryptionError(f"This was not encrypted with key {key!r} of the keystore.")
        _check_kind(key, ring, "aes256-gcm")
        version = int(match[1])
        if version > len(ring.versions):
            raise DecryptionError(f"The keystore has no version {version} of key {key!r}.")
        try:
            sealed = base64.b64decode(match[2], validate=True)
            cipher = AESGCM(bytes.fromhex(ring.versions[version - 1]))
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _associated_data(key, version, context))
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise DecryptionError(f"The ciphertext or its context was changed since key {key!r} made it.") from error

    def sign(self, key: str, message: bytes) -> tuple[str, bytes]:
        """Sign with the newest version of a named Ed25519 key, made on first use: (kid, 64-byte signature)."""
        ring = self._ring(key, "ed25519")
        private_key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(ring.versions[-1]))
        return _kid(key, len(ring.versions)), private_key.sign(message)

    def verification_keys(self, key: str) -> list[VerificationKey]:
        """Public keys of every version, newest first; none when the key was never used."""
        check_key_name(key)
        ring = self._file.read().keys.get(key)
        if ring is None:
            return []
        _check_kind(key, ring, "ed25519")
        return [
            VerificationKey(_kid(key, index + 1), _public_key(ring.versions[index]), ring.moment(index))
            for index in reversed(range(len(ring.versions)))
        ]

    def rotate(self, key: str) -> None:
        """Add a new version of a key. Old versions still verify and decrypt. Raises SecretMissingError."""
        check_key_name(key)
        with self._file.changing() as content:
            if key not in content.keys:
                raise SecretMissingError(f"There is no key {key!r} in the keystore.")
            # A random 32 bytes is a key of either kind.
            content.keys[key].add(secrets.token_hex(KEY_BYTES))

    def _ring(self, key: str, kind: KeyKind) -> KeyRing:
        check_key_name(key)
        ring = self._file.read().keys.get(key)
        if ring is None:
            with self._file.changing() as content:
                ring = _ring_made_once(content, key, kind)
        _check_kind(key, ring, kind)
        return ring


def _ring_made_once(content: KeystoreContent, key: str, kind: KeyKind) -> KeyRing:
    # Another process may have made it between our look and our lock.
    if key not in content.keys:
        content.keys[key] = KeyRing(kind, [])
        content.keys[key].add(secrets.token_hex(KEY_BYTES))
    return content.keys[key]


def _check_kind(key: str, ring: KeyRing, kind: KeyKind) -> None:
    if ring.kind != kind:
        raise SecretNameError(f"Key {key!r} is of kind {ring.kind}, not {kind}.", field="key")


def _kid(key: str, version: int) -> str:
    return f"{key}:v{version}"


def _public_key(private: str) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw()


def _associated_data(key: str, version: int, context: bytes) -> bytes:
    # A key name holds no colon, so name, version and context can't run into one another.
    return f"{key}:v{version}:".encode() + context

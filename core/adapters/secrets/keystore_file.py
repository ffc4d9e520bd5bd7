"""The keystore's two files: the sealed store, and the master key that opens it."""

import contextlib
import fcntl
import json
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.adapters.atomic_file import PRIVATE_FILE, PRIVATE_FOLDER, sync_folder, write_atomically
from core.ports.secrets import SecretsUnavailableError

KEY_BYTES = 32
NONCE_BYTES = 12
LOCK_TIMEOUT_SECONDS = 10.0
_LOCK_POLL_SECONDS = 0.01
_MAGIC = b"solvent-keystore-1\n"

KeyKind = Literal["aes256-gcm", "ed25519"]


class KeystoreDamagedError(SecretsUnavailableError):
    """The keystore can't be opened: a file is missing, changed, or open to other people. It is never made anew."""

    code = "KEYSTORE_DAMAGED"


@dataclass
class KeyRing:
    """All versions of one key, raw bytes in hex. Version N is at index N - 1.

    `made_at` has the moments they were made, in ISO 8601; "" for those that are older than the keeping of moments.
    """

    kind: KeyKind
    versions: list[str]
    made_at: list[str] = field(default_factory=list)

    def add(self, version: str) -> None:
        """A next version, made now."""
        self.made_at += [""] * (len(self.versions) - len(self.made_at))
        self.versions.append(version)
        self.made_at.append(datetime.now(UTC).isoformat())

    def moment(self, index: int) -> datetime | None:
        """When the version at this index was made."""
        text = self.made_at[index] if index < len(self.made_at) else ""
        return datetime.fromisoformat(text) if text else None


@dataclass
class KeystoreContent:
    """What is sealed: values by name and key rings by name."""

    values: dict[str, str] = field(default_factory=dict)
    keys: dict[str, KeyRing] = field(default_factory=dict)


class KeystoreFile:
    """Reads see one whole version of the store; changes happen one at a time, over all processes.

    The master key is made with the store, on the first change, and lives in a file of its own that only the owner
    may read, so that a copy of the store alone is worth nothing.
    """

    def __init__(self, store: Path, master_key: Path) -> None:
        self._store = store
        self._master_key = master_key
        # A master key whose store is not yet known to be written: see _create.
        self._new_master_key = master_key.with_name(master_key.name + ".new")
        self._lock = store.with_name(store.name + ".lock")

    def read(self) -> KeystoreContent:
        """The content; empty when there is no keystore yet. Raises KeystoreDamagedError."""
        with _file_errors():
            if not self._store.exists() and not self._master_key.exists():
                return KeystoreContent()
            if not (self._store.exists() and self._master_key.exists()):
                # Half of it: damaged, unless its making was cut short or is going on right now.
                with self._locked():
                    self._complete_creation()
            return self._open(self._read_master_key())

    @contextmanager
    def changing(self) -> Iterator[KeystoreContent]:
        """The content to change in place; it is stored when the block ends well. Raises KeystoreDamagedError."""
        with _file_errors(), self._locked():
            self._complete_creation()
            if self._store.exists():
                master_key = self._read_master_key()
                content = self._open(master_key)
                yield content
                self._seal(content, master_key)
            else:
                content = KeystoreContent()
                yield content
                self._create(content)

    def _create(self, content: KeystoreContent) -> None:
        """Make both files. Killed at any point, it leaves nothing, or what _complete_creation can finish."""
        master_key = secrets.token_bytes(KEY_BYTES)
        self._master_key.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        write_atomically(self._new_master_key, master_key.hex().encode() + b"\n", mode=PRIVATE_FILE)
        self._seal(content, master_key)
        self._adopt_new_master_key()

    def _complete_creation(self) -> None:
        if self._store.exists() == self._master_key.exists():
            return
        if not self._store.exists():
            raise KeystoreDamagedError(f"The keystore {self._store} is missing, though its master key is there.")
        if not self._new_master_key.exists():
            raise KeystoreDamagedError(f"The master key {self._master_key} of the keystore is missing.")
        self._adopt_new_master_key()

    def _adopt_new_master_key(self) -> None:
        self._new_master_key.replace(self._master_key)
        sync_folder(self._master_key.parent)

    def _read_master_key(self) -> bytes:
        mode = stat.S_IMODE(self._master_key.stat().st_mode)
        if mode & 0o077:
            raise KeystoreDamagedError(
                f"Other people can read the master key {self._master_key} (mode {mode:o}). "
                "If nobody did, close it with `chmod 600`."
            )
        with contextlib.suppress(ValueError):
            master_key = bytes.fromhex(self._master_key.read_text("ascii"))
            if len(master_key) == KEY_BYTES:
                return master_key
        raise KeystoreDamagedError(f"The master key {self._master_key} is not {KEY_BYTES} bytes in hex.")

    def _open(self, master_key: bytes) -> KeystoreContent:
        sealed = self._store.read_bytes()
        nonce = sealed[len(_MAGIC) : len(_MAGIC) + NONCE_BYTES]
        try:
            plain = AESGCM(master_key).decrypt(nonce, sealed[len(_MAGIC) + NONCE_BYTES :], sealed[: len(_MAGIC)])
        except (InvalidTag, ValueError) as error:
            raise KeystoreDamagedError(
                f"The keystore {self._store} was changed, cut, or has another master key."
            ) from error
        fields = json.loads(plain)
        return KeystoreContent(fields["values"], {name: KeyRing(**ring) for name, ring in fields["keys"].items()})

    def _seal(self, content: KeystoreContent, master_key: bytes) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(master_key).encrypt(nonce, json.dumps(asdict(content)).encode(), _MAGIC)
        write_atomically(self._store, _MAGIC + nonce + sealed, mode=PRIVATE_FILE)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._lock.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        # A new descriptor each time: the lock then also keeps threads of one process apart.
        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            _wait_for_lock(descriptor, self._lock)
            yield
        finally:
            os.close(descriptor)


def _wait_for_lock(descriptor: int, path: Path) -> None:
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise SecretsUnavailableError(
                    f"Another process held {path} for {LOCK_TIMEOUT_SECONDS:.0f} s."
                ) from None
            time.sleep(_LOCK_POLL_SECONDS)
        else:
            return


@contextmanager
def _file_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SecretsUnavailableError(f"The keystore's files can't be used: {error}.") from error

import base64
import binascii
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

import hvac
import requests
from hvac.exceptions import Forbidden, InvalidPath, InvalidRequest, VaultError
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from core.adapters.secrets.secret_name import check_key_name, check_secret_name
from core.ports.secrets import (
    DecryptionError,
    SecretMissingError,
    SecretNameError,
    SecretsUnavailableError,
    VerificationKey,
)

CONNECT_TIMEOUT_SECONDS = 3
READ_TIMEOUT_SECONDS = 10
RETRIES = 3
_BACKOFF_SECONDS = 0.2
# 412: a replica that has not caught up; 429: too fast; 472, 473: standby; 5xx: sealed, starting or a failed proxy.
_RETRIED_STATUSES = (412, 429, 472, 473, 500, 502, 503, 504)

KeyKind = Literal["aes256-gcm96", "ed25519"]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class AppRole:
    """A machine's own identity in Vault: its token is fetched at first use and again when it has run out."""

    role_id: str
    secret_id: str
    mount: str = "approle"


class VaultSecrets:
    """Vault: KV version 2 for values, Transit for keys, which never leave it.

    `auth` is a token or an AppRole. `namespace` is for Vault Enterprise, `ca_file` for a private authority. Transit
    keys for encryption are made as derived keys, so that a ciphertext opens only with the context it was made with.
    """

    def __init__(
        self,
        address: str,
        auth: str | AppRole,
        *,
        kv_mount: str = "secret",
        transit_mount: str = "transit",
        namespace: str | None = None,
        ca_file: str | None = None,
    ) -> None:
        self._role = auth if isinstance(auth, AppRole) else None
        self._kv_mount = kv_mount
        self._transit_mount = transit_mount
        self._session = _session(ca_file)
        self._client = hvac.Client(
            url=address,
            session=self._session,
            timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
            namespace=namespace,
        )
        # hvac falls back to VAULT_TOKEN and ~/.vault-token, which would hide an AppRole that does not work.
        self._client.token = auth if isinstance(auth, str) else None
        self._login_lock = threading.Lock()
        self._known_keys: set[tuple[str, KeyKind]] = set()

    def read(self, name: str) -> str:
        """The secret's value. Raises SecretMissingError."""
        check_secret_name(name)
        kv = self._client.secrets.kv.v2
        with _vault_errors(f"read secret {name!r}"):
            try:
                answer = self._call(
                    lambda: kv.read_secret_version(name, mount_point=self._kv_mount, raise_on_deleted_version=True)
                )
            except InvalidPath:
                raise SecretMissingError(f"There is no secret {name!r} in Vault.") from None
        try:
            return str(answer["data"]["data"]["value"])
        except KeyError:
            raise SecretMissingError(f"The secret {name!r} in Vault has no field 'value'.") from None

    def write(self, name: str, value: str) -> None:
        """Store or replace a value, durably and atomically."""
        check_secret_name(name)
        kv = self._client.secrets.kv.v2
        with _vault_errors(f"write secret {name!r}"):
            self._call(lambda: kv.create_or_update_secret(name, {"value": value}, mount_point=self._kv_mount))

    def write_once(self, name: str, value: str) -> str:
        """Store a value unless there is one, and return the one that is stored: all processes get the same."""
        check_secret_name(name)
        kv = self._client.secrets.kv.v2
        with _vault_errors(f"write secret {name!r}"):
            try:
                # Check-and-set with version 0: Vault takes it only as the very first version.
                self._call(
                    lambda: kv.create_or_update_secret(name, {"value": value}, cas=0, mount_point=self._kv_mount)
                )
            except InvalidRequest as error:
                if "check-and-set" not in str(error):
                    raise
        return self.read(name)

    def encrypt(self, key: str, plaintext: bytes, context: bytes) -> str:
        """Encrypt under a named key, made on first use. The same `context` is needed to decrypt."""
        self._ensure_key(key, "aes256-gcm96")
        with _vault_errors(f"encrypt with key {key!r}"):
            answer = self._call(
                lambda: self._transit.encrypt_data(
                    key, _base64(plaintext), context=_derivation(context), mount_point=self._transit_mount
                )
            )
        return str(answer["data"]["ciphertext"])

    def decrypt(self, key: str, ciphertext: str, context: bytes) -> bytes:
        """Undo `encrypt`. Raises DecryptionError."""
        check_key_name(key)
        with _vault_errors(f"decrypt with key {key!r}"):
            try:
                answer = self._call(
                    lambda: self._transit.decrypt_data(
                        key, ciphertext, context=_derivation(context), mount_point=self._transit_mount
                    )
                )
            except InvalidRequest as error:
                self._refuse_other_kind(key, "aes256-gcm96")
                raise DecryptionError(f"Vault can't decrypt this with key {key!r} and this context.") from error
        return base64.b64decode(answer["data"]["plaintext"])

    def sign(self, key: str, message: bytes) -> tuple[str, bytes]:
        """Sign with the newest version of a named Ed25519 key, made on first use: (kid, 64-byte signature)."""
        self._ensure_key(key, "ed25519")
        with _vault_errors(f"sign with key {key!r}"):
            answer = self._call(lambda: self._transit.sign_data(key, _base64(message), mount_point=self._transit_mount))
        _, version, signature = str(answer["data"]["signature"]).split(":", 2)
        return f"{key}:{version}", base64.b64decode(signature)

    def verification_keys(self, key: str) -> list[VerificationKey]:
        """Public keys of every version that Vault still accepts, newest first; none when there is no such key."""
        check_key_name(key)
        described = self._described(key)
        if described is None:
            return []
        _check_kind(key, described, "ed25519")
        versions = sorted((int(version) for version in described["keys"]), reverse=True)
        return [
            _verification_key(key, version, described["keys"][str(version)])
            for version in versions
            if version >= described["min_decryption_version"]
        ]

    def rotate(self, key: str) -> None:
        """Add a new version of a key. Old versions still verify and decrypt. Raises SecretMissingError."""
        check_key_name(key)
        if self._described(key) is None:
            raise SecretMissingError(f"There is no key {key!r} in Vault.")
        with _vault_errors(f"rotate key {key!r}"):
            self._call(lambda: self._transit.rotate_key(key, mount_point=self._transit_mount))

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    @property
    def _transit(self) -> Any:  # hvac has no types
        return self._client.secrets.transit

    def _call(self, request: Callable[[], Answer]) -> Answer:
        """Send a request, signing in first or again where an AppRole allows it."""
        if self._role is None:
            return request()
        token = self._client.token
        if token is None:
            token = self._log_in(replacing=None)
        try:
            return request()
        except Forbidden:
            # Run out, revoked or really forbidden: Vault does not tell which, one new token does.
            self._log_in(replacing=token)
            return request()

    def _log_in(self, *, replacing: str | None) -> str:
        role = self._role
        if role is None:
            raise SecretsUnavailableError("There is no AppRole to sign in to Vault with.")
        with self._login_lock:
            # Another thread may have fetched a token while this one waited.
            if self._client.token in {None, replacing}:
                self._client.token = None
                answer = self._client.auth.approle.login(
                    role.role_id, role.secret_id, use_token=False, mount_point=role.mount
                )
                self._client.token = answer["auth"]["client_token"]
            return str(self._client.token)

    def _ensure_key(self, key: str, kind: KeyKind) -> None:
        check_key_name(key)
        if (key, kind) in self._known_keys:
            return
        if self._described(key) is None:
            with _vault_errors(f"make key {key!r}"):
                # Making a key that another process has just made changes nothing.
                self._call(
                    lambda: self._transit.create_key(
                        key, key_type=kind, derived=kind == "aes256-gcm96", mount_point=self._transit_mount
                    )
                )
        self._refuse_other_kind(key, kind)
        self._known_keys.add((key, kind))

    def _refuse_other_kind(self, key: str, kind: KeyKind) -> None:
        described = self._described(key)
        if described is not None:
            _check_kind(key, described, kind)

    def _described(self, key: str) -> dict[str, Any] | None:
        with _vault_errors(f"read key {key!r}"):
            try:
                answer = self._call(lambda: self._transit.read_key(key, mount_point=self._transit_mount))
            except InvalidPath:
                return None
        data: dict[str, Any] = answer["data"]
        return data


def _session(ca_file: str | None) -> requests.Session:
    # A repeated call is safe for all but `rotate`, where it costs one more version.
    retry = Retry(
        total=RETRIES,
        backoff_factor=_BACKOFF_SECONDS,
        status_forcelist=_RETRIED_STATUSES,
        allowed_methods=None,
        raise_on_status=False,
    )
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=retry))
    session.mount("https://", HTTPAdapter(max_retries=retry))
    session.verify = ca_file or True
    return session


def _check_kind(key: str, described: dict[str, Any], kind: KeyKind) -> None:
    if described["type"] != kind:
        raise SecretNameError(f"Key {key!r} is of kind {described['type']}, not {kind}.", field="key")
    if kind == "aes256-gcm96" and not described["derived"]:
        raise SecretNameError(f"Key {key!r} was made without derivation: it can't bind a context.", field="key")


def _verification_key(key: str, version: int, described: dict[str, Any]) -> VerificationKey:
    made_at = described.get("creation_time")
    moment = datetime.fromisoformat(made_at) if isinstance(made_at, str) else None
    return VerificationKey(f"{key}:v{version}", _public_key(key, described), moment)


def _public_key(key: str, version: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(version["public_key"], validate=True)
    except (KeyError, binascii.Error) as error:
        raise SecretsUnavailableError(f"Vault named no public key for {key!r}.") from error


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _derivation(context: bytes) -> str:
    # Vault takes no empty context; the prefix gives every context at least one byte.
    return _base64(b"solvent:" + context)


@contextmanager
def _vault_errors(action: str) -> Iterator[None]:
    try:
        yield
    except (VaultError, requests.RequestException) as error:
        raise SecretsUnavailableError(f"Vault did not {action}: {error}") from error

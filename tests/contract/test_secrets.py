"""What every Secrets does: the keystore file, and a real Vault where VAULT_ADDR names one (KV at secret/, Transit)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.adapters.secrets.keystore import Keystore
from core.adapters.secrets.vault import VaultSecrets
from core.ports.secrets import DecryptionError, SecretMissingError, SecretNameError, Secrets

REAL_VAULT = ["vault"] if "VAULT_ADDR" in os.environ else []


@pytest.mark.skipif(not REAL_VAULT, reason="the secrets suite was not run against a real Vault: VAULT_ADDR not set")
def test_ran_against_a_real_vault() -> None:
    assert REAL_VAULT


@pytest.fixture(params=["keystore", *REAL_VAULT])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Secrets]]:
    """Opens the same store once more, as another process would."""
    if request.param == "keystore":
        yield lambda: Keystore(tmp_path / "keystore", tmp_path / "master.key")
        return
    opened: list[VaultSecrets] = []

    def open_vault() -> Secrets:
        opened.append(VaultSecrets(os.environ["VAULT_ADDR"], os.environ["VAULT_TOKEN"]))
        return opened[-1]

    yield open_vault
    for vault in opened:
        vault.close()


@pytest.fixture
def store(open_store: Callable[[], Secrets]) -> Secrets:
    return open_store()


@pytest.fixture
def name() -> str:
    """A name of this test's own: a real Vault remembers."""
    return f"contract-{uuid4().hex[:12]}"


def test_reads_what_was_written(store: Secrets, open_store: Callable[[], Secrets], name: str) -> None:
    store.write(f"{name}/database/app-password", "пароль \n\x00 'quoted'")
    assert store.read(f"{name}/database/app-password") == "пароль \n\x00 'quoted'"
    assert open_store().read(f"{name}/database/app-password") == "пароль \n\x00 'quoted'"


def test_replaces_a_value(store: Secrets, name: str) -> None:
    store.write(name, "first")
    store.write(name, "")
    assert store.read(name) == ""


def test_the_first_value_stays(store: Secrets, open_store: Callable[[], Secrets], name: str) -> None:
    assert store.write_once(name, "first") == "first"
    assert open_store().write_once(name, "second") == "first"
    assert store.read(name) == "first"
    store.write(name, "third")
    assert store.write_once(name, "fourth") == "third"


def test_all_who_start_at_once_get_one_value(open_store: Callable[[], Secrets], name: str) -> None:
    stores = [open_store() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        values = set(pool.map(lambda number: stores[number].write_once(name, str(number)), range(8)))
    assert values == {open_store().read(name)}


def test_names_a_missing_secret(store: Secrets, name: str) -> None:
    with pytest.raises(SecretMissingError, match=name):
        store.read(name)
    store.write(f"{name}/deeper", "1")
    with pytest.raises(SecretMissingError, match=name):
        store.read(name)


@pytest.mark.parametrize(
    "bad", ["", "/a", "a/", "a//b", "../a", "a/../b", "a b", "a\n", "ключ", "a?b", "a%2e", "a" * 201]
)
def test_refuses_malformed_names(store: Secrets, bad: str) -> None:
    for attempt in (lambda: store.read(bad), lambda: store.write(bad, "1"), lambda: store.verification_keys(bad)):
        with pytest.raises(SecretNameError):
            attempt()
    with pytest.raises(SecretNameError):
        store.encrypt(bad, b"1", b"")
    with pytest.raises(SecretNameError):
        store.sign("with/slash", b"1")


@pytest.mark.parametrize("plaintext", [b"", b"bank token", bytes(range(256)) * 40])
def test_decrypts_what_it_encrypted(
    store: Secrets, open_store: Callable[[], Secrets], name: str, plaintext: bytes
) -> None:
    ciphertext = store.encrypt(name, plaintext, b"user-1")
    assert ciphertext != store.encrypt(name, plaintext, b"user-1")
    assert open_store().decrypt(name, ciphertext, b"user-1") == plaintext


def test_an_empty_context_is_a_context(store: Secrets, name: str) -> None:
    ciphertext = store.encrypt(name, b"1", b"")
    assert store.decrypt(name, ciphertext, b"") == b"1"
    with pytest.raises(DecryptionError):
        store.decrypt(name, ciphertext, b"x")


def test_decrypts_with_the_same_key_and_context_only(store: Secrets, name: str) -> None:
    ciphertext = store.encrypt(name, b"bank token", b"user-1")
    store.encrypt(f"{name}-other", b"1", b"user-1")
    with pytest.raises(DecryptionError):
        store.decrypt(name, ciphertext, b"user-2")
    with pytest.raises(DecryptionError):
        store.decrypt(f"{name}-other", ciphertext, b"user-1")


def test_refuses_a_changed_ciphertext(store: Secrets, name: str) -> None:
    ciphertext = store.encrypt(name, b"bank token", b"user-1")
    flipped = ciphertext[:-6] + ("A" if ciphertext[-6] != "A" else "B") + ciphertext[-5:]
    for bad in (flipped, ciphertext[:-8], ciphertext.replace(":v1:", ":v2:"), "", "vault:v1:", "nonsense", "a:b:c:d"):
        with pytest.raises(DecryptionError):
            store.decrypt(name, bad, b"user-1")


def test_an_unknown_key_decrypts_nothing(store: Secrets, name: str) -> None:
    ciphertext = store.encrypt(name, b"1", b"")
    with pytest.raises(DecryptionError):
        store.decrypt(f"{name}-unknown", ciphertext, b"")


def test_signs_with_a_key_others_can_check(store: Secrets, open_store: Callable[[], Secrets], name: str) -> None:
    kid, signature = store.sign(name, b"message")
    (key,) = open_store().verification_keys(name)
    assert kid == key.kid == f"{name}:v1"
    assert (len(signature), len(key.public_key)) == (64, 32)
    public_key = Ed25519PublicKey.from_public_bytes(key.public_key)
    public_key.verify(signature, b"message")
    with pytest.raises(InvalidSignature):
        public_key.verify(signature, b"another message")


def test_a_key_never_used_has_no_public_keys(store: Secrets, name: str) -> None:
    assert store.verification_keys(name) == []


def test_rotation_keeps_old_signatures_and_ciphertexts(store: Secrets, name: str) -> None:
    signing, sealing = f"{name}-sign", f"{name}-seal"
    _, old_signature = store.sign(signing, b"message")
    old_ciphertext = store.encrypt(sealing, b"old", b"c")
    store.rotate(signing)
    store.rotate(sealing)
    kid, new_signature = store.sign(signing, b"message")
    newest, oldest = store.verification_keys(signing)
    assert (kid, newest.kid, oldest.kid) == (f"{signing}:v2", f"{signing}:v2", f"{signing}:v1")
    Ed25519PublicKey.from_public_bytes(newest.public_key).verify(new_signature, b"message")
    Ed25519PublicKey.from_public_bytes(oldest.public_key).verify(old_signature, b"message")
    new_ciphertext = store.encrypt(sealing, b"new", b"c")
    assert ":v2:" in new_ciphertext
    assert [store.decrypt(sealing, text, b"c") for text in (old_ciphertext, new_ciphertext)] == [b"old", b"new"]


def test_rotates_only_keys_there_are(store: Secrets, name: str) -> None:
    with pytest.raises(SecretMissingError):
        store.rotate(name)


def test_a_key_has_one_purpose(store: Secrets, name: str) -> None:
    ciphertext = store.encrypt(f"{name}-seal", b"1", b"")
    store.sign(f"{name}-sign", b"1")
    with pytest.raises(SecretNameError):
        store.sign(f"{name}-seal", b"1")
    with pytest.raises(SecretNameError):
        store.verification_keys(f"{name}-seal")
    with pytest.raises(SecretNameError):
        store.encrypt(f"{name}-sign", b"1", b"")
    with pytest.raises(SecretNameError):
        store.decrypt(f"{name}-sign", ciphertext, b"")

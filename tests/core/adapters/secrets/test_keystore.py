import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.adapters.secrets import keystore_file
from core.adapters.secrets.keystore import Keystore
from core.adapters.secrets.keystore_file import KeystoreDamagedError
from core.ports.secrets import SecretMissingError, SecretsUnavailableError


def _open(folder: Path) -> Keystore:
    return Keystore(folder / "store", folder / "keys" / "master.key")


def _filled(folder: Path) -> Keystore:
    keystore = _open(folder)
    keystore.write("database/password", "correct horse")
    return keystore


def test_reading_makes_no_files(tmp_path: Path) -> None:
    with pytest.raises(SecretMissingError):
        _open(tmp_path).read("a")
    assert list(tmp_path.iterdir()) == []


def test_files_are_private_and_hold_nothing_readable(tmp_path: Path) -> None:
    _filled(tmp_path)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [path.name for path in files] == ["master.key", "store", "store.lock"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert b"horse" not in (tmp_path / "store").read_bytes()
    assert b"password" not in (tmp_path / "store").read_bytes()


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "magic"])
def test_a_damaged_store_is_an_error_and_stays_as_it_is(tmp_path: Path, damage: str) -> None:
    keystore = _filled(tmp_path)
    whole = (tmp_path / "store").read_bytes()
    changed = {
        "flip": whole[:-1] + bytes([whole[-1] ^ 1]),
        "cut": whole[:-20],
        "empty": b"",
        "magic": b"solvent-keystore-2\n" + whole[19:],
    }[damage]
    (tmp_path / "store").write_bytes(changed)
    with pytest.raises(KeystoreDamagedError, match="changed, cut, or has another master key"):
        keystore.read("database/password")
    with pytest.raises(KeystoreDamagedError):
        keystore.write("a", "1")
    with pytest.raises(KeystoreDamagedError):
        keystore.sign("tokens", b"1")
    assert (tmp_path / "store").read_bytes() == changed


@pytest.mark.parametrize("missing", ["store", "keys/master.key"])
def test_a_lost_file_is_an_error_and_not_made_anew(tmp_path: Path, missing: str) -> None:
    keystore = _filled(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(KeystoreDamagedError, match="is missing"):
        keystore.read("database/password")
    with pytest.raises(KeystoreDamagedError, match="is missing"):
        keystore.write("a", "1")
    assert not (tmp_path / missing).exists()


@pytest.mark.parametrize("content", ["", "zz", "ab" * 31, "ab" * 33])
def test_a_damaged_master_key_is_an_error(tmp_path: Path, content: str) -> None:
    keystore = _filled(tmp_path)
    (tmp_path / "keys" / "master.key").write_text(content)
    with pytest.raises(KeystoreDamagedError, match="is not 32 bytes in hex"):
        keystore.read("database/password")


def test_another_master_key_opens_nothing(tmp_path: Path) -> None:
    keystore = _filled(tmp_path)
    (tmp_path / "keys" / "master.key").write_text("ab" * 32)
    with pytest.raises(KeystoreDamagedError):
        keystore.read("database/password")


def test_a_master_key_open_to_others_is_refused(tmp_path: Path) -> None:
    keystore = _filled(tmp_path)
    (tmp_path / "keys" / "master.key").chmod(0o640)
    with pytest.raises(KeystoreDamagedError, match=r"mode 640.*chmod 600"):
        keystore.read("database/password")


@pytest.mark.parametrize("writes_before_death", [0, 1, 2])
def test_a_first_use_that_died_is_finished_or_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes_before_death: int
) -> None:
    writes = iter([*[True] * writes_before_death, False])
    replace = Path.replace

    def dying_replace(source: Path, target: Path) -> Path:
        if next(writes):
            return replace(source, target)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying_replace)
        with pytest.raises(KeyboardInterrupt):
            _open(tmp_path).write("a", "1")
    if writes_before_death == 2:
        assert _open(tmp_path).read("a") == "1"
    else:
        with pytest.raises(SecretMissingError):
            _open(tmp_path).read("a")
    _open(tmp_path).write("b", "2")
    assert _open(tmp_path).read("b") == "2"


def test_a_failed_change_leaves_the_old_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keystore = _filled(tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(SecretsUnavailableError, match="No space left"):
            keystore.write("database/password", "new")
    assert keystore.read("database/password") == "correct horse"
    assert not list(tmp_path.glob(".*"))


def test_a_lock_that_is_held_is_waited_for_only_so_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keystore = _filled(tmp_path)
    monkeypatch.setattr(keystore_file, "LOCK_TIMEOUT_SECONDS", 0.05)
    with (
        keystore_file.KeystoreFile(tmp_path / "store", tmp_path / "keys" / "master.key").changing(),
        pytest.raises(SecretsUnavailableError, match="Another process held"),
    ):
        keystore.write("a", "1")


def _use(folder: Path, number: int) -> None:
    keystore = _open(folder)
    for turn in range(15):
        keystore.write(f"process/{number}/{turn}", str(turn))
        ciphertext = keystore.encrypt("bank-tokens", b"token", b"user")
        assert keystore.decrypt("bank-tokens", ciphertext, b"user") == b"token"
        keystore.sign("access-tokens", b"message")
    keystore.rotate("access-tokens")


def test_processes_that_start_at_once_share_one_keystore(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_use, args=(tmp_path, number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    keystore = _open(tmp_path)
    assert [keystore.read(f"process/{n}/{turn}") for n in range(4) for turn in range(15)] == [
        str(turn) for _ in range(4) for turn in range(15)
    ]
    assert [key.kid for key in keystore.verification_keys("access-tokens")] == [
        f"access-tokens:v{version}" for version in (5, 4, 3, 2, 1)
    ]
    assert not list(tmp_path.glob("**/.*"))


def test_threads_lose_no_write(tmp_path: Path) -> None:
    keystore = _open(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: keystore.write(f"thread/{number}", str(number)), range(40)))
    assert [keystore.read(f"thread/{number}") for number in range(40)] == [str(number) for number in range(40)]


def test_a_folder_that_takes_no_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SecretsUnavailableError):
        Keystore(tmp_path / "file" / "store", tmp_path / "file" / "key").write("a", "1")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]

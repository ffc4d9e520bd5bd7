import asyncio
import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from core.adapters.storage.disk import DiskBlobStore
from core.adapters.storage.url_signature import SignatureError, verify_signature
from core.clock import FixedClock
from core.ports.blob_store import StorageUnavailableError

KEY = bytes(range(32))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BASE = "http://127.0.0.1:8000/files"


def _store(root: Path) -> DiskBlobStore:
    return DiskBlobStore(root, BASE, KEY, FixedClock(NOON))


def _parts(url: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(url)
    return unquote(split.path).removeprefix("/files/"), dict(parse_qsl(split.query, keep_blank_values=True))


def _stored_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_signed_upload_verifies_until_it_expires(tmp_path: Path) -> None:
    request = _store(tmp_path).signed_put("u/чек 1.jpg", "image/jpeg", 512, timedelta(minutes=5))
    key, query = _parts(request.url)
    last_moment = NOON + timedelta(minutes=5) - timedelta(seconds=1)
    grant = verify_signature(KEY, "PUT", key, query, last_moment)
    assert (grant.key, grant.content_type, grant.size) == ("u/чек 1.jpg", "image/jpeg", 512)
    grant.check_upload("image/jpeg", 512)
    with pytest.raises(SignatureError, match="ran out at 2026-03-01T12:05:00"):
        verify_signature(KEY, "PUT", key, query, NOON + timedelta(minutes=5))


def test_a_signed_download_names_its_file(tmp_path: Path) -> None:
    request = _store(tmp_path).signed_get("u/1", "выписка & отчёт.csv", timedelta(minutes=5))
    key, query = _parts(request.url)
    assert verify_signature(KEY, "GET", key, query, NOON).filename == "выписка & отчёт.csv"


@pytest.mark.parametrize(
    ("content_type", "size"), [("image/png", 512), ("image/jpeg", 511), (None, 512), ("image/jpeg", None)]
)
def test_an_upload_of_another_type_or_size_is_refused(
    tmp_path: Path, content_type: str | None, size: int | None
) -> None:
    key, query = _parts(_store(tmp_path).signed_put("a", "image/jpeg", 512, timedelta(minutes=5)).url)
    with pytest.raises(SignatureError):
        verify_signature(KEY, "PUT", key, query, NOON).check_upload(content_type, size)


async def test_files_are_open_to_their_owner_only(tmp_path: Path) -> None:
    await _store(tmp_path / "objects").put("a", b"1", "text/plain")
    (path,) = _stored_files(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_a_failed_write_leaves_the_old_object_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _store(tmp_path)
    await store.put("a", b"old", "text/plain")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StorageUnavailableError, match="failed on 'a': No space left on device"):
        await store.put("a", b"new", "text/plain")
    assert await store.get("a") == b"old"
    assert len(_stored_files(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"solvent-object-1 {", b"solvent-object-1 {}\nabc", b"something else\nabc"])
async def test_a_damaged_object_is_reported(tmp_path: Path, damage: bytes) -> None:
    store = _store(tmp_path)
    await store.put("a", b"abc", "text/plain")
    (path,) = _stored_files(tmp_path)
    path.write_bytes(damage)
    with pytest.raises(StorageUnavailableError, match="damaged"):
        await store.get("a")


async def test_a_changed_byte_is_reported(tmp_path: Path) -> None:
    store = _store(tmp_path)
    await store.put("a", b"abc", "text/plain")
    (path,) = _stored_files(tmp_path)
    path.write_bytes(path.read_bytes()[:-1] + b"d")
    with pytest.raises(StorageUnavailableError, match="its checksum does not fit"):
        await store.get("a")


async def test_a_folder_that_takes_no_write_is_not_ready(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageUnavailableError):
        await _store(tmp_path / "file").ready()


def test_a_short_signing_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="less than 32 bytes"):
        DiskBlobStore(tmp_path, BASE, b"short")


def _write_in_another_process(root: Path, number: int) -> None:
    async def write() -> None:
        store = _store(root)
        for turn in range(20):
            await store.put("shared", bytes([number]) * (1000 * (turn + 1)), "text/plain")
            await store.put(f"own/{number}/{turn}", bytes([turn]), "text/plain")

    asyncio.run(write())


async def test_processes_share_the_folder(tmp_path: Path) -> None:
    store = _store(tmp_path)
    await store.put("shared", b"start", "text/plain")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_in_another_process, args=(tmp_path, number)) for number in range(3)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        content = await store.get("shared")
        seen.add(len(set(content)))
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert seen <= {1, 4}  # one writer's bytes, or the letters of "start"
    for number in range(3):
        for turn in range(20):
            assert await store.get(f"own/{number}/{turn}") == bytes([turn])

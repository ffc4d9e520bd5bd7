"""What every BlobStore does: the folder, moto's S3 server, and a real S3 where S3_ENDPOINT names one."""

import asyncio
import io
import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from core.adapters.storage.disk import DiskBlobStore
from core.adapters.storage.object_key import ObjectKeyError
from core.adapters.storage.s3 import S3BlobStore
from core.ports.blob_store import BlobInfo, BlobMissingError, BlobStore

MINUTE = timedelta(minutes=1)


REAL_S3 = ["s3"] if "S3_ENDPOINT" in os.environ else []


def _real_s3(bucket: str) -> S3BlobStore:
    return S3BlobStore(
        bucket,
        access_key=os.environ["S3_ACCESS_KEY"],
        secret_key=os.environ["S3_SECRET_KEY"],
        region=os.environ.get("S3_REGION", "us-east-1"),
        endpoint=os.environ["S3_ENDPOINT"],
    )


@pytest.fixture(params=["disk", "moto", *REAL_S3])
async def store(request: pytest.FixtureRequest, tmp_path: Path, bucket: str) -> AsyncIterator[BlobStore]:
    if request.param == "disk":
        yield DiskBlobStore(tmp_path / "objects", "http://127.0.0.1:8000/files", b"k" * 32)
        return
    if request.param == "moto":
        s3 = S3BlobStore(
            bucket, access_key="test", secret_key="test", endpoint=request.getfixturevalue("moto_endpoint")
        )
    else:
        s3 = _real_s3(bucket)
    await s3.create_bucket()
    yield s3
    s3.close()


async def test_gives_back_what_was_put(store: BlobStore) -> None:
    content = bytes(range(256)) * 5000
    await store.put("users/1/чек №5.pdf", content, "application/pdf")
    assert await store.get("users/1/чек №5.pdf") == content
    assert await store.head("users/1/чек №5.pdf") == BlobInfo("users/1/чек №5.pdf", 1_280_000, "application/pdf")


async def test_downloads_in_chunks_what_was_put(store: BlobStore) -> None:
    content = bytes(range(256)) * 12_000  # three chunks
    await store.put("people/1/large.bin", content, "application/octet-stream")
    target = io.BytesIO()
    await store.download("people/1/large.bin", target)
    assert target.getvalue() == content
    with pytest.raises(BlobMissingError):
        await store.download("people/1/none.bin", io.BytesIO())


async def test_takes_an_empty_object(store: BlobStore) -> None:
    await store.put("empty", b"", "text/plain")
    assert await store.get("empty") == b""
    assert (await store.head("empty")).size == 0


async def test_replaces_content_and_type(store: BlobStore) -> None:
    await store.put("a", b"first, and longer", "text/plain")
    await store.put("a", b"second", "text/csv")
    assert await store.get("a") == b"second"
    assert await store.head("a") == BlobInfo("a", 6, "text/csv")


async def test_a_key_may_continue_another(store: BlobStore) -> None:
    await store.put("a", b"1", "text/plain")
    await store.put("a/b", b"2", "text/plain")
    await store.put("A", b"3", "text/plain")
    assert [await store.get(key) for key in ("a", "a/b", "A")] == [b"1", b"2", b"3"]


async def test_names_a_missing_object(store: BlobStore) -> None:
    with pytest.raises(BlobMissingError, match="'none/here'"):
        await store.get("none/here")
    with pytest.raises(BlobMissingError, match="'none/here'"):
        await store.head("none/here")


async def test_deletes_once_or_twice(store: BlobStore) -> None:
    await store.put("a", b"1", "text/plain")
    await store.delete("a")
    await store.delete("a")
    with pytest.raises(BlobMissingError):
        await store.get("a")


@pytest.mark.parametrize(
    "key", ["", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a\\b", "a\nb", "a\x00b", "я" * 451]
)
async def test_refuses_keys_that_lead_elsewhere(store: BlobStore, key: str) -> None:
    for refused in (store.put(key, b"", "text/plain"), store.get(key), store.head(key), store.delete(key)):
        with pytest.raises(ObjectKeyError):
            await refused
    with pytest.raises(ObjectKeyError):
        store.signed_put(key, "text/plain", 1, MINUTE)
    with pytest.raises(ObjectKeyError):
        store.signed_get(key, "a", MINUTE)


async def test_a_reader_never_sees_half_an_object(store: BlobStore) -> None:
    versions = [bytes([number]) * 200_000 for number in range(8)]
    await store.put("shared", versions[0], "text/plain")
    writes = [store.put("shared", version, "text/plain") for version in versions]
    _, *reads = await asyncio.gather(asyncio.gather(*writes), *(store.get("shared") for _ in range(16)))
    assert all(read in versions for read in reads)
    assert await store.get("shared") in versions


async def test_signed_requests_say_what_to_send(store: BlobStore) -> None:
    upload = store.signed_put("u/1.csv", "text/csv", 42, MINUTE)
    assert (upload.method, dict(upload.headers)) == ("PUT", {"Content-Type": "text/csv", "Content-Length": "42"})
    assert "/u/1.csv?" in upload.url
    download = store.signed_get("u/1.csv", "выписка.csv", MINUTE)
    assert (download.method, dict(download.headers)) == ("GET", {})
    assert "/u/1.csv?" in download.url


async def test_is_ready(store: BlobStore) -> None:
    await store.ready()


@pytest.mark.skipif(not REAL_S3, reason="the blob store's suite was not run against a real S3: S3_ENDPOINT not set")
async def test_a_real_s3_holds_people_to_what_was_signed(bucket: str) -> None:
    # moto takes any signature; the folder's is tested beside the code that checks it.
    s3 = _real_s3(bucket)
    await s3.create_bucket()
    upload = s3.signed_put("u/1.csv", "text/csv", 5, MINUTE)
    late = s3.signed_put("u/2.csv", "text/csv", 5, timedelta(seconds=1))
    typed, other_type = {"Content-Type": "text/csv"}, {"Content-Type": "text/html"}
    async with httpx.AsyncClient() as browser:
        wrong = [
            await browser.put(upload.url, content=b"123456", headers=typed),
            await browser.put(upload.url, content=b"12345", headers=other_type),
            await browser.put(upload.url.replace("u/1.csv", "u/3.csv"), content=b"12345", headers=typed),
        ]
        good = await browser.put(upload.url, content=b"1;2;3", headers=dict(upload.headers))
        download = await browser.get(s3.signed_get("u/1.csv", "выписка 1.csv", MINUTE).url)
        await asyncio.sleep(2.1)
        expired = await browser.put(late.url, content=b"1;2;3", headers=dict(late.headers))
    assert [answer.status_code for answer in [*wrong, good, download, expired]] == [403, 403, 403, 200, 200, 403]
    assert download.content == b"1;2;3"
    assert download.headers["content-disposition"].endswith("%D0%B2%D1%8B%D0%BF%D0%B8%D1%81%D0%BA%D0%B0%201.csv")
    s3.close()

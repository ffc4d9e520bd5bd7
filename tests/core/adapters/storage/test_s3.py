from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from moto.server import ThreadedMotoServer

from core.adapters.storage import s3 as s3_module
from core.adapters.storage.s3 import S3BlobStore
from core.ports.blob_store import StorageUnavailableError

MINUTE = timedelta(minutes=1)


def _store(endpoint: str | None, bucket: str = "receipts", region: str = "us-east-1", **public: str) -> S3BlobStore:
    return S3BlobStore(bucket, access_key="id", secret_key="hidden", endpoint=endpoint, region=region, **public)


@pytest.fixture(scope="module")
async def moto() -> AsyncIterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def test_a_signed_put_binds_type_and_size() -> None:
    # moto takes any signature, so what is signed is read off the URL.
    url = urlsplit(_store("http://files:9000").signed_put("u/чек.jpg", "image/jpeg", 512, MINUTE).url)
    query = parse_qs(url.query)
    assert url.path == "/receipts/u/%D1%87%D0%B5%D0%BA.jpg"
    assert query["X-Amz-SignedHeaders"] == ["content-length;content-type;host"]
    assert query["X-Amz-Expires"] == ["60"]
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert not [name for name in query if "checksum" in name.lower()]


def test_another_size_or_type_has_another_signature() -> None:
    store = _store("http://files:9000")
    requests = [("image/jpeg", 512), ("image/jpeg", 513), ("image/png", 512)]
    urls = [store.signed_put("a", kind, size, MINUTE).url for kind, size in requests]
    assert len({parse_qs(urlsplit(url).query)["X-Amz-Signature"][0] for url in urls}) == 3


def test_a_signed_get_names_the_download() -> None:
    query = parse_qs(urlsplit(_store("http://files:9000").signed_get("a", 'чек "1".pdf', MINUTE).url).query)
    assert query["response-content-disposition"] == ["attachment; filename*=UTF-8''%D1%87%D0%B5%D0%BA%20%221%22.pdf"]


def test_amazon_is_addressed_by_host_and_others_by_path() -> None:
    assert _store(None).signed_get("a", "a", MINUTE).url.startswith("https://receipts.s3.amazonaws.com/a?")
    assert _store("http://files:9000").signed_get("a", "a", MINUTE).url.startswith("http://files:9000/receipts/a?")


def test_urls_are_signed_for_the_public_address() -> None:
    store = _store("http://inside:9000", public_endpoint="https://files.example.com")
    assert store.signed_get("a", "a", MINUTE).url.startswith("https://files.example.com/receipts/a?")


async def test_a_signed_upload_and_download_work(moto: str) -> None:
    store = _store(moto)
    await store.create_bucket()
    upload = store.signed_put("u/a.csv", "text/csv", 5, MINUTE)
    async with httpx.AsyncClient() as browser:
        put = await browser.request(upload.method, upload.url, content=b"1;2;3", headers=dict(upload.headers))
        got = await browser.get(store.signed_get("u/a.csv", "a.csv", MINUTE).url)
    assert put.status_code == 200
    assert (await store.head("u/a.csv")).content_type == "text/csv"
    assert (got.content, got.headers["content-disposition"]) == (b"1;2;3", "attachment; filename*=UTF-8''a.csv")
    store.close()


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
async def test_making_a_bucket_twice_is_fine(moto: str, region: str) -> None:
    store = _store(moto, bucket=f"twice-{region}", region=region)
    await store.create_bucket()
    await store.create_bucket()
    await store.ready()
    store.close()


async def test_a_missing_bucket_is_a_failure_not_a_missing_file(moto: str) -> None:
    store = _store(moto, bucket="never-made")
    with pytest.raises(StorageUnavailableError, match="There is no bucket 'never-made'"):
        await store.ready()
    with pytest.raises(StorageUnavailableError, match="NoSuchBucket"):
        await store.get("a")
    store.close()


async def test_a_dead_endpoint_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_module, "ATTEMPTS", 1)
    store = _store("http://127.0.0.1:9")
    with pytest.raises(StorageUnavailableError, match="did not answer for 'a'"):
        await store.put("a", b"1", "text/plain")
    with pytest.raises(StorageUnavailableError):
        await store.ready()
    store.close()

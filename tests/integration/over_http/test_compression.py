import gzip
import json

import brotli
import httpx
import pytest
import zstandard

from tests.support.documents import GRAPHQL_TYPE, bearer
from tests.support.people import Person

LONG = "{ __schema { types { name description } } }"
READERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
}


async def raw(person: Person, query: str, encoding: str | None, accept: str = "application/json") -> httpx.Response:
    """The answer with its bytes as they came."""
    headers = bearer(person, accept=accept, accept_encoding=encoding or "identity")
    request = person.client.build_request("POST", "/graphql", json={"query": query}, headers=headers)
    if encoding is None:
        del request.headers["accept-encoding"]
    return await person.client.send(request, stream=True)


async def bytes_of(answer: httpx.Response) -> bytes:
    return b"".join([chunk async for chunk in answer.aiter_raw()])


@pytest.mark.parametrize("encoding", sorted(READERS))
@pytest.mark.parametrize("accept", ["application/json", GRAPHQL_TYPE])
async def test_a_long_answer_is_compressed_as_asked(person: Person, encoding: str, accept: str) -> None:
    plain = await bytes_of(await raw(person, LONG, None))
    answer = await raw(person, LONG, encoding, accept)
    assert answer.headers["content-encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["vary"]
    data = await bytes_of(answer)
    assert READERS[encoding](data) == plain
    assert len(data) < len(plain) / 2
    assert "__schema" in json.loads(plain)["data"]


@pytest.mark.parametrize("encoding", [None, "identity", "gzip;q=0", "nonsense"])
async def test_who_does_not_ask_gets_it_plain(person: Person, encoding: str | None) -> None:
    answer = await raw(person, LONG, encoding)
    assert "content-encoding" not in answer.headers
    assert "__schema" in json.loads(await bytes_of(answer))["data"]


async def test_a_short_answer_stays_as_it_is(person: Person) -> None:
    answer = await raw(person, "{ viewer { id } }", "gzip, br, zstd")
    assert "content-encoding" not in answer.headers
    assert "viewer" in json.loads(await bytes_of(answer))["data"]

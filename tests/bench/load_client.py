"""Sends one request over and over on a few kept connections, and takes as little of the machine as it can."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from time import perf_counter

ANSWER_TIMEOUT_SECONDS = 30


class BadAnswerError(Exception):
    """An answer that is not the one that was asked for."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: answers a second, and the milliseconds that each took."""

    per_second: float
    milliseconds: Sequence[float]


def request_bytes(host: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """An HTTP/1.1 POST of JSON that keeps its connection."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {host}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def send_load(port: int, request: bytes, *, connections: int, seconds: float, expected: bytes) -> Load:
    """Send from all connections for that long, each as soon as it has its answer.

    Raises BadAnswerError for any answer but 200 with `expected` as its body.
    """
    began = perf_counter()
    until = began + seconds
    async with asyncio.timeout(seconds + ANSWER_TIMEOUT_SECONDS):
        taken = await asyncio.gather(*(_send(port, request, until, expected) for _ in range(connections)))
    milliseconds = [one for each in taken for one in each]
    return Load(len(milliseconds) / (perf_counter() - began), milliseconds)


async def _send(port: int, request: bytes, until: float, expected: bytes) -> list[float]:
    taken: list[float] = []
    async with AsyncExitStack() as stack:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        stack.callback(writer.close)
        while (began := perf_counter()) < until:
            writer.write(request)
            body = await read_answer(reader)
            if body != expected:
                raise BadAnswerError(body[:500].decode(errors="replace"))
            taken.append((perf_counter() - began) * 1000)
    return taken


async def read_answer(reader: asyncio.StreamReader) -> bytes:
    """The body of the next answer on a connection. Raises BadAnswerError when it is not a 200 of known length."""
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    if " 200 " not in f"{status} ":
        raise BadAnswerError(f"{status}: {body[:500].decode(errors='replace')}")
    return body

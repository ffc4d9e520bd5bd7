"""Sends requests in turn on a few kept connections, and takes as little of the machine as it can."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count
from time import perf_counter

ANSWER_TIMEOUT_SECONDS = 30
DATA, ERRORS = b'{"data":{', b'"errors":[{'


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


async def send_load(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Load:
    """Send from all connections for that long, each as soon as it has its answer, and each the requests in turn.

    Raises BadAnswerError for any answer but 200 without errors in it.
    """
    began = perf_counter()
    until = began + seconds
    turns = count()
    async with asyncio.timeout(seconds + ANSWER_TIMEOUT_SECONDS):
        senders = (_send(port, requests, turns, until) for _ in range(connections))
        taken = await asyncio.gather(*senders)
    milliseconds = [one for each in taken for one in each]
    return Load(len(milliseconds) / (perf_counter() - began), milliseconds)


async def _send(port: int, requests: Sequence[bytes], turns: Iterator[int], until: float) -> list[float]:
    taken: list[float] = []
    async with AsyncExitStack() as stack:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        stack.callback(writer.close)
        while (began := perf_counter()) < until:
            writer.write(requests[next(turns) % len(requests)])
            body = await read_answer(reader)
            if ERRORS in body or not body.startswith(DATA):
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

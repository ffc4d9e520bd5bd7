"""uvicorn's answers go out whole, and what has no body yet is not held for long."""

import asyncio
from typing import Any

from api.http.one_write import JoiningTransport


class _Written:
    """A transport that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[bytes | str] = []

    def write(self, data: bytes) -> None:
        self.told.append(data)

    def close(self) -> None:
        self.told.append("closed")

    def is_closing(self) -> bool:
        return "closed" in self.told


def _joining() -> tuple[Any, list[bytes | str]]:
    below = _Written()
    return JoiningTransport(below, asyncio.get_running_loop()), below.told  # type: ignore[arg-type]  # as much of one as is used


async def test_a_head_goes_with_its_body() -> None:
    transport, told = _joining()
    for number in (b"1", b"2"):
        transport.write(b"HTTP/1.1 200 OK\r\n\r\n")
        transport.write(number)
    await asyncio.sleep(0)
    assert told == [b"HTTP/1.1 200 OK\r\n\r\n1", b"HTTP/1.1 200 OK\r\n\r\n2"]


async def test_a_head_without_a_body_waits_for_the_turn_to_end() -> None:
    transport, told = _joining()
    transport.write(b"HTTP/1.1 200 OK\r\n\r\n")
    assert told == []
    await asyncio.sleep(0)
    assert told == [b"HTTP/1.1 200 OK\r\n\r\n"]
    transport.write(b"data: 1\n\n")
    transport.write(b"data: 2\n\n")
    assert told[1:] == [b"data: 1\n\n", b"data: 2\n\n"]


async def test_what_is_held_is_written_before_the_end() -> None:
    transport, told = _joining()
    transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    transport.close()
    assert told == [b"HTTP/1.1 204 No Content\r\n\r\n", "closed"]
    assert transport.is_closing()

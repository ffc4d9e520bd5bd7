"""A response that is held for hours ends with its body, with its reader, or when the server says so."""

import asyncio
from collections.abc import AsyncGenerator, MutableMapping
from typing import Any

import pytest

from api.graphql.subscriptions.held_response import HeldResponse


class _Reader:
    """Takes what is sent; leaves when told to."""

    def __init__(self) -> None:
        self.body = b""
        self.is_over = False
        self.leaves = asyncio.Event()
        self.is_heard = False

    async def receive(self) -> MutableMapping[str, Any]:
        self.is_heard = True
        try:
            await self.leaves.wait()
        finally:
            self.is_heard = False
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.body += message.get("body", b"")
        self.is_over = message.get("more_body") is False


class _Body:
    """One event, and then no other until it is told to end."""

    def __init__(self) -> None:
        self.ends = asyncio.Event()
        self.is_closed = False

    async def events(self) -> AsyncGenerator[str, None]:
        try:
            yield "first\n"
            await self.ends.wait()
            yield "last\n"
        finally:
            self.is_closed = True


async def _begun(body: _Body, reader: _Reader) -> "asyncio.Task[None]":
    response = HeldResponse(body.events(), 200, {})
    task = asyncio.create_task(response({"type": "http"}, reader.receive, reader.send))
    async with asyncio.timeout(1):
        while not (reader.is_heard and reader.body):  # noqa: ASYNC110 there is no event to wait for
            await asyncio.sleep(0)
    return task


async def test_it_ends_with_its_body_and_listens_no_longer() -> None:
    body, reader = _Body(), _Reader()
    held = await _begun(body, reader)
    body.ends.set()
    await asyncio.wait_for(held, 1)
    await asyncio.sleep(0)
    assert (reader.body, reader.is_over, reader.is_heard) == (b"first\nlast\n", True, False)


async def test_it_ends_with_its_reader() -> None:
    body, reader = _Body(), _Reader()
    held = await _begun(body, reader)
    reader.leaves.set()
    await asyncio.wait_for(held, 1)
    assert held.cancelling() == 0
    assert body.is_closed


async def test_a_cancel_from_outside_goes_through() -> None:
    body, reader = _Body(), _Reader()
    held = await _begun(body, reader)
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held
    await asyncio.sleep(0)
    assert body.is_closed
    assert not reader.is_heard


async def test_what_breaks_the_body_is_told() -> None:
    async def events() -> AsyncGenerator[str, None]:
        yield "first\n"
        raise ValueError("broken")

    reader = _Reader()
    with pytest.raises(ValueError, match="broken"):
        await HeldResponse(events(), 200, {})({"type": "http"}, reader.receive, reader.send)

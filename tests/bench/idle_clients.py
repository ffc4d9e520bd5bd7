"""Subscribers that hold a connection and little else, so that thousands fit beside the server that is measured."""

import asyncio
import base64
import json
import struct
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Final, cast

WATCH: Final = "subscription { transactionsChanged { cursor accountIds } }"
TOLD: Final = b'"accountIds":'
TOLD_TIMEOUT_SECONDS: Final = 60
_KEY: Final = base64.b64encode(bytes(16)).decode()
_MASK: Final = bytes(4)
"""A mask of zeros: the protocol wants one, and nobody reads this but our own server."""
_TEXT, _CLOSE, _PING, _PONG = 0x81, 0x88, 0x89, 0x8A


class Subscriber(ABC, asyncio.Protocol):
    """One subscriber; `messages` of `transactionsChanged` have come."""

    messages = 0
    is_lost = False

    def __init__(self, token: str) -> None:
        self._token = token
        self._held = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        self._transport = cast("asyncio.Transport", transport)
        self.send(self.request())

    def connection_lost(self, _: Exception | None) -> None:
        """Remember it."""
        self.is_lost = True

    def data_received(self, data: bytes) -> None:
        """Count what came."""
        self._held = self.take(self._held + data)

    def send(self, content: bytes) -> None:
        """Send."""
        assert self._transport is not None
        self._transport.write(content)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    @abstractmethod
    def request(self) -> bytes:
        """What is sent first."""

    @abstractmethod
    def take(self, held: bytes) -> bytes:
        """Take what is whole; returns the rest."""


class OverEventStream(Subscriber):
    """Over server-sent events."""

    def request(self) -> bytes:
        """The operation."""
        body = json.dumps({"query": WATCH}).encode()
        head = (
            f"POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self._token}\r\nAccept: text/event-stream\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def take(self, held: bytes) -> bytes:
        """Events end with an empty line."""
        *whole, rest = held.split(b"\r\n\r\n")
        self.messages += sum(TOLD in event for event in whole)
        return rest


class OverSocket(Subscriber):
    """Over graphql-transport-ws. Answers pings, as every client does."""

    _is_open = False

    def request(self) -> bytes:
        """The handshake."""
        lines = [
            "GET /graphql HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {_KEY}", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: graphql-transport-ws", "", "",
        ]  # fmt: skip
        return "\r\n".join(lines).encode()

    def take(self, held: bytes) -> bytes:
        """The handshake's answer, then frames of fewer than 65,536 bytes."""
        if not self._is_open:
            head, found, held = held.partition(b"\r\n\r\n")
            if not found:
                return head
            self._is_open = True
            self._say(_TEXT, {"type": "connection_init", "payload": {"authorization": f"Bearer {self._token}"}})
        while len(held) > 3:
            start, length = (4, struct.unpack("!H", held[2:4])[0]) if held[1] == 126 else (2, held[1])
            if len(held) < start + length:
                break
            self._frame(held[0], held[start : start + length])
            held = held[start + length :]
        return held

    def _frame(self, kind: int, content: bytes) -> None:
        if kind == _PING:
            self.send(_framed(_PONG, content))
        elif kind == _CLOSE:
            self.close()
        elif b'"connection_ack"' in content:
            self._say(_TEXT, {"id": "1", "type": "subscribe", "payload": {"query": WATCH}})
        else:
            self.messages += TOLD in content

    def _say(self, kind: int, message: dict[str, object]) -> None:
        self.send(_framed(kind, json.dumps(message).encode()))


def _framed(kind: int, content: bytes) -> bytes:
    size = len(content)
    head = struct.pack("!BB", kind, 0x80 | size) if size < 126 else struct.pack("!BBH", kind, 0x80 | 126, size)
    return head + _MASK + content


async def opened(stack: AsyncExitStack, port: int, way: type[Subscriber], tokens: Sequence[str]) -> list[Subscriber]:
    """Subscribers who have had their first message."""
    loop = asyncio.get_running_loop()
    pairs = await asyncio.gather(
        *(loop.create_connection(lambda token=token: way(token), "127.0.0.1", port) for token in tokens)  # type: ignore[misc]  # a bound default
    )
    opened: list[Subscriber] = [subscriber for _, subscriber in pairs]
    for subscriber in opened:
        stack.callback(subscriber.close)
    await all_told(opened, 1)
    return opened


async def all_told(subscribers: Sequence[Subscriber], messages: int) -> None:
    """Return when each has had so many messages. Raises RuntimeError when one was hung up on."""
    async with asyncio.timeout(TOLD_TIMEOUT_SECONDS):
        while not all(one.messages >= messages for one in subscribers):
            if any(one.is_lost for one in subscribers):
                raise RuntimeError("a subscriber lost its connection")
            await asyncio.sleep(0.02)

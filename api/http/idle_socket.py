"""A WebSocket that costs little while nobody says anything: thousands are open for hours.

uvicorn's own keeps the handshake for as long, and queues and locks that are made for many readers: 6 KB a socket.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from core.adapters.queue.listener import Flag


class IdleSocketProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own, which forgets its handshake."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.queue = MessageQueue()  # type: ignore[assignment]  # what uvicorn asks of its queue
        self.writable = OpenDoor()  # type: ignore[assignment]  # what it asks of its event

    async def send(self, message: Any) -> None:
        """Send what the application says; the first that it says ends the handshake."""
        was_complete = self.handshake_complete
        await super().send(message)
        if self.handshake_complete and not was_complete:
            self.request.headers.clear()  # the parser holds the request itself
            self.response.headers.clear()


class MessageQueue:
    """An `asyncio.Queue` without a bound, for one reader."""

    __slots__ = ("_come", "_held")

    def __init__(self) -> None:
        self._held: list[Mapping[str, Any]] = []
        self._come = Flag()

    def put_nowait(self, message: Mapping[str, Any]) -> None:
        """Put one in."""
        self._held.append(message)
        self._come.put_up()

    def empty(self) -> bool:
        """Whether there is none."""
        return not self._held

    async def get(self) -> Mapping[str, Any]:
        """The first, as soon as there is one."""
        while not self._held:
            await self._come.seen()
        return self._held.pop(0)


class OpenDoor:
    """An `asyncio.Event` that is nearly always set, and holds nothing while it is."""

    __slots__ = ("_opening",)

    def __init__(self) -> None:
        self._opening: asyncio.Future[None] | None = None

    def set(self) -> None:
        """Open it: all who wait go on."""
        if self._opening is not None:
            self._opening.set_result(None)
            self._opening = None

    def clear(self) -> None:
        """Shut it."""
        if self._opening is None:
            self._opening = asyncio.get_running_loop().create_future()

    async def wait(self) -> None:
        """Return when it is open."""
        while self._opening is not None:
            await asyncio.shield(self._opening)  # who gives up waiting must not end it for the others

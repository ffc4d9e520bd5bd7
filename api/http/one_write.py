"""An answer's head and its body in one system call and one packet.

uvicorn writes them apart, and uvloop sends each at once: two calls, and a client that is woken twice. That was a
twentieth of a compiled read. Node and nginx join them too.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD: Final = b"HTTP/1."


class JoiningProtocol(HttpToolsProtocol):
    """uvicorn's own, over a transport that joins."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take a connection."""
        super().connection_made(JoiningTransport(transport, self.loop))  # type: ignore[arg-type]  # it does what is asked of one


class JoiningTransport:
    """Holds a head until the body comes, which is in the same turn of the loop, or until that turn is over."""

    __slots__ = ("_held", "_loop", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def write(self, data: bytes) -> None:
        """Write, or hold a head for what is to come."""
        if self._held:
            self._transport.write(self._held + data)
            self._held = b""
        elif data.startswith(HEAD):
            self._held = data
            self._loop.call_soon(self._let_go)
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Close, after what is held."""
        self._let_go()
        self._transport.close()

    def _let_go(self) -> None:
        if self._held:
            self._transport.write(self._held)
            self._held = b""

    def __getattr__(self, name: str) -> Any:
        """All else is the transport's."""
        return getattr(self._transport, name)

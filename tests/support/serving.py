"""The API behind a real socket, for what an in-process call can't do: hang up."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
import websockets
from starlette.types import ASGIApp
from websockets.typing import Subprotocol

from api.http.server_options import SERVER_OPTIONS
from tests.support.people import Person

PROTOCOL = Subprotocol("graphql-transport-ws")
PROGRESS = "subscription($id: ID!) { jobProgress(jobId: $id) { state } }"


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    async def send_and_hang_up(self, request: bytes, when: Callable[[], Awaitable[None]] | None = None) -> None:
        """Send what may be part of a request, and close the connection before any answer: soon, or after `when`."""
        _, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(request)
        await writer.drain()
        await (when() if when is not None else asyncio.sleep(0.1))
        writer.transport.abort()

    @asynccontextmanager
    async def watch(self, person: Person, job_id: str) -> AsyncIterator[websockets.ClientConnection]:
        """A subscription to a job's progress; its messages are still to be read."""
        async with self.socket(person) as channel:
            await subscribe(channel, PROGRESS, id=job_id)
            yield channel

    @asynccontextmanager
    async def socket(self, person: Person) -> AsyncIterator[websockets.ClientConnection]:
        """An acknowledged socket."""
        url = f"ws://{self.host}:{self.port}/graphql"
        async with websockets.connect(url, subprotocols=[PROTOCOL]) as channel:
            token = {"authorization": f"Bearer {person.token}"}
            await channel.send(json.dumps({"type": "connection_init", "payload": token}))
            assert json.loads(await channel.recv())["type"] == "connection_ack"
            yield channel


async def subscribe(channel: websockets.ClientConnection, query: str, /, **variables: Any) -> None:
    payload = {"query": query, "variables": variables}
    await channel.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))


async def next_message(channel: websockets.ClientConnection, within: float = 5) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(channel.recv(), within))
    return message


async def next_state(channel: websockets.ClientConnection, within: float) -> str:
    """The job's state in the next message, which must not be an error."""
    message = await next_message(channel, within)
    assert message["type"] == "next", message
    assert "errors" not in message["payload"], message
    state: str = message["payload"]["data"]["jobProgress"]["state"]
    return state


async def reaches(channel: websockets.ClientConnection, state: str, within: float) -> bool:
    """Read on until the job is in that state."""
    async with asyncio.timeout(within):
        while await next_state(channel, within) != state:
            continue
    return True


def post(address: Address, person: Person, body: dict[str, Any], share: float = 1.0) -> bytes:
    """A GraphQL request as bytes; `share` of its body is there."""
    content = json.dumps(body).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: {address.host}\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {person.token}\r\ncontent-length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content[: int(len(content) * share)]


@asynccontextmanager
async def served(app: ASGIApp, port: int = 0) -> AsyncIterator[Address]:
    """Serve on a port, or a free one, in this event loop, as `python -m api` does in a process of its own."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", **SERVER_OPTIONS))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            while not server.started:  # noqa: ASYNC110 uvicorn tells it by this flag alone
                await asyncio.sleep(0.01)
            yield Address(*listening.getsockname())
        finally:
            server.should_exit = True
            await serving

"""Reading server-sent events as a client of graphql-sse does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.people import Person
from tests.support.serving import Address


@dataclass(frozen=True)
class Stream:
    """An open stream; `status` is the answer's."""

    response: httpx.Response
    lines: AsyncIterator[str]

    async def next_event(self, within: float = 5) -> tuple[str, dict[str, Any]]:
        """The next event's name and data; comments, which keep the connection alive, are passed over."""
        event, data = "", ""
        async with asyncio.timeout(within):
            async for line in self.lines:
                if not line and event:
                    return event, json.loads(data) if data else {}
                name, _, value = line.partition(": ")
                event, data = (value if name == "event" else event), (value if name == "data" else data)
        raise AssertionError("the stream ended")

    async def next_data(self, within: float = 5) -> dict[str, Any]:
        """The data of the next result, which must be no error."""
        event, told = await self.next_event(within)
        assert event == "next", event
        assert "errors" not in told, told
        data: dict[str, Any] = told["data"]
        return data

    async def is_over(self, within: float = 5) -> bool:
        """Whether nothing comes any more."""
        async with asyncio.timeout(within):
            return [line async for line in self.lines if line and not line.startswith(":")] == []


@asynccontextmanager
async def event_stream(address: Address, person: Person, query: str, /, **variables: Any) -> AsyncIterator[Stream]:
    """An operation over server-sent events."""
    headers = {"accept": "text/event-stream"} | ({"authorization": f"Bearer {person.token}"} if person.token else {})
    url = f"http://{address.host}:{address.port}/graphql"
    body = {"query": query, "variables": variables}
    async with (
        httpx.AsyncClient(trust_env=False, timeout=10) as client,
        client.stream("POST", url, json=body, headers=headers) as response,
    ):
        yield Stream(response, response.aiter_lines())

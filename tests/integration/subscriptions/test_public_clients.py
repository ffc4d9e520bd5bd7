"""The clients that front ends use, graphql-ws and graphql-sse from npm, against the application."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.integration.subscriptions.test_transactions_changed import an_account, spend
from tests.support.people import Person
from tests.support.serving import Address

WEB = Path(__file__).parents[3] / "web"
SCRIPT = Path(__file__).with_name("watch.cjs")
NODE = shutil.which("node")
needs_clients = pytest.mark.skipif(
    NODE is None or not (WEB / "node_modules" / "graphql-sse").exists(),
    reason="the clients were not run: there is no Node, or web/ is not installed",
)


@asynccontextmanager
async def client(way: str, address: Address, person: Person) -> AsyncIterator[asyncio.subprocess.Process]:
    assert NODE is not None
    assert person.token is not None
    url = f"http://{address.host}:{address.port}/graphql"
    process = await asyncio.create_subprocess_exec(
        NODE, str(SCRIPT), way, url, person.token, cwd=WEB, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def said(process: asyncio.subprocess.Process) -> list[Any]:
    """The client's next line."""
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 15)
    told: list[Any] = json.loads(line)
    return told


@needs_clients
@pytest.mark.parametrize("way", ["ws", "sse"])
async def test_a_public_client_is_told_and_learns_why_it_ends(way: str, address: Address, person: Person) -> None:
    account = await an_account(person)
    async with client(way, address, person) as process:
        assert await said(process) == ["next", {"accountIds": [], "transactionIds": []}]
        spent = await spend(person, account)
        assert await said(process) == ["next", {"accountIds": [account], "transactionIds": [spent]}]
        await person.ask("mutation { signOut { errors { code } } }")
        if way == "ws":
            assert sorted([await said(process), await said(process)]) == [
                ["closed", 4401, "SESSION_ENDED"],
                ["error"],
            ]
        else:
            assert [await said(process), await said(process)] == [["errors", "SESSION_ENDED"], ["complete"]]

"""What can happen to a server, and how long the API may take over it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg
import httpx
import psutil

from cli.up.postgres_server import PostgresServer
from cli.up.redis_server import RedisServer
from tests.support.in_time import TooSlowError

T = TypeVar("T")
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE 'solvent-%'"


@dataclass(frozen=True)
class Servers:
    postgres: PostgresServer
    redis: RedisServer

    def heal(self) -> None:
        self.postgres.start()
        self.redis.start()

    async def owner(self) -> Any:
        """A connection of the schema's owner, past the platform."""
        return await asyncpg.connect(self.postgres.url)


@contextmanager
def frozen(server: PostgresServer | RedisServer) -> Iterator[None]:
    """The kernel still takes connections for it, but nobody answers."""
    assert server._process is not None
    leader = psutil.Process(server._process.pid)
    family = [leader, *leader.children(recursive=True)]
    for process in family:
        process.suspend()
    try:
        yield
    finally:
        for process in family:
            process.resume()


async def timed(work: Awaitable[T]) -> tuple[T, float]:
    """What came of it, and the seconds it took."""
    began = time.perf_counter()
    return await work, time.perf_counter() - began


async def until(is_so: Callable[[], Awaitable[bool]], within: float = 5) -> None:
    deadline = time.monotonic() + within
    while not await is_so():
        if time.monotonic() > deadline:
            raise TooSlowError(f"not so within {within} s")
        await asyncio.sleep(0.02)


@asynccontextmanager
async def accounts_locked(servers: Servers) -> AsyncIterator[Any]:
    """Whoever touches accounts waits; yields the locker's connection, which a test may end with the server."""
    owner = await servers.owner()
    await owner.execute("BEGIN; LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE")
    try:
        yield owner
    finally:
        owner.terminate()


async def somebody_waits_for_a_lock(servers: Servers) -> None:
    watcher = await servers.owner()  # not the locker's: a transaction sees one snapshot of the activity

    async def is_so() -> bool:
        return bool(await watcher.fetchval(WAITING))

    try:
        await until(is_so)
    finally:
        await watcher.close()


async def health(client: httpx.AsyncClient) -> tuple[int, dict[str, str]]:
    """The status, and what is said of each dependency that is not well."""
    answer = await client.get("/health/ready")
    return answer.status_code, {name: state for name, state in answer.json()["dependencies"].items() if state != "ok"}

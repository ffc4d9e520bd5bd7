"""Thousands of idle subscribers on one API process: the memory it holds for them, and how soon all are told."""

import asyncio
import os
import resource
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from time import perf_counter
from typing import Final
from uuid import UUID

import psutil
from redis.asyncio import Redis
from sqlalchemy import select

from cli.up.child_process import spawn, wait_until
from cli.up.free_port import free_port, is_free
from cli.up.process_end import end_child
from cli.up.stack_environment import SMALL_HEAPS
from core.identity.models import SessionRow, UserRow
from core.ids import new_id
from tests.bench.context import ROOT, UNREACHED, Context
from tests.bench.figure import Figure
from tests.bench.idle_clients import OverEventStream, OverSocket, Subscriber, all_told, opened

WANTED_MB: Final = 400
WANTED_SECONDS: Final = 10
START_TIMEOUT_SECONDS: Final = 60
OPEN_TIMEOUT_SECONDS: Final = 120
AT_ONCE: Final = 100
POLITELY: Final = ((signal.SIGTERM, 15.0),)
SETTLE_SECONDS: Final = 3
WAYS: Final[dict[str, type[Subscriber]]] = {"graphql-transport-ws": OverSocket, "graphql-sse": OverEventStream}


@dataclass(frozen=True, slots=True)
class Server:
    """A process of the API."""

    port: int
    pid: int


@dataclass(frozen=True, slots=True)
class Held:
    """The process's memory before and with all subscribers, how soon all were told of a change, and by how many
    connections to Redis.
    """

    megabytes_before: float
    megabytes: float
    seconds: float
    channels: int


def run(context: Context) -> list[Figure]:
    """Each way on a process of its own. Each person watches their books on ten devices."""
    count = context.pick(1_000, 5_000)
    _allow_files(2 * count + 500)
    people = [context.person() for _ in range(count // 50)]
    tokens = context.run(_tokens(context, people))
    figures = []
    for name, way in WAYS.items():
        held = context.run(_hold(context, _api(context, name), way, tokens, count))
        each = (held.megabytes - held.megabytes_before) * 1000 / count
        context.note(
            f"subscribers: {count:,} over {name} took the process from {held.megabytes_before:,.0f} to "
            f"{held.megabytes:,.0f} MB, {each:,.0f} KB each, and {held.channels} connection to Redis"
        )
        idle, told = [(held.megabytes, WANTED_MB)], [(held.seconds, WANTED_SECONDS)]
        figures += [
            Figure.of(f"{count:,} idle subscribers, {name}", "MB", "wanted", idle, is_higher_better=False),
            Figure.of(f"all told, {name}", "s", "wanted", told, is_higher_better=False),
        ]
    return figures


async def _hold(context: Context, server: Server, way: type[Subscriber], tokens: dict[UUID, str], count: int) -> Held:
    """Open them all, wait a little, and change everybody's books once."""
    process, people = psutil.Process(server.pid), list(tokens.values())
    async with AsyncExitStack() as stack:
        (first,) = await opened(stack, server.port, way, people[:1])
        first.close()  # what the first costs is not the others'
        before = process.memory_info().rss / 1e6
        everybody: list[Subscriber] = []
        async with asyncio.timeout(OPEN_TIMEOUT_SECONDS):
            for start in range(0, count, AT_ONCE):
                wanted = [people[place % len(people)] for place in range(start, min(count, start + AT_ONCE))]
                everybody += await opened(stack, server.port, way, wanted)
        await asyncio.sleep(SETTLE_SECONDS)
        held = process.memory_info().rss / 1e6
        async with Redis.from_url(context.settings.redis_url.get_secret_value(), decode_responses=True) as redis:
            channels = sum(int(client["sub"]) > 0 for client in await redis.client_list(_type="pubsub"))
        began = perf_counter()
        await _change_books(context, list(tokens))
        await all_told(everybody, 2)
        return Held(before, held, perf_counter() - began, channels)


async def _change_books(context: Context, people: list[UUID]) -> None:
    for user_id in people:
        async with context.platform.database.unit_of_work(user_id) as uow:
            uow.touch(new_id())


async def _tokens(context: Context, people: list[UserRow]) -> dict[UUID, str]:
    tokens = {}
    for user in people:
        now = context.platform.clock.now()
        async with context.platform.database.system_unit_of_work() as uow:
            ends = now.replace(year=now.year + 1, day=1)
            uow.session.add(SessionRow(id=new_id(), user_id=user.id, last_used_at=now, expires_at=ends))
        async with context.platform.database.read_system() as read:
            session = select(SessionRow.id).where(SessionRow.user_id == user.id)
            session_id = (await read.session.execute(session)).scalar_one()
        tokens[user.id] = (await context.platform.access_tokens.issue(user, session_id)).text
    return tokens


def _api(context: Context, name: str) -> Server:
    """A process of the API as it is served."""
    settings = context.settings
    port = free_port()
    own = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
        "SOLVENT_PUBLIC_URL": settings.public_url,
        "SOLVENT_LIMITS__REQUESTS_PER_MINUTE": str(UNREACHED),
        **SMALL_HEAPS,
    }
    argv = [sys.executable, "-m", "api", "--port", str(port), "--processes", "1"]
    record, log = context.folder / f"{name}.process", context.folder / f"{name}.log"
    process = spawn(argv, record=record, log=log, env={**os.environ, **own}, cwd=ROOT)
    context.at_end(lambda: end_child(record, process, POLITELY))
    wait_until(lambda: not is_free(port), process, name=name, log=log, within=START_TIMEOUT_SECONDS)
    return Server(port, process.pid)


def _allow_files(wanted: int) -> None:
    """Each subscriber is an open file here and in the server, which inherits the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))

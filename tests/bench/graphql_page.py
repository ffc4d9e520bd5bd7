"""Pages of transactions a second from the real API process beside a plain strawberry twin on the same database."""

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import psutil
from sqlalchemy import text

from cli.up.child_process import spawn, wait_until
from cli.up.free_port import free_port, is_free
from cli.up.process_end import end_child
from core.identity.models import UserRow
from tests.bench.context import PASSWORD, ROOT, UNREACHED, Context
from tests.bench.figure import Figure, in_turns
from tests.bench.import_file import import_file
from tests.bench.load_client import request_bytes, send_load
from tests.fixtures.statements.generate import write_statement

CONNECTIONS = 8
START_TIMEOUT_SECONDS = 60
POLITELY = ((signal.SIGTERM, 10.0),)
PAGE = """query Page { transactions(first: 20) {
  edges { node {
    id bookedOn description amount { amount currency }
    category { id key nameEn } account { id name }
  } }
  pageInfo { hasNextPage }
} }"""
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { session { accessToken } errors { code } } }"
SORT_ALL = """
WITH leaf AS (SELECT id, row_number() OVER (ORDER BY key) - 1 AS place FROM categories WHERE parent_id IS NOT NULL)
UPDATE transactions SET category_id = leaf.id FROM leaf
WHERE leaf.place = abs(hashtext(transactions.merchant_key)) % (SELECT count(*) FROM leaf)
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server under load: how to ask it for the page, and what it must answer."""

    port: int
    pid: int
    request: bytes
    answer: bytes

    async def load(self, seconds: float) -> "Served":
        """Load it for so long."""
        before = self._cpu_seconds()
        load = await send_load(self.port, self.request, connections=CONNECTIONS, seconds=seconds, expected=self.answer)
        return Served(
            requests_per_second=load.per_second,
            p95_ms=float(np.percentile(load.milliseconds, 95)),
            cpu_ms=(self._cpu_seconds() - before) * 1000 / len(load.milliseconds),
        )

    def _cpu_seconds(self) -> float:
        used = psutil.Process(self.pid).cpu_times()
        return float(used.user + used.system)


@dataclass(frozen=True, slots=True)
class Served:
    """How a server did. `cpu_ms` is what a request cost its process: a busy machine hardly changes it."""

    requests_per_second: float
    p95_ms: float
    cpu_ms: float


def run(context: Context) -> list[Figure]:
    """Sign-in, permissions, row-level security, limits and telemetry are on in ours; the twin has none of them."""
    person = _books(context)
    api = _api(context, person)
    twin = _twin(context, person)
    if json.loads(api.answer) != json.loads(twin.answer):
        raise RuntimeError("ours and the twin give different pages")
    seconds = context.pick(2.0, 6.0)
    for server in (api, twin):
        context.run(server.load(1.0))  # unmeasured: statements are prepared, pools are full

    measured = in_turns(
        context.pick(3, 7), 90, lambda: context.run(api.load(seconds)), lambda: context.run(twin.load(seconds))
    )
    resident = psutil.Process(api.pid).memory_info().rss / 1e6
    context.note(f"graphql: the API process has {resident:,.0f} MB resident after the load")
    return _figures(measured)


def _figures(measured: Sequence[Sequence[Served]]) -> list[Figure]:
    name, peer = f"GraphQL page, {CONNECTIONS} connections", "plain strawberry twin"
    rates = [(ours.requests_per_second, twin.requests_per_second) for ours, twin in measured]
    tails = [(ours.p95_ms, twin.p95_ms) for ours, twin in measured]
    costs = [(ours.cpu_ms, twin.cpu_ms) for ours, twin in measured]
    return [
        Figure.of(name, "requests/s", peer, rates),
        Figure.of(f"{name}, p95", "ms", peer, tails, is_higher_better=False),
        Figure.of("GraphQL page, CPU of the process", "ms/request", peer, costs, is_higher_better=False),
    ]


def _books(context: Context) -> UserRow:
    """A person with a year of sorted transactions on three accounts, and another with as many."""
    people = [context.person() for _ in range(2)]
    rows = context.pick(1_000, 4_000)
    for seed, format_ in enumerate(("csv_ru", "csv_en", "ofx2")):
        content = write_statement(format_, rows, seed)
        for person in people:
            import_file(context, content, rows, person.id)
    context.run(_sort_all(context))
    return people[0]


async def _sort_all(context: Context) -> None:
    async with context.platform.database.system.begin() as connection:
        await connection.execute(text(SORT_ALL))


def _api(context: Context, person: UserRow) -> Server:
    settings = context.settings
    own = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
        "SOLVENT_PUBLIC_URL": settings.public_url,
        "SOLVENT_LIMITS__REQUESTS_PER_MINUTE": str(UNREACHED),
    }
    port, pid = _serve(context, "api", ["-m", "api", "--port", "{port}", "--processes", "1"], own)
    given = {"i": {"email": person.email, "password": PASSWORD}}
    told = _post(port, {"query": SIGN_IN, "variables": given}, {})
    token = json.loads(told)["data"]["signIn"]["session"]["accessToken"]
    return _server(port, pid, {"Authorization": f"Bearer {token}"})


def _twin(context: Context, person: UserRow) -> Server:
    words = ["-m", "tests.bench.strawberry_twin", "--port", "{port}", "--person", str(person.id)]
    port, pid = _serve(context, "twin", words, {"DATABASE_URL": context.services.owner_url})
    return _server(port, pid, {})


def _serve(context: Context, name: str, words: Sequence[str], own: Mapping[str, str]) -> tuple[int, int]:
    """Start a Python process that serves on a free port: the port and the process's id, once it listens."""
    port = free_port()
    record, log = context.folder / f"{name}.process", context.folder / f"{name}.log"
    argv = [sys.executable, *(word.replace("{port}", str(port)) for word in words)]
    process = spawn(argv, record=record, log=log, env={**os.environ, **own}, cwd=ROOT)
    context.at_end(lambda: end_child(record, process, POLITELY))
    wait_until(lambda: not is_free(port), process, name=name, log=log, within=START_TIMEOUT_SECONDS)
    return port, process.pid


def _server(port: int, pid: int, headers: dict[str, str]) -> Server:
    body: dict[str, Any] = {"query": PAGE}
    answer = _post(port, body, headers)
    if len(json.loads(answer)["data"]["transactions"]["edges"]) != 20:
        raise RuntimeError(f"not a page of 20: {answer[:300]!r}")
    return Server(port, pid, request_bytes(f"127.0.0.1:{port}", "/graphql", headers, json.dumps(body).encode()), answer)


def _post(port: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json=dict(body), headers=dict(headers), timeout=30)
    answer.raise_for_status()
    return answer.content

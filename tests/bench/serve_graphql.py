"""Pages of transactions a second from the real API process beside a plain strawberry twin and PostGraphile 4."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
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
from tests.bench.serve_postgraphile import PAGE as POSTGRAPHILE_PAGE
from tests.bench.serve_postgraphile import NoNodeError, installed, words
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
    """Sign-in, permissions, row-level security, limits and telemetry are on in ours; the peers have none of them."""
    person = _books(context)
    api, twin = _api(context, person), _twin(context, person)
    if json.loads(api.answer) != json.loads(twin.answer):
        raise RuntimeError("ours and the twin give different pages")
    peers = {"plain strawberry twin": twin} | _postgraphile(context, person)
    seconds = context.pick(2.0, 6.0)
    for server in (api, *peers.values()):
        context.run(server.load(1.0))  # unmeasured: statements are prepared, pools are full, plans are learnt

    def loaded(server: Server) -> Callable[[], Served]:
        return lambda: context.run(server.load(seconds))

    measured = in_turns(context.pick(3, 7), 120, *(loaded(server) for server in (api, *peers.values())))
    resident = psutil.Process(api.pid).memory_info().rss / 1e6
    context.note(f"graphql: the API process has {resident:,.0f} MB resident after the load")
    return [figure for place, peer in enumerate(peers, 1) for figure in _figures(measured, place, peer)]


def _figures(measured: Sequence[Sequence[Served]], place: int, peer: str) -> list[Figure]:
    name = f"GraphQL page, {CONNECTIONS} connections"
    pairs = [(sides[0], sides[place]) for sides in measured]
    rates = [(ours.requests_per_second, other.requests_per_second) for ours, other in pairs]
    tails = [(ours.p95_ms, other.p95_ms) for ours, other in pairs]
    costs = [(ours.cpu_ms, other.cpu_ms) for ours, other in pairs]
    return [
        Figure.of(name, "requests/s", peer, rates),
        Figure.of(f"{name}, p95", "ms", peer, tails, is_higher_better=False),
        Figure.of("GraphQL page, CPU of the process", "ms/request", peer, costs, is_higher_better=False),
    ]


def _postgraphile(context: Context, person: UserRow) -> dict[str, Server]:
    """Nothing where there is no Node."""
    try:
        program, environment = installed(ROOT / ".solvent" / "bench" / "postgraphile")
    except NoNodeError as error:
        context.note(f"graphql: PostGraphile is left out: {error}")
        return {}
    port = free_port()
    argv = words(program, context.services.owner_url, str(port))
    pid = _start(context, "postgraphile", argv, environment, port)
    body = {"query": POSTGRAPHILE_PAGE.replace("USER", str(person.id))}
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while True:  # it listens before it has read the tables
        try:
            answer = _post(port, body, {})
            break
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
    if len(json.loads(answer)["data"]["allTransactions"]["edges"]) != 20:
        raise RuntimeError(f"not a page of 20: {answer[:300]!r}")
    return {"PostGraphile 4": Server(port, pid, _bytes(port, body, {}), answer)}


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
    owner = await asyncpg.connect(context.services.owner_url)
    await owner.execute("ANALYZE")  # as autovacuum does: without statistics plans are chance
    await owner.close()


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
    argv = [sys.executable, *(word.replace("{port}", str(port)) for word in words)]
    return port, _start(context, name, argv, {**os.environ, **own}, port)


def _start(context: Context, name: str, argv: Sequence[str], environment: Mapping[str, str], port: int) -> int:
    record, log = context.folder / f"{name}.process", context.folder / f"{name}.log"
    process = spawn(argv, record=record, log=log, env=environment, cwd=ROOT)
    context.at_end(lambda: end_child(record, process, POLITELY))
    wait_until(lambda: not is_free(port), process, name=name, log=log, within=START_TIMEOUT_SECONDS)
    return process.pid


def _server(port: int, pid: int, headers: dict[str, str]) -> Server:
    body: dict[str, Any] = {"query": PAGE}
    answer = _post(port, body, headers)
    if len(json.loads(answer)["data"]["transactions"]["edges"]) != 20:
        raise RuntimeError(f"not a page of 20: {answer[:300]!r}")
    return Server(port, pid, _bytes(port, body, headers), answer)


def _bytes(port: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    return request_bytes(f"127.0.0.1:{port}", "/graphql", dict(headers), json.dumps(body).encode())


def _post(port: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json=dict(body), headers=dict(headers), timeout=30)
    answer.raise_for_status()
    return answer.content

"""The three servers under load: the real API process, a plain strawberry twin and PostGraphile 4, on one database."""

import json
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx
import numpy as np
import psutil

from cli.up.child_process import spawn, wait_until
from cli.up.free_port import free_port, is_free
from cli.up.process_end import end_child
from cli.up.stack_environment import SMALL_HEAPS
from core.identity.models import UserRow
from tests.bench.context import PASSWORD, ROOT, UNREACHED, Context
from tests.bench.load_client import request_bytes, send_load
from tests.bench.serve_postgraphile import NoNodeError, installed, words

CONNECTIONS = 8
START_TIMEOUT_SECONDS = 60
POLITELY = ((signal.SIGTERM, 10.0),)
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { session { accessToken } errors { code } } }"
Body = Mapping[str, Any]
"""A GraphQL request: query, variables."""


@dataclass(frozen=True, slots=True)
class Served:
    """How a server did. `cpu_ms` is what a request cost its process: a busy machine hardly changes it."""

    requests_per_second: float
    p95_ms: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers GraphQL."""

    port: int
    pid: int
    headers: Mapping[str, str]

    def ask(self, body: Body) -> dict[str, Any]:
        """The data of one answer. Raises RuntimeError for errors in it."""
        answer = httpx.post(self._url, json=dict(body), headers=dict(self.headers), timeout=30)
        told: dict[str, Any] = answer.raise_for_status().json()
        if told.get("errors"):
            raise RuntimeError(f"{told['errors']} to {body}")
        data: dict[str, Any] = told["data"]
        return data

    async def load(self, bodies: Sequence[Body], seconds: float) -> Served:
        """Ask these in turn for so long."""
        before = self._cpu_seconds()
        requests = [self._bytes(body) for body in bodies]
        load = await send_load(self.port, requests, connections=CONNECTIONS, seconds=seconds)
        return Served(
            requests_per_second=load.per_second,
            p95_ms=float(np.percentile(load.milliseconds, 95)),
            cpu_ms=(self._cpu_seconds() - before) * 1000 / len(load.milliseconds),
        )

    @property
    def resident_mb(self) -> float:
        """The process's memory."""
        return float(psutil.Process(self.pid).memory_info().rss / 1e6)

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    def _bytes(self, body: Body) -> bytes:
        return request_bytes(f"127.0.0.1:{self.port}", "/graphql", dict(self.headers), json.dumps(body).encode())

    def _cpu_seconds(self) -> float:
        used = psutil.Process(self.pid).cpu_times()
        return float(used.user + used.system)


def start_api(context: Context, person: UserRow, processes: int = 1) -> Server:
    """The API as it is run, with the person signed in. Limits are counted, and never met."""
    argv = ["-m", "api", "--port", "{port}", "--processes", str(processes)]
    port, pid = _serve(context, "api", argv, _surroundings(context))
    return signed_in(Server(port, pid, {}), person)


def signed_in(api: Server, person: UserRow) -> Server:
    """The same, with a new token: a whole bench outlasts one."""
    given = {"i": {"email": person.email, "password": PASSWORD}}
    told = Server(api.port, api.pid, {}).ask({"query": SIGN_IN, "variables": given})
    return replace(api, headers={"Authorization": f"Bearer {told['signIn']['session']['accessToken']}"})


def start_unguarded(context: Context, person: UserRow) -> Server:
    """The API without its guards, which takes everybody for this person."""
    argv = ["-m", "tests.bench.unguarded_api", "--port", "{port}", "--person", str(person.id)]
    port, pid = _serve(context, "unguarded", argv, _surroundings(context))
    return Server(port, pid, {"Authorization": "Bearer anybody"})


def start_twin(context: Context, person: UserRow) -> Server:
    """The plain twin, which knows one person."""
    argv = ["-m", "tests.bench.strawberry_twin", "--port", "{port}", "--person", str(person.id)]
    port, pid = _serve(context, "twin", argv, {"DATABASE_URL": context.services.owner_url})
    return Server(port, pid, {})


def start_postgraphile(context: Context) -> Server | None:
    """None where there is no Node, and a note of it."""
    try:
        program, environment = installed(ROOT / ".solvent" / "bench" / "postgraphile")
    except NoNodeError as error:
        context.note(f"graphql: PostGraphile is left out: {error}")
        return None
    port = free_port()
    pid = _start(context, "postgraphile", words(program, context.services.owner_url, str(port)), environment, port)
    server, deadline = Server(port, pid, {}), time.monotonic() + START_TIMEOUT_SECONDS
    while True:  # it listens before it has read the tables
        try:
            server.ask({"query": "{ __typename }"})
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return server


def _surroundings(context: Context) -> dict[str, str]:
    settings = context.settings
    return {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
        "SOLVENT_PUBLIC_URL": settings.public_url,
        "SOLVENT_LIMITS__REQUESTS_PER_MINUTE": str(UNREACHED),
        "SOLVENT_LIMITS__SIGN_IN_PER_MINUTE": str(UNREACHED),  # made-up requests sign their people out again and again
        **SMALL_HEAPS,
    }


def _serve(context: Context, name: str, argv: Sequence[str], own: Mapping[str, str]) -> tuple[int, int]:
    """Start a Python process that serves on a free port: the port and the process's id, once it listens."""
    port = free_port()
    filled = [sys.executable, *(word.replace("{port}", str(port)) for word in argv)]
    return port, _start(context, name, filled, {**os.environ, **own}, port)


def _start(context: Context, name: str, argv: Sequence[str], environment: Mapping[str, str], port: int) -> int:
    # By its port: two benches of one run may each start a server of the same name.
    record, log = context.folder / f"{name}-{port}.process", context.folder / f"{name}-{port}.log"
    process = spawn(argv, record=record, log=log, env=environment, cwd=ROOT)
    context.at_end(lambda: end_child(record, process, POLITELY))
    wait_until(lambda: not is_free(port), process, name=name, log=log, within=START_TIMEOUT_SECONDS)
    return process.pid

"""The real processes of the platform on servers of their own, to be killed."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import asyncpg
import psutil

from cli.provision import provision
from cli.up.data_folder import DataFolder
from cli.up.free_port import free_port
from cli.up.managed_process import ManagedProcess, ProcessPlan
from cli.up.postgres_server import PostgresServer
from cli.up.readiness import HttpAnswers, LogSays
from cli.up.redis_server import RedisServer
from core.settings import Settings

BINARIES = Path(__file__).parents[2] / ".solvent" / "postgres"
EFFECTS = """
CREATE SCHEMA chaos;
CREATE TABLE chaos.effects (
    job_id uuid NOT NULL, part int NOT NULL, attempt int NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
GRANT USAGE ON SCHEMA chaos TO solvent_app, solvent_system;
GRANT SELECT, INSERT ON chaos.effects TO solvent_app, solvent_system;
"""
TIMING = {
    "SOLVENT_JOBS__LEASE_SECONDS": "3",
    "SOLVENT_JOBS__REPUBLISH_AFTER_SECONDS": "3",
    "SOLVENT_JOBS__RELAY_INTERVAL_SECONDS": "0.2",
    "SOLVENT_JOBS__RETRY_BASE_SECONDS": "0.2",
}
"""As in production, ten to twenty times faster."""


def send_signal(pid: int, number: signal.Signals) -> None:
    """To a process that may be gone by now: those here die of themselves, too."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


class Stack:
    """PostgreSQL that writes through to its disk, Redis, an API, a relay and workers."""

    def __init__(self, root: Path) -> None:
        self.postgres = PostgresServer(root, durable=True, binaries=BINARIES)
        self.redis = RedisServer(root)
        self._folder = DataFolder(root)
        self.api_url = f"http://127.0.0.1:{free_port()}"
        self.processes: dict[str, ManagedProcess] = {}

    def __enter__(self) -> Self:
        try:
            self._begin()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _begin(self) -> None:
        self.postgres.start()
        self.redis.start()
        self.settings = Settings.model_validate(
            {
                "database_url": self.postgres.url,
                "redis_url": self.redis.url,
                "data_folder": self._folder.root,
                "public_url": self.api_url,
                "database_pool_size": 5,
            }
        )
        provision(self.settings)
        self.sql(EFFECTS)

    def _end(self) -> None:
        for process in self.processes.values():
            process.kill()
        self.redis.kill()
        self.postgres.kill()

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **TIMING,
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SOLVENT_DATA_FOLDER": str(self._folder.root),
            "SOLVENT_PUBLIC_URL": self.api_url,
            "SOLVENT_LIMITS__REQUESTS_PER_MINUTE": "1000000",
        }

    def start_api(self) -> None:
        ready = HttpAnswers(f"{self.api_url}/health/live")
        self._start("api", ["-m", "api", "--port", self.api_url.rpartition(":")[2]], ready)

    def start_relay(self, **environment: str) -> None:
        self._start("relay", ["-m", "workers", "relay"], LogSays("loop_started"), environment)

    def start_worker(self, name: str, **environment: str) -> None:
        """A worker of two processes."""
        self._start(name, ["-m", "tests.chaos.worker_process"], LogSays("worker_ready"), environment)

    def start_webhooks(self) -> None:
        """What carries events, to this machine too, with a lease of a second."""
        environment = {"SOLVENT_WEBHOOKS__ALLOW_LOOPBACK": "true", "SOLVENT_WEBHOOKS__LEASE_SECONDS": "1"}
        self._start("webhooks", ["-m", "api.webhooks"], LogSays("loop_started"), environment)

    def _start(
        self, name: str, arguments: list[str], ready: HttpAnswers | LogSays, extra: dict[str, str] | None = None
    ) -> None:
        argv = [sys.executable, *arguments]
        plan = ProcessPlan(name, argv, {**self.environment(), **(extra or {})}, ready=ready)
        self.processes[name] = ManagedProcess(plan, self._folder)
        self.processes[name].launch()

    def wait_ready(self, *names: str, within: float = 40) -> None:
        for name in names or tuple(self.processes):
            process = self.processes[name]
            self.wait(process.ready, f"{name}: {process.down()}", within)

    def wait(self, is_so: Callable[[], bool], what: str, within: float) -> None:
        deadline = time.monotonic() + within
        while not is_so():
            assert time.monotonic() < deadline, f"not within {within} s: {what}\n{self.logs()}"
            time.sleep(0.05)

    def kill_group(self, name: str) -> None:
        """SIGKILL the process and all below it."""
        self.processes[name].kill()

    def kill_parent(self, name: str) -> None:
        """SIGKILL the process alone: its children live on for as long as they do."""
        pid = self.processes[name].pid
        if pid is not None:
            send_signal(pid, signal.SIGKILL)

    def children(self, name: str) -> list[int]:
        pid = self.processes[name].pid
        try:
            return [child.pid for child in psutil.Process(pid).children()] if pid is not None else []
        except psutil.NoSuchProcess:
            return []

    def relaunch(self, name: str) -> None:
        """Start a killed process anew, as a supervisor would: it notices the end before it starts the next."""
        self.processes[name].down()
        self.processes[name].launch()

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Ask the database as its owner, who passes row-level security."""
        return asyncio.run(self._sql(statement, values))

    async def _sql(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        connection = await asyncpg.connect(self.postgres.url, timeout=10)
        try:
            if not values:
                statements = [part for part in statement.split(";\n") if part.strip()]
                for part in statements[:-1]:
                    await connection.execute(part)
                statement = statements[-1]
            return list(await connection.fetch(statement, *values))
        finally:
            await connection.close()

    def jobs(self, name: str) -> dict[UUID, str]:
        rows = self.sql("SELECT id, state FROM jobs WHERE name = $1", name)
        return {row["id"]: row["state"] for row in rows}

    def effects(self) -> Counter[tuple[UUID, int]]:
        """How often each part of each job left its effect."""
        return Counter((row["job_id"], row["part"]) for row in self.sql("SELECT job_id, part FROM chaos.effects"))

    def logs(self, last: int = 1500) -> str:
        texts = []
        for name in self.processes:
            log = self._folder.log(name)
            texts.append(f"--- {name}\n{log.read_text(errors='replace')[-last:] if log.exists() else ''}")
        return "\n".join(texts)

"""`solvent up`: every process of the platform on embedded defaults, or on the real services that settings name."""

import os
import secrets as entropy
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from cli.up.data_folder import DataFolder
from cli.up.errors import ServiceStartError
from cli.up.free_port import is_free
from cli.up.gost_engine import configured_banks, gost_environment
from cli.up.managed_process import ManagedProcess, ProcessPlan
from cli.up.postgres_server import PostgresServer
from cli.up.readiness import HttpAnswers, LogSays
from cli.up.redis_server import RedisServer
from cli.up.sandbox_banks import SandboxBanks
from cli.up.service import EmbeddedService, Service
from cli.up.stack_environment import StackEnvironment
from cli.up.supervisor import Supervisor
from core.adapters.secrets.keystore import Keystore

DEMO_EMAIL: Final = "demo@example.com"
DEMO_PASSWORD_SECRET: Final = "demo/password"  # noqa: S105 the name of a secret, not one
DEMO_MADE: Final = "demo-made"
WEB_SERVER: Final = Path("web/.next/standalone/server.js")
WEB_START: Final = Path("web/scripts/start.mjs")


@dataclass(frozen=True, slots=True)
class UpOptions:
    """What `solvent up` is asked for."""

    port: int = 8000
    web_port: int = 3000
    web: bool = True
    data_folder: Path = Path(".solvent")


def run_up(options: UpOptions) -> int:
    """Serve until Ctrl-C. Returns the exit code: 0 stopped when asked, 1 something essential failed."""
    began = time.monotonic()
    console = Console(stderr=True)
    folder = DataFolder(options.data_folder.absolute())
    folder.create()
    _check_ports(options)
    store = Keystore(folder.keystore, folder.keystore_key)
    password = store.write_once(DEMO_PASSWORD_SECRET, f"demo-{entropy.token_urlsafe(9)}")
    stack = _Stack(options, folder, store, password)

    def on_ready() -> None:
        stack.environment.write(folder)
        _greet(console, options, stack, time.monotonic() - began)

    try:
        return Supervisor(folder, stack.stages(), console=console).run(on_ready)
    finally:
        stack.environment.forget(folder)


class _Stack:
    """The processes in the order they start."""

    def __init__(self, options: UpOptions, folder: DataFolder, store: Keystore, demo_password: str) -> None:
        self.options = options
        self.folder = folder
        self.banks = SandboxBanks(folder, store)
        self.postgres = postgres = None if os.environ.get("DATABASE_URL") else PostgresServer(folder.root)
        self.redis = redis = None if os.environ.get("REDIS_URL") else RedisServer(folder.root)
        self.environment = StackEnvironment(
            folder=folder,
            public_url=f"http://127.0.0.1:{options.port}",
            web_url=f"http://127.0.0.1:{options.web_port}",
            demo=(DEMO_EMAIL, demo_password),
            banks=self.banks.registry(),
            rates=self.banks.rates(),
            database_url=(lambda: postgres.url) if postgres else None,
            redis_url=(lambda: redis.url) if redis else None,
            extra=gost_environment(configured_banks(self.banks.registry())),
        )

    def stages(self) -> list[list[Service]]:
        """Servers, then migrations and banks, then everything that serves."""
        servers: list[Service] = []
        if self.postgres is not None:
            servers.append(EmbeddedService("postgres", self.postgres))
        if self.redis is not None:
            servers.append(EmbeddedService("redis", self.redis))
        ready = HttpAnswers(f"http://127.0.0.1:{self.options.port}/health/ready")
        serving: list[Service] = [
            self._python("api", ["-m", "api", "--port", str(self.options.port)], ready=ready),
            self._python("worker", ["-m", "workers", "worker"], ready=LogSays("worker_ready")),
            self._python("relay", ["-m", "workers", "relay"], ready=LogSays("loop_started")),
            self._python("webhooks", ["-m", "api.webhooks"], ready=LogSays("loop_started")),
            self._python("beat", ["-m", "workers", "beat"], ready=LogSays("loop_started")),
        ]
        migrations = self._python("migrations", ["-m", "cli.provision"], once=True)
        banks: list[Service] = [ManagedProcess(plan, self.folder) for plan in self.banks.plans()]
        return [
            stage for stage in (servers, [migrations, *banks], [*serving, *self._web(), *self._first_time()]) if stage
        ]

    def _first_time(self) -> list[Service]:
        """What only the first start has to do."""
        steps: list[Service] = []
        models = self.folder.root / "models"
        if not models.exists():
            arguments = ["-m", "ml.categoriser.train", "--out", str(models)]
            steps.append(self._python("models", arguments, once=True, essential=False))
        if not (self.folder.run / DEMO_MADE).exists():
            arguments = ["-m", "cli.demo", "--done", str(self.folder.run / DEMO_MADE)]
            steps.append(self._python("demo person", arguments, once=True, essential=False))
        return steps

    def _web(self) -> list[Service]:
        node = shutil.which("node")
        if not self.options.web or node is None or not WEB_SERVER.exists():
            return []
        port = self.options.web_port

        def environment() -> Mapping[str, str]:
            return {**self.environment.variables(), "WEB_PORT": str(port)}

        ready = HttpAnswers(f"http://127.0.0.1:{port}/")
        plan = ProcessPlan("web", [node, str(WEB_START)], environment, ready=ready, essential=False)
        return [ManagedProcess(plan, self.folder)]

    def _python(
        self,
        name: str,
        arguments: list[str],
        *,
        ready: HttpAnswers | LogSays | Callable[[], bool] | None = None,
        once: bool = False,
        essential: bool = True,
    ) -> ManagedProcess:
        plan = ProcessPlan(
            name,
            [sys.executable, *arguments],
            self.environment.variables,
            ready=ready,
            ready_within=120,
            once=once,
            essential=essential,
        )
        return ManagedProcess(plan, self.folder)


def _check_ports(options: UpOptions) -> None:
    wanted = [(options.port, "API", "PORT")]
    if options.web:
        wanted.append((options.web_port, "web app", "WEB_PORT"))
    for port, name, variable in wanted:
        if not is_free(port):
            raise ServiceStartError(
                f"Port {port}, where the {name} should answer, is taken: stop what uses it, or choose another "
                f"with {variable}=…"
            )


def _greet(console: Console, options: UpOptions, stack: _Stack, seconds: float) -> None:
    email, password = stack.environment.demo
    console.print(f"\n[bold green]Solvent is ready[/] in {seconds:.1f} s. Ctrl-C stops it.\n")
    console.print(f"  GraphiQL   http://127.0.0.1:{options.port}/graphql")
    if options.web and WEB_SERVER.exists():
        console.print(f"  Web app    http://127.0.0.1:{options.web_port}")
    console.print(f"  Health     http://127.0.0.1:{options.port}/health/ready")
    console.print(f"  Mailbox    http://127.0.0.1:{options.port}/dev/mailbox")
    console.print(f"  Demo user  {email}  password {password}")
    console.print(f"  Banks      {stack.banks.told()} (docs/sandbox.md)\n", soft_wrap=True)
    console.print("  Try: open GraphiQL and press play; the first tab shows the demo person's accounts.\n")

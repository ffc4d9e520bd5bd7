import asyncio
import io
import json
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from cli.main import run
from core.adapters.wiring import Platform
from core.jobs.handler import JobHandler
from core.settings import Settings
from tests.support.jobs import do_jobs
from tests.support.people import Person


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Stdout as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Solvent = Callable[..., Outcome]
SolventHere = Callable[..., Awaitable[Outcome]]


@pytest.fixture
def solvent(capsys: pytest.CaptureFixture[str]) -> Solvent:
    """Runs a command line that needs no platform."""

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


@pytest.fixture
def left_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The file that a running platform leaves in its data folder."""
    for name in [name for name in os.environ if name.startswith(("DATABASE_", "REDIS_", "SOLVENT_"))]:
        monkeypatch.delenv(name)
    run_folder = settings.data_folder / "run"
    run_folder.mkdir(exist_ok=True)
    variables = {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SOLVENT_DATA_FOLDER": str(settings.data_folder),
        "SOLVENT_PUBLIC_URL": settings.public_url,
    }
    (run_folder / "environment.json").write_text(json.dumps(variables), encoding="utf-8")
    return settings


@pytest.fixture
def solvent_here(
    left_environment: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> SolventHere:
    """Runs a command line on this run's platform, in a thread: the command has an event loop of its own."""

    async def call(*arguments: object, stdin: str = "") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        capsys.readouterr()
        line = ["--data-folder", str(left_environment.data_folder), *(str(argument) for argument in arguments)]
        code = await asyncio.to_thread(run, line)
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


WithWorker = Callable[[Person, Awaitable[Outcome]], Awaitable[Outcome]]


@pytest.fixture
def with_worker(platform: Platform, handlers: Mapping[str, JobHandler]) -> WithWorker:
    """Does a person's import jobs while the command waits for them."""
    imports = {name: handler for name, handler in handlers.items() if name == "banking.import_statement"}

    async def wait(person: Person, command: Awaitable[Outcome]) -> Outcome:
        waiting = asyncio.ensure_future(command)
        while not waiting.done():
            await do_jobs(platform, imports, person.user_id)
            await asyncio.sleep(0.05)
        return await waiting

    return wait

"""What benches share: servers of their own, started when the first bench needs them, and one event loop."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar
from uuid import UUID, uuid4

from cli.up.postgres_server import PostgresServer
from cli.up.redis_server import RedisServer
from core.adapters.wiring import Platform, build_platform
from core.identity.models import Role, UserRow, UserStatus
from core.identity.password import hash_password
from core.ids import new_id
from core.settings import LimitSettings, Settings
from tests.conftest import BINARIES, Services, prepare_database, settings_for

ROOT = Path(__file__).parents[2]
MODELS = ROOT / ".solvent" / "models"
PASSWORD = "correct horse battery staple 42"
UNREACHED = 10**9
"""A limit that is counted as in production and never met."""

T = TypeVar("T")


class Context:
    """One run. Use it as a context manager: everything that was started ends with it."""

    def __init__(self, folder: Path, *, is_quick: bool, say: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        self.is_quick = is_quick
        self.say = say
        self.notes: list[str] = []
        """What a reader of the figures must know: what was left out, and why."""
        self._stack = ExitStack()
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._runner)  # first in, last out: connections are closed in it
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def pick(self, quick: T, full: T) -> T:
        """The size of something in this run."""
        return quick if self.is_quick else full

    def at_end(self, end: Callable[[], object]) -> None:
        """Do this when the run is over; what was begun last ends first."""
        self._stack.callback(end)

    def note(self, text: str) -> None:
        """Tell the reader now and beside the figures."""
        self.notes.append(text)
        self.say(text)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the loop that the platform's connections live in."""
        return self._runner.run(work)

    @cached_property
    def services(self) -> Services:
        """PostgreSQL, as durable as in production, and Redis."""
        self.say("starting PostgreSQL and Redis")
        postgres = self._stack.enter_context(PostgresServer(self.folder, binaries=BINARIES))
        redis = self._stack.enter_context(RedisServer(self.folder))
        return Services(postgres.url, redis.url)

    @cached_property
    def settings(self) -> Settings:
        """A migrated database with the system's rows, and rate limits that count and never refuse."""
        limits = LimitSettings(requests_per_minute=UNREACHED, sign_in_per_minute=UNREACHED)
        made = settings_for(self.services, self.folder / "data", limits=limits, access_token_minutes=15)
        prepare_database(made)
        return made

    @cached_property
    def platform(self) -> Platform:
        """The platform as a worker has it, in this process."""
        made = build_platform(self.settings, process="bench")
        self.at_end(lambda: self.run(made.close()))
        return made

    def person(self) -> UserRow:
        """A new verified person whose password is PASSWORD."""
        return self.run(_person(self.platform))


async def _person(platform: Platform) -> UserRow:
    user_id: UUID = new_id()
    user = UserRow(
        id=user_id,
        email=f"{uuid4().hex[:12]}@example.com",
        password_hash=await hash_password(PASSWORD),
        display_name="Anna",
        role=Role.USER,
        status=UserStatus.ACTIVE,
    )
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(user)
    return user

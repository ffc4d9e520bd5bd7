"""Connections: two engines, one a role, and transactions that know whose they are."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

import asyncpg
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import AdaptedConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from core.db.at_once import JUST_CHANGED, AtOnce, Beside, Part
from core.db.errors import DatabaseUnavailableError, UnstorableTextError
from core.db.person_connections import PersonConnections
from core.db.sealing.opened_keys import acting
from core.db.sealing.person_keys import PersonKeys
from core.db.timeouts import (
    CONNECT_TIMEOUT_SECONDS,
    IDLE_IN_TRANSACTION_SECONDS,
    OPEN_TIMEOUT_SECONDS,
    PING_TIMEOUT_SECONDS,
    POOL_TIMEOUT_SECONDS,
    STATEMENT_TIMEOUT_SECONDS,
)
from core.db.uow import AfterHook, Hook, UnitOfWork, no_hook
from core.errors import DomainError
from core.key_action import Origin

BROKEN: Final = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""How a pooled connection shows that it is of no use. The third: the server died in the middle of an operation."""
GONE: Final = ("08", "25P03", "53", "57P")
"""SQLSTATEs: the connection broke, it idled in a transaction, the server is out of something, it starts or stops."""

NO_TEXT: Final = ("22021", "22P05")
"""SQLSTATEs: a text holds what PostgreSQL can't store, which of valid Unicode is U+0000 alone."""


@dataclass(frozen=True, slots=True)
class ReadSession:
    """A read-only transaction: what it is given to can't write."""

    session: AsyncSession
    user_id: UUID | None


class Database:
    """Both roles' engines. Make one a process, close it at the end.

    `before_commit` is the last thing in every unit of work's transaction: the audit domain writes histories there, so
    its locks are taken last and held shortest. `beside` says the same for what is written at once. `after_commit`
    publishes the jobs that were enqueued.
    """

    def __init__(self, app: AsyncEngine, system: AsyncEngine) -> None:
        self.app = app
        self.system = system
        self.person_reads = PersonConnections(app)
        self.person_writes = PersonConnections(app, size=5, may_write=True)
        self.keys: PersonKeys | None = None
        self.before_commit: Hook = no_hook
        self.beside: Sequence[Beside] = ()
        self.after_commit: AfterHook = no_hook

    @classmethod
    def connect(cls, app_url: str, system_url: str, *, pool_size: int = 10, name: str = "solvent") -> Self:
        """Engines for two roles. No connection is opened until one is needed."""
        return cls(make_engine(app_url, pool_size, f"{name}-app"), make_engine(system_url, pool_size, f"{name}-system"))

    @asynccontextmanager
    async def read(
        self, user_id: UUID | None, *, client_id: UUID | None = None, is_snapshot: bool = False
    ) -> AsyncIterator[ReadSession]:
        """A read-only transaction as a person; with None it sees only what is everybody's.

        With an app's id it is the app's, for the person (core/db/app_policies.py). As a snapshot it sees, however long
        it lasts, what was there when it began.
        """
        engine = self.app.execution_options(isolation_level="REPEATABLE READ") if is_snapshot else self.app
        with await self._acting(user_id):
            async with _transaction(engine, user_id, client_id, read_only=True) as session:
                yield ReadSession(session, user_id)

    @asynccontextmanager
    async def read_system(self) -> AsyncIterator[ReadSession]:
        """A read-only transaction of the system role: sign-in, jobs and audited admin paths only."""
        with await self._acting(None):
            async with _transaction(self.system, None, None, read_only=True) as session:
                yield ReadSession(session, None)

    @asynccontextmanager
    async def unit_of_work(
        self, user_id: UUID, origin: Origin | None = None, *, client_id: UUID | None = None
    ) -> AsyncIterator[UnitOfWork]:
        """One transaction as a person, committed when the block ends without an error.

        With an app's id it is the app's, for the person. What runs just before the commit is the platform's own work:
        the person's own webhooks, which an app does not see, are told of what it did.
        """
        async with self._work(self.app, user_id, origin, client_id) as uow:
            yield uow
            if client_id is not None:
                await uow.session.flush()
                await uow.session.execute(_FOR_NO_APP)

    @asynccontextmanager
    async def unit_of_work_of_nobody(self, origin: Origin | None = None) -> AsyncIterator[UnitOfWork]:
        """The same as no person: it sees what is everybody's, and what a role that it takes on may see."""
        async with self._work(self.app, None, origin) as uow:
            yield uow

    @asynccontextmanager
    async def system_unit_of_work(self, origin: Origin | None = None) -> AsyncIterator[UnitOfWork]:
        """One transaction of the system role: sign-in, jobs and audited admin paths only."""
        async with self._work(self.system, None, origin) as uow:
            yield uow

    def at_once(self, user_id: UUID, origin: Origin | None = None, answer: Part = JUST_CHANGED) -> AtOnce:
        """What needs no unit of work: the change of one row, as a person, and what is selected of it."""
        return AtOnce(
            self.person_writes, user_id, origin, beside=self.beside, after_commit=self.after_commit, answer=answer
        )

    @asynccontextmanager
    async def _work(
        self, engine: AsyncEngine, user_id: UUID | None, origin: Origin | None, client_id: UUID | None = None
    ) -> AsyncIterator[UnitOfWork]:
        with await self._acting(user_id):
            async with _transaction(engine, user_id, client_id, read_only=False) as session:
                uow = UnitOfWork(session, user_id, origin)
                yield uow
                await uow.finish(self.before_commit)
        await self.after_commit(uow)

    async def _acting(self, user_id: UUID | None) -> AbstractContextManager[None]:
        """Have the person's data key at hand for what of theirs is sealed."""
        if user_id is None or self.keys is None:
            return acting(user_id, None)
        return acting(user_id, await self.keys.at_hand(user_id))

    async def ready(self) -> None:
        """Return when PostgreSQL answers, or raise DatabaseUnavailableError."""
        async with self.read(None) as read:
            await read.session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close every pooled connection."""
        await self.person_reads.close()
        await self.person_writes.close()
        await self.app.dispose()
        await self.system.dispose()


def make_engine(url: str, pool_size: int, name: str) -> AsyncEngine:
    """An asyncpg engine whose waiting is bounded everywhere, also for a server that takes connections and hangs."""
    engine = create_async_engine(
        _with_driver(url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        hide_parameters=True,  # a failing statement is logged; people's data in it is not
        connect_args={
            "async_creator_fn": _connect,
            "timeout": CONNECT_TIMEOUT_SECONDS,
            "command_timeout": STATEMENT_TIMEOUT_SECONDS,
            "server_settings": {
                "application_name": name,
                "jit": "off",
                "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _ping)
    return engine


async def _connect(*where: Any, **how: Any) -> Any:
    """Open a connection. SQLAlchemy passes on asyncpg's own errors from here: they become a ConnectionError."""
    try:
        return await asyncpg.connect(*where, **how)
    except asyncpg.PostgresError as error:
        if _is_gone(error.sqlstate):
            raise ConnectionError(f"PostgreSQL takes no connection now ({error.sqlstate}).") from error
        raise


def _ping(connection: AdaptedConnection, *_: object) -> None:
    """Have the pool replace what broke or hangs. SQLAlchemy's own ping waits as long as a statement, three times."""
    try:
        connection.run_async(lambda opened: opened.execute("SELECT 1", timeout=PING_TIMEOUT_SECONDS))
    except BROKEN as error:
        connection.run_async(_terminate)  # else the pool says goodbye to it, and waits for an answer again
        raise InvalidatePoolError("The pooled connection does not answer.") from error


async def _terminate(opened: "asyncpg.Connection[Any]") -> None:
    opened.terminate()


def _is_gone(sqlstate: str | None) -> bool:
    return sqlstate is not None and sqlstate.startswith(GONE)


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+asyncpg://" + url.removeprefix(scheme)
    return url


_BEGIN = text(
    "SELECT set_config('transaction_read_only', :read_only, true), set_config('app.user_id', :user_id, true), "
    "set_config('app.client_id', :client_id, true)"
)
_FOR_NO_APP = text("SELECT set_config('app.client_id', '', true)")


@asynccontextmanager
async def _transaction(
    engine: AsyncEngine, user_id: UUID | None, client_id: UUID | None, *, read_only: bool
) -> AsyncIterator[AsyncSession]:
    """Open a session whose transaction carries the person's id, and translate a lost database into a typed error."""
    try:
        async with AsyncSession(engine, expire_on_commit=False, autoflush=False) as session:
            values = {
                "read_only": "on" if read_only else "off",
                "user_id": str(user_id) if user_id else "",
                "client_id": str(client_id) if client_id else "",
            }
            async with asyncio.timeout(OPEN_TIMEOUT_SECONDS):
                await session.begin()
                await session.execute(_BEGIN, values)
            yield session
    except (PoolTimeoutError, asyncpg.InternalClientError, OSError) as error:
        raise DatabaseUnavailableError("The database does not answer. Try again in a moment.") from error
    except StatementError as error:
        if isinstance(error.orig, DomainError):  # a value could not be sealed
            raise error.orig from error
        if not isinstance(error, DBAPIError):
            raise
        if error.connection_invalidated or _is_gone(getattr(error.orig, "sqlstate", None)):
            raise DatabaseUnavailableError("The database connection was lost. Try again in a moment.") from error
        if getattr(error.orig, "sqlstate", None) in NO_TEXT:
            raise UnstorableTextError("A text holds the character U+0000, which can't be stored.") from error
        raise

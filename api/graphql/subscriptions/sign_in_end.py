"""When a stream's sign-in is over: the token's time is up, or its session was ended before that."""

import asyncio
from collections.abc import Callable
from enum import Enum
from typing import Any

from sqlalchemy import func, select

from api.graphql.context import Context
from core.actor import Actor, App
from core.errors import DomainError, UnavailableError
from core.identity.models import SessionRow, UserRow, UserStatus
from core.identity.oauth.live_tokens import is_live
from core.ports.events import PATIENT, Topic


class TokenExpiredError(DomainError):
    """The access token that the stream was opened with has ended: refresh it and open another."""

    code = "TOKEN_EXPIRED"


class SessionEndedError(DomainError):
    """The session was signed out or revoked: sign in again."""

    code = "SESSION_ENDED"


class SignInEnd(Enum):
    """How it ended: the error for callers, and the code that a socket closes with.

    Clients of graphql-ws come again by themselves after 4403, with a token made anew, and do not after 4401.
    """

    TOKEN_EXPIRED = (TokenExpiredError, "The access token has ended. Refresh it and subscribe again.", 4403)
    SESSION_ENDED = (SessionEndedError, "The session has ended. Sign in again.", 4401)

    def error(self) -> DomainError:
        """The error of a stream that ends so."""
        kind, message, _ = self.value
        made: DomainError = kind(message)
        return made

    @property
    def close_code(self) -> int:
        """Of a socket."""
        return int(self.value[2])


class SignInWatch:
    """Calls `on_end` once, when the sign-in of `actor` is over. Costs a timer and a listener, and no task of its own.

    An outage of the database ends nobody's. Stop it when the stream is over.
    """

    __slots__ = ("_actor", "_checking", "_context", "_is_told", "_on_end", "_timer", "_unsubscribe")

    def __init__(self, context: Context, actor: Actor, on_end: Callable[[SignInEnd], None]) -> None:
        self._context = context
        self._actor = actor
        self._on_end = on_end
        self._checking: asyncio.Task[None] | None = None
        self._is_told = False
        left = (actor.until - context.platform.clock.now()).total_seconds()
        self._timer = asyncio.get_running_loop().call_later(max(0.0, left), self._end, SignInEnd.TOKEN_EXPIRED)
        events = context.platform.events
        self._unsubscribe = events.subscribe(actor.user_id, Topic.SESSIONS, PATIENT, self._look)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        self._unsubscribe()
        if self._checking is not None and self._checking is not asyncio.current_task():
            self._checking.cancel()

    def _look(self) -> None:
        self._is_told = True
        if self._checking is None:
            self._checking = asyncio.create_task(self._check())

    async def _check(self) -> None:
        """Look again for as long as somebody says so meanwhile: what was read may be older than that."""
        try:
            while self._is_told:
                self._is_told = False
                if not await _is_open(self._context, self._actor):
                    self._end(SignInEnd.SESSION_ENDED)
                    return
        finally:
            self._checking = None  # a task that is over would be held for hours

    def _end(self, end: SignInEnd) -> None:
        self.stop()
        self._on_end(end)


async def _is_open(context: Context, actor: Actor) -> bool:
    return await (_is_session_open(context, actor) if actor.app is None else _is_app_in(context, actor, actor.app))


async def _is_app_in(context: Context, actor: Actor, app: App) -> bool:
    """Whether the person still lets the app in. Its session is the family of its tokens."""
    family_id = None if app.is_service else actor.session_id
    try:
        async with context.platform.database.read_system() as read:
            return await is_live(read.session, app.client_id, None, family_id)
    except UnavailableError:
        return True


async def _is_session_open(context: Context, actor: Actor) -> bool:
    open_session: Any = (
        select(SessionRow.id)
        .join(UserRow, UserRow.id == SessionRow.user_id)
        .where(
            SessionRow.user_id == actor.user_id,
            SessionRow.id == actor.session_id,
            SessionRow.ended_at.is_(None),
            SessionRow.expires_at > func.now(),
            UserRow.status != UserStatus.DEACTIVATED,
        )
    )
    try:
        async with context.read() as read:
            return (await read.session.execute(open_session)).first() is not None
    except UnavailableError:
        return True

"""When a stream's sign-in is over: the token's time is up, or its session was ended before that."""

import asyncio
from contextlib import aclosing
from enum import Enum
from typing import Any

from sqlalchemy import func, select

from api.graphql.context import Context
from core.actor import Actor
from core.errors import DomainError, UnavailableError
from core.identity.models import SessionRow, UserRow, UserStatus
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


async def wait_for_end(context: Context, actor: Actor) -> SignInEnd:
    """Return when the sign-in of `actor` is over. An outage of the database ends nobody's."""
    left = (actor.until - context.platform.clock.now()).total_seconds()
    try:
        async with asyncio.timeout(max(0.0, left)):
            async with aclosing(context.listen(Topic.SESSIONS, PATIENT)) as looks:
                async for _ in looks:
                    if not await _is_open(context, actor):
                        return SignInEnd.SESSION_ENDED
    except TimeoutError:
        return SignInEnd.TOKEN_EXPIRED
    raise RuntimeError("listening never ends by itself")


async def _is_open(context: Context, actor: Actor) -> bool:
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

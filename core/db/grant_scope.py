"""Transactions in somebody else's books: under the grantee's database role, in the name of a grant."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from core.db.database import Database, ReadSession
from core.db.uow import UnitOfWork
from core.errors import DomainError

NO_RIGHT: Final = "42501"
"""SQLSTATE of a table, column or row that the role may not touch."""
_UNDER_GRANT: Final = text("SELECT set_config('role', :role, true), set_config('app.grant_id', :grant_id, true)")


class BeyondGrantError(DomainError):
    """The grant does not reach that far: the database said so."""

    code = "FORBIDDEN"


@dataclass(frozen=True, slots=True)
class GrantScope:
    """Whose books, under which grant, by whom, and as which role of the database."""

    owner_id: UUID
    grant_id: UUID
    grantee_id: UUID
    role: str


@asynccontextmanager
async def read_under(database: Database, scope: GrantScope) -> AsyncIterator[ReadSession]:
    """A read-only transaction that sees what the grant covers. Raises BeyondGrantError."""
    with _refusals():
        async with database.read(scope.owner_id) as read:
            await _take_on(read.session, scope)
            yield read


@asynccontextmanager
async def work_under(database: Database, scope: GrantScope) -> AsyncIterator[UnitOfWork]:
    """A transaction that changes what the grant lets it; the histories name the grantee. Raises BeyondGrantError.

    What runs just before the commit, as writing the history, is the platform's own work: it runs as the application.
    """
    with _refusals():
        async with database.unit_of_work(scope.owner_id) as uow:
            await _take_on(uow.session, scope)
            yield uow
            await uow.session.flush()
            await uow.session.execute(text("RESET ROLE"))
            uow.recorded = [
                replace(action, actor_id=scope.grantee_id, details={**action.details, "grant": str(scope.grant_id)})
                for action in uow.recorded
            ]


async def _take_on(session: AsyncSession, scope: GrantScope) -> None:
    await session.execute(_UNDER_GRANT, {"role": scope.role, "grant_id": str(scope.grant_id)})


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == NO_RIGHT:
            raise BeyondGrantError("The grant does not reach that far.") from error
        raise

"""The unit of work: the one place that commits."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.db.work_record import WorkRecord
from core.key_action import Origin

Hook = Callable[["UnitOfWork"], Awaitable[None]]
"""What runs before a commit, in its transaction."""
AfterHook = Callable[[WorkRecord], Awaitable[None]]
W = TypeVar("W", bound=WorkRecord)


async def no_hook(_: WorkRecord) -> None:
    """What runs where nothing was wired."""


def in_order(*hooks: Callable[[W], Awaitable[None]]) -> Callable[[W], Awaitable[None]]:
    """One hook of several, each after the other."""

    async def run(work: W) -> None:
        for hook in hooks:
            await hook(work)

    return run


class UnitOfWork(WorkRecord):
    """One transaction, with what must happen just before and just after its commit.

    A use case adds to `session` and flushes when it needs an id; it never commits.
    """

    def __init__(self, session: AsyncSession, user_id: UUID | None, origin: Origin | None = None) -> None:
        super().__init__(user_id, origin)
        self.session = session

    async def finish(self, before_commit: Hook) -> None:
        """Flush, run the hook, commit."""
        await self.session.flush()
        await before_commit(self)
        await self.session.commit()

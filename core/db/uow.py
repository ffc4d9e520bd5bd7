"""The unit of work: the one place that commits."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.key_action import KeyAction, Origin

Hook = Callable[["UnitOfWork"], Awaitable[None]]


async def no_hook(_: "UnitOfWork") -> None:
    """What runs where nothing was wired."""


def in_order(*hooks: Hook) -> Hook:
    """One hook of several, each after the other."""

    async def run(uow: "UnitOfWork") -> None:
        for hook in hooks:
            await hook(uow)

    return run


class UnitOfWork:
    """One transaction, with what must happen just before and just after its commit.

    A use case adds to `session` and flushes when it needs an id; it never commits. `recorded` collects the key actions
    that are written to people's histories as the transaction's last act, `touched` the accounts whose movements
    changed, each with the movements, or with none where they were not counted singly. After the commit `published`, the
    jobs (id and name), are sent to the queue, and whoever listens to the `announced` topics of a person is told.
    `origin` is where the request came from whose work this is.
    """

    def __init__(self, session: AsyncSession, user_id: UUID | None, origin: Origin | None = None) -> None:
        self.session = session
        self.user_id = user_id
        self.origin = origin
        self.published: list[tuple[UUID, str]] = []
        self.recorded: list[KeyAction] = []
        self.announced: set[tuple[UUID, str]] = set()
        self.touched: dict[UUID, set[UUID]] = {}

    @property
    def person(self) -> UUID:
        """The person this work is for. Only work of the system role has none."""
        if self.user_id is None:
            raise RuntimeError("this unit of work belongs to no person")
        return self.user_id

    def record(self, action: KeyAction) -> None:
        """Have a key action written to its person's history, in this transaction."""
        self.recorded.append(action)

    def touch(self, account_id: UUID, *transaction_ids: UUID) -> None:
        """Movements of an account changed: these, or so many at once that nobody names them."""
        if not transaction_ids:
            self.touched[account_id] = set()
        elif account_id not in self.touched or self.touched[account_id]:
            self.touched.setdefault(account_id, set()).update(transaction_ids)

    def announce(self, user_id: UUID, topic: str) -> None:
        """Have a person's open subscriptions told, after the commit, that there is something to look at."""
        self.announced.add((user_id, topic))

    async def finish(self, before_commit: Hook) -> None:
        """Flush, run the hook, commit."""
        await self.session.flush()
        await before_commit(self)
        await self.session.commit()

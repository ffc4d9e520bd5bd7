"""What a request carries: who asks, how to reach the database, and the loaders."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from api.graphql.loaders import Loaders
from core.actor import Actor
from core.adapters.wiring import Platform
from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.identity.session import Device
from core.ports.embedder import Embedder
from core.ports.events import Rhythm


@dataclass
class Context:
    """One request. Take the database through `read()`, finish the query, and leave the block before awaiting else."""

    platform: Platform
    embedder: Embedder
    actor: Actor | None
    device: Device
    connection_params: object = None
    """What a socket said when it was opened; set by strawberry."""
    is_graphiql: bool = False
    """Our own GraphiQL asks, which may run what is not trusted."""

    @property
    def person(self) -> UUID:
        """The signed-in person. Fields that use it declare a permission, so there is one."""
        if self.actor is None:
            raise RuntimeError("a field without a permission asked for the person")
        return self.actor.user_id

    def read(self) -> AbstractAsyncContextManager[ReadSession]:
        """A read-only transaction as the person who asks."""
        return self.platform.database.read(self.actor.user_id if self.actor else None)

    def uow(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """The transaction of a mutation, as the person who asks."""
        return self.platform.database.unit_of_work(self.person)

    def system_uow(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """The system role's transaction: sign-in and audited admin paths only."""
        return self.platform.database.system_unit_of_work()

    def listen(self, topic: str, rhythm: Rhythm) -> AsyncGenerator[None, None]:
        """When to look at something of the person's; close the iterator."""
        return self.platform.events.listen(self.person, topic, rhythm)

    def forget(self) -> None:
        """Begin with fresh loaders: what a stream has told before it reads anew."""
        self.__dict__.pop("loaders", None)

    @cached_property
    def loaders(self) -> Loaders:
        """Loaders of this request; they cache for its length."""
        return Loaders(self.platform.database, self.actor.user_id if self.actor else None)

"""What a request carries: who asks, how to reach the database, and the loaders."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from api.graphql.declare.scopes import ScopeRules
from api.graphql.loaders import Loaders
from core.actor import Actor
from core.adapters.wiring import Platform
from core.db.at_once import AtOnce, NotAtOnceError, Part
from core.db.database import ReadSession
from core.db.grant_scope import read_under, work_under
from core.db.uow import UnitOfWork
from core.identity.grants.use_grant import GrantInUse
from core.identity.session import Device
from core.key_action import Origin
from core.ports.embedder import Embedder
from core.ports.events import Rhythm
from core.ports.rate_limiter import Allowance


class Counted(NamedTuple):
    """A limit, and what of it is left."""

    policy: str
    limit: int
    seconds: int
    allowance: Allowance


@dataclass
class Context:
    """One request. Take the database through `read()`, finish the query, and leave the block before awaiting else."""

    platform: Platform
    embedder: Embedder
    actor: Actor | None
    device: Device
    scope_rules: ScopeRules | None = None
    """What documents need of an app's token; without them an app can ask for nothing."""
    connection_params: object = None
    """What a socket said when it was opened; set by strawberry."""
    browser_token: str | None = None
    """The access token that a browser's cookie held when it opened a socket from a page of ours."""
    is_graphiql: bool = False
    """Our own GraphiQL asks, which may run what is not trusted."""
    counted: list[Counted] = field(default_factory=list)
    """The limits that this request was counted against."""
    is_cleared: bool = False
    """An app asks, and its token was found to reach everything in the operation's document."""
    grant: GrantInUse | None = None
    """The request is about somebody else's books, under this grant of theirs."""

    @property
    def person(self) -> UUID:
        """Whose books: the signed-in person's, or their owner's under a grant.

        Fields that use it declare a permission, so there is one.
        """
        if self.grant is not None:
            return self.grant.scope.owner_id
        if self.actor is None:
            raise RuntimeError("a field without a permission asked for the person")
        return self.actor.user_id

    @property
    def client_id(self) -> UUID | None:
        """The app that asks in somebody's name; None where a person asks for themself."""
        return self.actor.app.client_id if self.actor is not None and self.actor.app is not None else None

    def read(self) -> AbstractAsyncContextManager[ReadSession]:
        """A read-only transaction as the person who asks, or as far as the grant goes."""
        if self.grant is not None:
            return read_under(self.platform.database, self.grant.scope)
        return self.platform.database.read(self.actor.user_id if self.actor else None, client_id=self.client_id)

    def uow(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """The transaction of a mutation, as the person who asks, or as far as the grant goes."""
        if self.grant is not None:
            return work_under(self.platform.database, self.grant.scope)
        return self.platform.database.unit_of_work(self.person, self._origin, client_id=self.client_id)

    def at_once(self, answer: Part) -> AtOnce:
        """The way of a mutation that needs no transaction of several statements. Under a grant there is none."""
        if self.grant is not None:
            raise NotAtOnceError("under a grant")
        return self.platform.database.at_once(self.person, self._origin, answer)

    def system_uow(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """The system role's transaction: sign-in and audited admin paths only."""
        return self.platform.database.system_unit_of_work(self._origin)

    @property
    def _origin(self) -> Origin:
        """What histories tell of where this request came from."""
        if self.actor is None:
            return Origin(self.device.address)
        if self.actor.app is not None:
            return Origin(self.device.address, app_id=self.actor.app.client_id)
        return Origin(self.device.address, self.actor.session_id)

    def listen(self, topic: str, rhythm: Rhythm) -> AsyncGenerator[None, None]:
        """When to look at something of the person's; close the iterator."""
        return self.platform.events.listen(self.person, topic, rhythm)

    def forget(self) -> None:
        """Begin with fresh loaders: what a stream has told before it reads anew."""
        self.__dict__.pop("loaders", None)

    @cached_property
    def loaders(self) -> Loaders:
        """Loaders of this request; they cache for its length."""
        return Loaders(self.read, self.person if self.actor else None)

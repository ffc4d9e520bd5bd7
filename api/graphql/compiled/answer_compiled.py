"""Requests that are answered by a plan; all others are for the resolvers."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import asyncpg
import orjson
import structlog
from strawberry import Schema

from api.graphql.compiled.asked import Asked, Key
from api.graphql.compiled.compile_root import Query
from api.graphql.compiled.compile_write import WritePlan
from api.graphql.compiled.plan import Operation, Plan
from api.graphql.compiled.selected import NotCompiledError
from api.graphql.context import Context
from core.db.at_once import NotAtOnceError
from core.db.person_connections import PersonConnections
from core.errors import DomainError

MOST_OPERATIONS: Final = 500
MOST_PLANS: Final = 16
"""Plans of one operation: one for each set of values of the variables that shape it."""
LONGEST_SHAPING: Final = 200
MOST_BOUND: Final = 128
"""Sets of variables remembered of one operation. They say nothing of who asks."""
LONGEST_VARIABLES: Final = 1000
_Bound = tuple[Plan, Sequence[Query]]
NOT_MINE: Final = (
    NotCompiledError,
    NotAtOnceError,
    DomainError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""What the resolvers answer instead, in their own words: errors too are told in one way only."""
log = structlog.get_logger()


class CompiledAnswers:
    """The plans of a process: for operations that resolvers have answered without an error, so that they are valid."""

    def __init__(self, schema: Schema, reads: PersonConnections) -> None:
        self._schema = schema
        self._reads = reads
        self._operations: OrderedDict[Key, _Known | None] = OrderedDict()
        self.asked_before: OrderedDict[tuple[bytes, bytes], Asked] = OrderedDict()
        """Requests for reading that were answered, by their bodies. Nothing of who asked is in them."""

    def learn(self, key: Key) -> None:
        """Remember an operation that was answered without an error."""
        if key in self._operations:
            return
        try:
            self._operations[key] = _Known(Operation(self._schema, *key))
        except NotCompiledError:
            self._operations[key] = None
        if len(self._operations) > MOST_OPERATIONS:
            self._operations.popitem(last=False)

    async def answer(self, asked: Asked, context: Context) -> bytes | None:
        """The answer's JSON, or None when the operation is for the resolvers."""
        known = self._operations.get(asked.key)
        if known is None or context.actor is None:
            return None
        self._operations.move_to_end(asked.key)
        try:
            data = await (self._written if known.operation.is_mutation else self._read)(known, asked, context)
        except NOT_MINE as error:
            log.debug("not_compiled", reason=type(error).__name__)
            return None
        if data is None:
            return None
        if asked.raw is not None and asked.raw not in self.asked_before and not known.operation.is_mutation:
            self._remember(asked.raw, asked)
        return orjson.dumps({"data": data})

    def title(self, key: Key) -> str:
        """Kind and name of an operation that was answered here, as traces have them: `query Page`."""
        known = self._operations.get(key)
        return known.operation.title if known is not None else ""

    def _remember(self, raw: tuple[bytes, bytes], asked: Asked) -> None:
        if asked.sha256 is None:  # which document a hash stands for is looked up each time
            self.asked_before[raw] = asked
            if len(self.asked_before) > MOST_OPERATIONS:
                self.asked_before.popitem(last=False)

    async def _read(self, known: "_Known", asked: Asked, context: Context) -> Any:
        bound = known.bound(asked.variables)
        if bound is None:
            return None
        plan, queries = bound
        return await plan.answer(self._reads, context, queries)

    @staticmethod
    async def _written(known: "_Known", asked: Asked, context: Context) -> Any:
        if not asked.may_write:
            return None
        values = known.operation.variables(asked.variables)
        plan = known.plan(values)
        return None if not isinstance(plan, WritePlan) else await plan.answer(context, values)


class _Known:
    """One operation and its plans."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._plans: OrderedDict[str, Plan | WritePlan | None] = OrderedDict()
        self._bound: OrderedDict[bytes, _Bound] = OrderedDict()

    def bound(self, given: Mapping[str, Any]) -> "_Bound | None":
        """A plan and what it asks under these variables: the same page, or the same object, is asked for often."""
        key = orjson.dumps(given) if given else b""
        known = self._bound.get(key)
        if known is not None:
            self._bound.move_to_end(key)
            return known
        values = self.operation.variables(given)
        plan = self.plan(values)
        if not isinstance(plan, Plan):
            return None
        bound = plan, plan.bind(values)
        if len(key) <= LONGEST_VARIABLES:
            self._bound[key] = bound
            if len(self._bound) > MOST_BOUND:
                self._bound.popitem(last=False)
        return bound

    def plan(self, values: Any) -> Plan | WritePlan | None:
        """The plan under the shaping variables' values, compiled when they are new."""
        key = self.operation.shaping(values)
        if len(key) > LONGEST_SHAPING:
            return None
        if key not in self._plans:
            try:
                self._plans[key] = self._compiled(values)
            except (NotCompiledError, DomainError):
                self._plans[key] = None
            except Exception:  # a mistake of ours in compiling must not cost the person their answer
                log.exception("plan_failed")
                self._plans[key] = None
            if len(self._plans) > MOST_PLANS:
                self._plans.popitem(last=False)
        return self._plans[key]

    def _compiled(self, values: Any) -> Plan | WritePlan:
        operation = self.operation
        return operation.compile_write(values) if operation.is_mutation else operation.compile(values)

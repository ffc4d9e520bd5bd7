"""Requests that are answered by a plan; all others are for the resolvers."""

from collections import OrderedDict
from typing import Any, Final

import asyncpg
import orjson
import structlog
from strawberry import Schema

from api.graphql.compiled.asked import Asked, Key
from api.graphql.compiled.plan import Operation, Plan
from api.graphql.compiled.selected import NotCompiledError
from api.graphql.context import Context
from api.graphql.trace_operation import TracedOperation
from core.db.person_reads import PersonReads
from core.errors import DomainError

MOST_OPERATIONS: Final = 500
MOST_PLANS: Final = 16
"""Plans of one operation: one for each set of values of the variables that shape it."""
LONGEST_SHAPING: Final = 200
NOT_MINE: Final = (NotCompiledError, DomainError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
"""What the resolvers answer instead, in their own words: errors too are told in one way only."""
log = structlog.get_logger()


class CompiledAnswers:
    """The plans of a process: for operations that resolvers have answered without an error, so that they are valid."""

    def __init__(self, schema: Schema, reads: PersonReads) -> None:
        self._schema = schema
        self._reads = reads
        self._operations: OrderedDict[Key, _Known | None] = OrderedDict()

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
        with TracedOperation(has_children=False) as told:
            told.kind, told.name = "query", asked.key[1] or ""
            try:
                values = known.operation.variables(asked.variables)
                plan = known.plan(values)
                if plan is None:
                    return None
                data = await plan.answer(self._reads, context, context.person, values)
                return orjson.dumps({"data": data})
            except NOT_MINE as error:
                told.kind = "not compiled"
                log.debug("not_compiled", reason=type(error).__name__)
                return None


class _Known:
    """One operation and its plans."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._plans: OrderedDict[str, Plan | None] = OrderedDict()

    def plan(self, values: Any) -> Plan | None:
        """The plan under the shaping variables' values, compiled when they are new."""
        key = self.operation.shaping(values)
        if len(key) > LONGEST_SHAPING:
            return None
        if key not in self._plans:
            try:
                self._plans[key] = self.operation.compile(values)
            except (NotCompiledError, DomainError):
                self._plans[key] = None
            except Exception:  # a mistake of ours in compiling must not cost the person their answer
                log.exception("plan_failed")
                self._plans[key] = None
            if len(self._plans) > MOST_PLANS:
                self._plans.popitem(last=False)
        return self._plans[key]

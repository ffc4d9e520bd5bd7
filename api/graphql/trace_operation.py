"""A span and a measurement for each GraphQL operation that resolvers answer.

What is compiled is all that happens in its request, and is told of with that: see api/http/trace_request.py.
"""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from opentelemetry import context, metrics, trace
from strawberry.extensions import SchemaExtension

tracer = trace.get_tracer("solvent.graphql")
duration = metrics.get_meter("solvent.graphql").create_histogram(
    "graphql.operation.duration", unit="s", description="Time resolvers took for an operation."
)


class TracedOperation:
    """One span and one measurement; the name goes on the span only: callers choose it and could choose millions."""

    __slots__ = ("_span", "_started", "_token", "failed", "kind", "name")

    def __init__(self) -> None:
        self.kind, self.name, self.failed = "unparsed", "", False

    def __enter__(self) -> Self:
        self._started = time.perf_counter()
        self._span = tracer.start_span("graphql")
        self._token = context.attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        context.detach(self._token)
        if error is not None:
            self.failed = True
            self._span.record_exception(error)
        self._span.update_name(f"graphql {self.kind} {self.name[:80]}".rstrip())
        self._span.set_attribute("graphql.has_errors", self.failed)
        self._span.end()
        duration.record(time.perf_counter() - self._started, {"type": self.kind, "failed": self.failed})


class TraceOperation(SchemaExtension):
    """Traces what resolvers answer."""

    def on_operation(self) -> Iterator[None]:
        """Around the whole operation."""
        with TracedOperation() as told:
            yield
            asked = self.execution_context
            if asked.graphql_document is not None:
                told.kind = asked.operation_type.value.lower()
            told.name = asked.operation_name or ""
            told.failed = bool(asked.result is not None and getattr(asked.result, "errors", None))

"""A span and a measurement for each GraphQL operation."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import metrics, trace
from strawberry.extensions import SchemaExtension

tracer = trace.get_tracer("solvent.graphql")
duration = metrics.get_meter("solvent.graphql").create_histogram(
    "graphql.operation.duration", unit="s", description="Time to answer an operation."
)


class Traced:
    """What is known of an operation when it is over."""

    kind = "unparsed"
    name = ""
    failed = False


@contextmanager
def traced_operation() -> Iterator[Traced]:
    """One span and one measurement; the name goes on the span only: callers choose it and could choose millions."""
    started, told = time.perf_counter(), Traced()
    with tracer.start_as_current_span("graphql") as span:
        yield told
        span.update_name(f"graphql {told.kind} {told.name[:80]}".rstrip())
        span.set_attribute("graphql.has_errors", told.failed)
    duration.record(time.perf_counter() - started, {"type": told.kind, "failed": told.failed})


class TraceOperation(SchemaExtension):
    """Traces what resolvers answer."""

    def on_operation(self) -> Iterator[None]:
        """Around the whole operation."""
        with traced_operation() as told:
            yield
            context = self.execution_context
            if context.graphql_document is not None:
                told.kind = context.operation_type.value.lower()
            told.name = context.operation_name or ""
            told.failed = bool(context.result is not None and getattr(context.result, "errors", None))

"""A span and a measurement for each GraphQL operation."""

import time
from collections.abc import Iterator

from opentelemetry import metrics, trace
from strawberry.extensions import SchemaExtension

tracer = trace.get_tracer("solvent.graphql")
duration = metrics.get_meter("solvent.graphql").create_histogram(
    "graphql.operation.duration", unit="s", description="Time to answer an operation."
)


class TraceOperation(SchemaExtension):
    """One span an operation; its name goes on the span only, since callers choose it and could choose millions."""

    def on_operation(self) -> Iterator[None]:
        """Around the whole operation."""
        started = time.perf_counter()
        with tracer.start_as_current_span("graphql") as span:
            yield
            context = self.execution_context
            kind = context.operation_type.value.lower() if context.graphql_document is not None else "unparsed"
            span.update_name(f"graphql {kind} {(context.operation_name or '')[:80]}".rstrip())
            failed = bool(context.result is not None and getattr(context.result, "errors", None))
            span.set_attribute("graphql.has_errors", failed)
        duration.record(time.perf_counter() - started, {"type": kind, "failed": failed})

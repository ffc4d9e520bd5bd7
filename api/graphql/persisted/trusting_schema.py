"""The one door: whatever brings a document, a request, a socket or a stream, has it run by the schema."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any

from graphql import GraphQLError
from strawberry.types.execution import ExecutionResult, PreExecutionError

from api.graphql.context import Context
from api.graphql.persisted.errors import DocumentNotTrustedError
from api.graphql.persisted.trusted import Trusted
from api.graphql.subscriptions.streaming_schema import StreamingSchema


class TrustingSchema(StreamingSchema):
    """A schema that runs trusted documents alone where they are enforced. What is refused is not even parsed."""

    trusted: Trusted = Trusted({})

    async def execute(self, query: str | None, **named: Any) -> ExecutionResult:  # type: ignore[override]  # passed on
        """Run a query or a mutation."""
        return self._refusal(query, named) or await super().execute(query, **named)

    async def stream(self, query: str | None, **named: Any) -> Any:  # type: ignore[override]  # passed on
        """Run an operation whose results come one after the other; strawberry's `subscribe` comes by here too."""
        refusal = self._refusal(query, named)
        return _only(refusal) if refusal is not None else await super().stream(query, **named)

    def _refusal(self, query: str | None, named: Mapping[str, Any]) -> PreExecutionError | None:
        context = named.get("context_value")
        if not self.trusted.refuses(query, is_graphiql=isinstance(context, Context) and context.is_graphiql):
            return None
        error = DocumentNotTrustedError()
        return PreExecutionError(data=None, errors=[GraphQLError(error.message, original_error=error)])


async def _only(result: PreExecutionError) -> AsyncGenerator[PreExecutionError, None]:
    yield result

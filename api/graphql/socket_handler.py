"""What holds for a request over HTTP holds for each operation over a socket: limits, fresh loaders, error shapes."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from copy import copy
from dataclasses import replace
from typing import Any

from graphql import GraphQLError
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation

from api.graphql.context import Context
from api.graphql.errors import shape_errors
from api.graphql.request_limit import count_request
from core.errors import DomainError


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """strawberry's handler, which would count nothing, share loaders for hours, and send errors as they were raised."""

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Run it with a context of its own: a loader remembers what it read, and a socket lives for hours."""
        try:
            await count_request(self.context)
        except DomainError as error:
            refusal = GraphQLError(error.message, original_error=error)
            _shape_in_place([refusal])
            await operation.send_initial_errors([refusal])
            return
        of_operation = copy(self)
        of_operation.context = replace(self.context)
        await super(SocketHandler, of_operation).run_operation(operation)

    async def _send_result_stream(self, operation: Operation[Context, None], result_source: Any) -> None:
        async with aclosing(_shaped(result_source)) as shaped:
            await super()._send_result_stream(operation, shaped)


async def _shaped(results: Any) -> AsyncGenerator[Any, None]:
    """The same results, their errors shaped."""
    async for result in results:
        _shape_in_place(getattr(result, "errors", None) or [])
        yield result


def _shape_in_place(errors: list[GraphQLError]) -> None:
    """In place, because by their types strawberry tells what closes the socket."""
    for error, shape in zip(errors, shape_errors(errors), strict=True):
        error.message, error.extensions = shape["message"], shape["extensions"]

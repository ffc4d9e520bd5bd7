"""Errors over a socket are those over HTTP: each with a code, and the unexpected masked."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation

from api.graphql.context import Context
from api.graphql.errors import shape_errors


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """strawberry's handler, which would send errors as they were raised: with our internals, and without codes."""

    async def _send_result_stream(self, operation: Operation[Context, None], result_source: Any) -> None:
        async with aclosing(_shaped(result_source)) as shaped:
            await super()._send_result_stream(operation, shaped)


async def _shaped(results: Any) -> AsyncGenerator[Any, None]:
    """The same results. Errors are changed in place: by their types strawberry tells what closes the socket."""
    async for result in results:
        errors = getattr(result, "errors", None) or ()
        for error, shape in zip(errors, shape_errors(errors), strict=True):
            error.message, error.extensions = shape["message"], shape["extensions"]
        yield result

"""What holds for a request over HTTP holds for each operation over a socket: limits, fresh loaders, error shapes.

And the socket ends with the sign-in that it was opened with.
"""

import asyncio
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from graphql import GraphQLError
from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage
from strawberry.types.execution import PreExecutionError

from api.graphql.context import Context
from api.graphql.errors import shape_errors
from api.graphql.request_limit import count_request
from api.graphql.subscriptions.sign_in_end import SignInEnd, SignInWatch
from core.errors import DomainError


class TextSocket(ASGIWebSocketAdapter):
    """Messages go as text, as the protocol has them: browsers' clients take a binary one for a broken server."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send one message; returns when the connection has room for another."""
        try:
            await self.ws.send_text(self.view.encode_json_string(message))
        except WebSocketDisconnect as gone:
            raise WebSocketDisconnected from gone


class SocketHandler(BaseGraphQLTransportWSHandler[Context, None]):
    """strawberry's handler, which would count nothing, share loaders for hours, and send errors as they were raised."""

    _watch: SignInWatch | None = None
    _closing: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Take the token; from then on somebody waits for its end."""
        await super().handle_connection_init(message)
        self.context.connection_params = None  # the token is checked: a socket holds it for no longer
        if self.connection_init_received:
            self.connection_init_timeout_task = None  # cancelled by now, with a traceback that would be held as well
        if self.connection_acknowledged and self._watch is None and self.context.actor is not None:
            self._watch = SignInWatch(self.context, self.context.actor, self._end_with_sign_in)

    async def shutdown(self) -> None:
        """End what runs."""
        if self._watch is not None:
            self._watch.stop()
        if self._closing is not None:
            await asyncio.gather(self._closing, return_exceptions=True)
        await super().shutdown()

    def _end_with_sign_in(self, end: SignInEnd) -> None:
        self._closing = asyncio.create_task(self._close(end))

    async def _close(self, end: SignInEnd) -> None:
        running = [operation.task for operation in self.operations.values() if operation.task is not None]
        for operation_id in list(self.operations):
            await self.cleanup_operation(operation_id)
        await asyncio.gather(*running, return_exceptions=True)  # none may send after the close
        await self.websocket.close(end.close_code, end.error().code)

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
        """As strawberry's, with shaped errors; no generator of our own around it, as each is held for hours."""
        async for result in result_source:
            _shape_in_place(getattr(result, "errors", None) or [])
            if isinstance(result, PreExecutionError):
                await self._handle_pre_execution_error(operation, result)
                return
            await operation.send_next(result)


def _shape_in_place(errors: list[GraphQLError]) -> None:
    """In place, because by their types strawberry tells what closes the socket."""
    for error, shape in zip(errors, shape_errors(errors), strict=True):
        error.message, error.extensions = shape["message"], shape["extensions"]

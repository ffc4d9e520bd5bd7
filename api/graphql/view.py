"""strawberry's own ASGI view with our context, limits and error shapes."""

from collections.abc import Awaitable
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET

from api.graphql.compiled.answer_compiled import CompiledAnswers
from api.graphql.compiled.asked import asked_operation
from api.graphql.context import Context
from api.graphql.errors import shape_errors
from api.graphql.request_limit import count_request
from api.graphql.socket_handler import SocketHandler, TextSocket
from api.graphql.subscriptions.event_stream import event_stream
from api.http.graphiql import graphiql_page
from core.actor import Actor
from core.adapters.wiring import Platform
from core.errors import DomainError
from core.identity.errors import InvalidTokenError, TooManyAttemptsError
from core.identity.session import Device
from core.ports.embedder import Embedder
from core.settings import Environment

UNAUTHORIZED, TOO_MANY, UNAVAILABLE = 401, 429, 503


class GraphQLView(GraphQL[Context, None]):
    """The endpoint. A bad token is an error of the whole request; no token is a stranger."""

    graphql_transport_ws_handler_class = SocketHandler
    websocket_adapter_class = TextSocket

    def __init__(self, schema: Schema, platform: Platform, embedder: Embedder) -> None:
        development = platform.settings.environment is Environment.DEVELOPMENT
        super().__init__(
            schema,
            graphql_ide="graphiql" if development else None,
            allow_queries_via_get=True,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
            allowed_origins=[platform.settings.web_url, platform.settings.public_url],
        )
        self._platform = platform
        self._compiled = CompiledAnswers(schema, platform.database.person_reads)
        self._embedder = embedder

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002 strawberry's signature
        """Who asks, from the bearer token. A socket brings its token later; its operations count singly."""
        device = Device(request.headers.get("user-agent", ""), request.client.host if request.client else "")
        if isinstance(request, WebSocket):
            return Context(self._platform, self._embedder, None, device)
        actor = await self._actor(request.headers.get("authorization"))
        context = request.state.asking = Context(self._platform, self._embedder, actor, device)
        await count_request(context)
        return context

    def run(self, request: Any, *given: Any, **named: Any) -> Awaitable[Any]:  # type: ignore[override]  # awaited all the same
        """Answer. A socket goes past what is for requests only: it would be held for hours."""
        answer = super().run if isinstance(request, WebSocket) else self._run
        return answer(request, *given, **named)

    async def _run(self, request: Any, *given: Any, **named: Any) -> Any:
        """What is refused before a document is even looked at is an error of the whole request."""
        try:
            return await self._answer(request, *given, **named)
        except DomainError as error:
            shaped = shape_errors([GraphQLError(error.message, original_error=error)])
            return JSONResponse({"data": None, "errors": shaped}, status_code=_status(error))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it

    async def _answer(self, request: Any, *given: Any, **named: Any) -> Any:
        """By a plan where the operation has one, else by resolvers; what they answer well may have one from then on."""
        asked = await asked_operation(request)
        if asked is None:
            return await super().run(request, *given, **named)
        context = await self.get_context(request, Response())
        data = await self._compiled.answer(asked, context)
        if data is not None:
            return Response(data, media_type="application/json")
        answer = await super().run(request, context)
        if getattr(request.state, "is_sound", False):
            self._compiled.learn(asked.key)
        return answer

    def _stream_result(self, request: Any, result: Any, transport: Any) -> Any:
        """Server-sent events, which end with the sign-in they were asked with."""

        async def shape(one: Any) -> Any:
            return await self.process_result(request, one)

        return lambda: event_stream(result, request.state.asking, transport, shape, self.encode_json_string)

    def encode_json(self, data: object) -> bytes:
        """The same bytes as a plan's answer."""
        return orjson.dumps(data)

    async def on_ws_connect(self, context: Context) -> Any:
        """Take the token of `connection_init`: `{"authorization": "Bearer …"}`."""
        parameters = context.connection_params
        text = parameters.get("authorization") if isinstance(parameters, dict) else None
        if text is not None:
            try:
                context.actor = await self._actor(str(text))
            except InvalidTokenError as error:
                raise ConnectionRejectionError({"code": "UNAUTHENTICATED"}) from error
        return UNSET

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Data and shaped errors."""
        request.state.is_sound = not result.errors
        shaped: dict[str, Any] = {"data": result.data}
        if result.errors:
            shaped["errors"] = shape_errors(result.errors)
        if result.extensions:
            shaped["extensions"] = result.extensions
        return shaped  # type: ignore[return-value]  # the TypedDict's errors lack `extensions`

    async def render_graphql_ide(self, request: Request) -> Response:  # noqa: ARG002 as above
        """GraphiQL with examples."""
        return HTMLResponse(graphiql_page(self._platform.settings))

    async def _actor(self, header: str | None) -> Actor | None:
        if not header:
            return None
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise InvalidTokenError("The Authorization header is not a bearer token.")
        return await self._platform.access_tokens.check(token.strip())


def _status(error: DomainError) -> int:
    if isinstance(error, InvalidTokenError):
        return UNAUTHORIZED
    return TOO_MANY if isinstance(error, TooManyAttemptsError) else UNAVAILABLE

"""strawberry's own ASGI view with our context, limits and error shapes."""

import hmac
import secrets as entropy
from collections.abc import Awaitable, Mapping
from typing import Any

import orjson
from cross_web import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET

from api.graphql.compiled.answer_compiled import CompiledAnswers
from api.graphql.compiled.asked import Asked, asked_operation
from api.graphql.context import Context
from api.graphql.declare.scopes import InsufficientScopeError, ScopeRules
from api.graphql.errors import is_request_error, shape_errors
from api.graphql.on_behalf import ON_BEHALF_OF, grant_of
from api.graphql.over_http.answers import answered, media_type_of, refused, refused_by_strawberry, status_of
from api.graphql.over_http.asked_adapter import AskedAdapter
from api.graphql.persisted.persisted_queries import PersistedQueries
from api.graphql.persisted.trusting_schema import TrustingSchema
from api.graphql.request_limit import COUNTED, count_request, tell_limits
from api.graphql.socket_handler import SocketHandler, TextSocket
from api.graphql.subscriptions.event_stream import event_stream
from api.graphql.subscriptions.held_response import HeldResponse
from api.http.browser_session import cookie_token
from api.http.graphiql import graphiql_key, graphiql_page, graphiql_policy
from api.http.headers_of import headers_of
from api.http.trace_request import COMPILED
from api.oauth.bearer import actor_of
from core.actor import Actor
from core.adapters.wiring import Platform
from core.db.grant_scope import BeyondGrantError
from core.errors import DomainError
from core.identity.errors import InvalidTokenError
from core.identity.grants.use_grant import record_use
from core.identity.session import Device
from core.ports.embedder import Embedder
from core.settings import Environment


class GraphQLView(GraphQL[Context, None]):
    """The endpoint. A bad token is an error of the whole request; no token is a stranger."""

    graphql_transport_ws_handler_class = SocketHandler
    request_adapter_class = AskedAdapter
    schema: TrustingSchema
    websocket_adapter_class = TextSocket

    def __init__(self, schema: TrustingSchema, platform: Platform, embedder: Embedder) -> None:
        development = platform.settings.environment is Environment.DEVELOPMENT
        self._origins = [platform.settings.web_url, platform.settings.public_url]
        super().__init__(
            schema,
            graphql_ide="graphiql" if development else None,
            allow_queries_via_get=True,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
            allowed_origins=self._origins,
        )
        self._platform = platform
        self._compiled = CompiledAnswers(schema, platform.database.person_reads)
        is_on = platform.settings.graphql.persisted_queries
        self._persisted = PersistedQueries(schema.trusted, platform.queries, is_on=is_on)
        is_needed = development and schema.trusted.is_enforced
        self._graphiql_key = graphiql_key(platform.secrets) if is_needed else None
        self._embedder = embedder
        self._scope_rules = ScopeRules(schema._schema)  # noqa: SLF001 strawberry gives it no other name

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002 strawberry's signature
        """Who asks, from the bearer token or a browser's cookie.

        A socket may bring its token later; its operations count singly.
        """
        told = headers_of(request.scope)
        device = Device(_text(told.get(b"user-agent")) or "", request.client.host if request.client else "")
        if isinstance(request, WebSocket):
            token = cookie_token(request, self._origins)
            return Context(self._platform, self._embedder, None, device, self._scope_rules, browser_token=token)
        header = _text(told.get(b"authorization"))
        if header:
            actor = await self._actor(header, _text(told.get(b"dpop")), request.method)
        else:
            actor = await self._checked(cookie_token(request, self._origins))
        context = request.state.asking = Context(self._platform, self._embedder, actor, device, self._scope_rules)
        if self._graphiql_key is not None:
            context.is_graphiql = self._is_graphiql(_text(told.get(b"x-graphiql-key")))
        request.scope[COUNTED] = context.counted
        await count_request(context)
        context.grant = await grant_of(context, _text(told.get(ON_BEHALF_OF.encode())))
        return context

    def run(self, request: Any, *given: Any, **named: Any) -> Awaitable[Any]:  # type: ignore[override]  # awaited all the same
        """Answer. A socket goes past what is for requests only: it would be held for hours."""
        answer = super().run if isinstance(request, WebSocket) else self._run
        return answer(request, *given, **named)

    async def _run(self, request: Any, *given: Any, **named: Any) -> Any:
        """What is refused before a document is even looked at is an error of the whole request."""
        try:
            answer = await self._answer(request, *given, **named)
        except DomainError as error:
            answer = refused(request, error)
        except HTTPException as error:
            answer = refused_by_strawberry(request, error)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        tell_limits(request, answer)
        return answer

    async def _answer(self, request: Any, *given: Any, **named: Any) -> Any:
        """By a plan where the operation has one, else by resolvers; what they answer well may have one from then on."""
        if not isinstance(request, Request):
            return await super().run(request, *given, **named)
        context = await self.get_context(request, Response())
        asked = await asked_operation(request, self._compiled.asked_before)
        if asked is None:
            return await super().run(request, context)
        if context.grant is not None and asked.is_stream:
            raise BeyondGrantError("Under a grant there are answers, no streams.")
        if asked.sha256 is not None:
            asked = await self._persisted.resolve(asked)
        self._clear(asked, context)
        is_planned = not asked.is_stream and context.grant is None  # plans read as the owner, and a grantee is not
        data = await self._compiled.answer(asked, context) if is_planned else None
        if data is not None:
            request.scope[COMPILED] = self._compiled.title(asked.key)
            await self._persisted.keep(asked, context)
            return answered(request, asked, data)
        request.state.asked = asked
        answer = await super().run(request, context)
        if context.grant is not None and context.grant.read:
            await record_use(self._platform.database, context.grant, asked.key[1])
        if isinstance(answer, StreamingResponse):
            return answer
        if request.state.is_sound:
            # What only GraphiQL may run must not become a plan that answers everybody.
            if not self.schema.trusted.refuses(asked.key[0], is_graphiql=False):
                self._compiled.learn(asked.key)
            await self._persisted.keep(asked, context)
        state = request.state
        return answered(request, asked, bytes(answer.body), state.status, is_sound=state.is_sound)

    async def parse_http_body(self, request: Any) -> GraphQLRequestData:
        """What was read already, and checked more strictly than strawberry does."""
        asked: Asked = request.asked
        stream = self._get_stream_transport_from_headers(request.headers)
        protocol = stream.protocol if stream is not None else "http"
        return GraphQLRequestData(asked.key[0], dict(asked.variables), asked.key[1], None, protocol)

    def should_render_graphql_ide(self, request: Any) -> bool:
        """Only for who asked for nothing."""
        return request.asked is None

    def _stream_result(self, request: Any, result: Any, transport: Any) -> Any:
        """Server-sent events, which end with the sign-in they were asked with."""

        async def shape(one: Any) -> Any:
            return await self.process_result(request, one)

        return lambda: event_stream(result, request.state.asking, transport, shape, self.encode_json_string)

    async def create_streaming_response(
        self,
        request: Any,  # noqa: ARG002 strawberry's signature
        stream: Any,
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        """What is sent for as long as its reader stays."""
        return HeldResponse(stream(), sub_response.status_code or 200, {**sub_response.headers, **headers})

    def encode_json(self, data: object) -> bytes:
        """The same bytes as a plan's answer."""
        return orjson.dumps(data)

    async def on_ws_connect(self, context: Context) -> Any:
        """Take the token of `connection_init`, `{"authorization": "Bearer …"}`, or of our own page's cookie."""
        parameters = context.connection_params
        text = parameters.get("authorization") if isinstance(parameters, dict) else None
        if isinstance(parameters, dict):
            context.is_graphiql = self._is_graphiql(parameters.get("graphiqlKey"))
        try:
            context.actor = await (self._actor(str(text)) if text is not None else self._checked(context.browser_token))
        except InvalidTokenError as error:
            raise ConnectionRejectionError({"code": "UNAUTHENTICATED"}) from error
        return UNSET

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Data and shaped errors."""
        shaped: dict[str, Any] = {}
        if not is_request_error(result):
            shaped["data"] = result.data
        if result.errors:
            shaped["errors"] = shape_errors(result.errors)
        request.state.is_sound = not result.errors
        request.state.status = status_of(shaped, media_type_of(request))
        if result.extensions:
            shaped["extensions"] = result.extensions
        return shaped  # type: ignore[return-value]  # the TypedDict's errors lack `extensions`

    async def render_graphql_ide(self, request: Request) -> Response:  # noqa: ARG002 as above
        """GraphiQL with examples."""
        nonce = entropy.token_urlsafe(16)
        page = graphiql_page(self._platform.settings, self._graphiql_key or "", nonce)
        return HTMLResponse(page, headers={"content-security-policy": graphiql_policy(nonce)})

    def _is_graphiql(self, key: object) -> bool:
        """Whether our own page asks: it alone was told the key, and only development has the page."""
        if self._graphiql_key is None or not isinstance(key, str):
            return False
        return hmac.compare_digest(key.encode(), self._graphiql_key.encode())

    def _clear(self, asked: Asked, context: Context) -> None:
        """Let a plan answer an app whose token reaches all of a document that is known. Else the resolvers look."""
        needed = self._scope_rules.known(asked.key[0])
        if needed is None or context.actor is None or context.actor.app is None:
            return
        try:
            needed.check(context.actor.app)
        except InsufficientScopeError:
            return
        context.is_cleared = True

    async def _actor(self, header: str | None, proof: str | None = None, method: str = "GET") -> Actor | None:
        if not header:
            return None
        return await self._unended(await actor_of(self._platform, header, proof, method, "/graphql"))

    async def _checked(self, token: str | None) -> Actor | None:
        """Whom a browser's token speaks for."""
        return await self._unended(await self._platform.access_tokens.check(token)) if token is not None else None

    async def _unended(self, actor: Actor) -> Actor:
        """The same, while their session has not ended."""
        if await self._platform.ended_sessions.contains(actor.session_id):
            raise InvalidTokenError("The access token is not valid.")
        return actor


def _text(header: bytes | None) -> str | None:
    return header.decode("latin-1") if header is not None else None

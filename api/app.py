"""The API: strawberry's view mounted in FastAPI, with health, files and a few pages around it."""

import gc
from collections.abc import Awaitable

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from api.graphql.on_behalf import ON_BEHALF_OF
from api.graphql.persisted.trusted import trusted_documents
from api.graphql.schema import build_schema
from api.graphql.view import GraphQLView
from api.http import feeds, files, health, mailbox, reports, unsubscribe
from api.http.compress import Compress
from api.http.guard import Guard
from api.http.headers_of import STREAM, headers_of
from api.http.shared_origins import SharedOrigins
from api.http.trace_request import TraceRequest
from api.lifespan import lifespan
from api.oauth import routes as oauth
from core.adapters.wiring import Platform, build_platform
from core.settings import Environment, Settings, load_settings
from ml.embeddings.load_embedder import load_embedder

UNTRACED = "health/live,health/ready,metrics,graphiql,feeds/,reports/,unsubscribe/"
"""A feed's address and a report's code are secrets, and no span tells them."""


def create_app(settings: Settings, platform: Platform | None = None) -> ASGIApp:
    """The whole application. `platform` is given by tests that share one."""
    platform = platform or build_platform(settings, process="api")
    is_open = settings.environment is Environment.DEVELOPMENT
    described = "/openapi.json" if is_open else None
    app = FastAPI(
        title="Solvent", lifespan=lifespan(settings, platform), openapi_url=described, docs_url=None, redoc_url=None
    )
    app.state.platform = platform
    app.include_router(health.router)
    app.include_router(files.router)
    app.include_router(feeds.router)
    app.include_router(unsubscribe.router)
    app.include_router(reports.router)
    app.include_router(oauth.router)
    if is_open:
        app.include_router(mailbox.router)
        app.mount("/graphiql", StaticFiles(directory=settings.graphiql_assets.absolute(), check_dir=False))
    embedder = load_embedder(settings.onnx_embedder)
    view = GraphQLView(build_schema(settings.limits, trusted_documents(settings.graphql)), platform, embedder)
    # Routes of their own and not a mount, which would answer `/graphql` with a redirect to `/graphql/`.
    routed = _graphql_first(Compress(view), app)
    guarded = Guard(routed, settings.limits.body_bytes, settings.hsts_seconds)
    shared = SharedOrigins(
        guarded,
        allow_origins=[settings.web_url, *settings.cors_origins],
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["authorization", "content-type", "dpop", ON_BEHALF_OF],
        expose_headers=["ratelimit", "ratelimit-policy", "retry-after"],
        max_age=600,
    )
    return _streams_past(TraceRequest(shared, excluded_urls=UNTRACED), shared, routed)


def _streams_past(traced: ASGIApp, untraced: ASGIApp, bare: ASGIApp) -> ASGIApp:
    """Streams are no spans: one that lasts for hours would be told of when it is over. Their operations are traced.

    Sockets go past all that is for requests only, each layer of which would be held as long.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await bare(scope, receive, send)
            return
        is_stream = scope["type"] == "http" and STREAM in headers_of(scope).get(b"accept", b"")
        await (untraced if is_stream else traced)(scope, receive, send)

    return answer


def _graphql_first(view: ASGIApp, app: FastAPI) -> ASGIApp:
    """The endpoint that nearly every request is for, past FastAPI's routing: that took a tenth of a compiled read."""

    def answer(scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        handler = view if scope["type"] != "lifespan" and scope["path"] == "/graphql" else app
        return handler(scope, receive, send)

    return answer


def from_environment() -> ASGIApp:
    """The application as its process runs it: `uvicorn --factory api.app:from_environment`."""
    app = create_app(load_settings())
    _collect_rarely()
    return app


def _collect_rarely() -> None:
    """Have the garbage collector pass over what lives as long as the process: schema, tables, modules.

    Requests leave few cycles. With Python's own thresholds it looked for them some times a second, through everything.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)

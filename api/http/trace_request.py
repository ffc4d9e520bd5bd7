"""A span and a measurement for each request to the GraphQL endpoint, at a third of the library's cost."""

import time
from collections.abc import Iterable
from typing import Any, Final

from opentelemetry import context, metrics, propagate, trace
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.propagators.textmap import Getter
from opentelemetry.trace import SpanKind, Status, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers_of import headers_of

ENDPOINT: Final = "/graphql"
SERVER_ERROR: Final = 500
NAMES: Final = {b"traceparent", b"baggage"}
METHODS: Final = {"GET", "POST", "OPTIONS", "HEAD"}
"""Others are told as `_OTHER`: callers could make up millions."""
COMPILED: Final = "solvent.compiled"
"""Where a request's scope names the operation that a plan answered: its kind and name."""
tracer = trace.get_tracer("solvent.http")
duration = metrics.get_meter("solvent.http").create_histogram(
    "http.server.request.duration", unit="s", description="Time to answer a request to the GraphQL endpoint."
)


class TraceRequest:
    """In place of OpenTelemetry's own middleware, which serves every other path and the sockets.

    That one keeps a span for what is sent, three measurements a request and a dictionary of sixteen attributes: a
    seventh of a compiled read. The parent is taken from `traceparent`, and the names are those of the semantic
    conventions.
    """

    def __init__(self, app: ASGIApp, excluded_urls: str) -> None:
        self._app = app
        # A span for each message would cost more than it tells: an answer is one message.
        self._library = OpenTelemetryMiddleware(app, excluded_urls=excluded_urls, exclude_spans=["receive", "send"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer inside a span."""
        if scope["type"] != "http" or scope["path"] != ENDPOINT:
            await self._library(scope, receive, send)
            return
        headers, status = scope["headers"], 0
        method = scope["method"] if scope["method"] in METHODS else "_OTHER"

        async def send_told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        parent = None if NAMES.isdisjoint(headers_of(scope)) else propagate.extract(headers, getter=_GETTER)
        began = time.perf_counter()
        span = tracer.start_span(f"{method} {ENDPOINT}", parent, SpanKind.SERVER)
        token = context.attach(trace.set_span_in_context(span, parent))
        try:
            await self._app(scope, receive, send_told)
        except Exception as error:
            span.record_exception(error)
            raise
        finally:
            context.detach(token)
            name = scope.get(COMPILED)
            if name is not None:
                span.update_name(f"graphql {name}")  # callers choose it, so no measurement has it
            told = {
                "http.request.method": method,
                "http.response.status_code": status,
                "graphql.is_compiled": name is not None,
            }
            span.set_attributes({"url.path": ENDPOINT, **told})  # all in one go: each costs as much as a clock
            if status >= SERVER_ERROR or not status:
                span.set_status(Status(StatusCode.ERROR))
            span.end()
        duration.record(time.perf_counter() - began, {"http.route": ENDPOINT, **told})


class _Getter(Getter[Iterable[tuple[bytes, bytes]]]):
    """Reads ASGI's headers."""

    def get(self, carrier: Any, key: str) -> list[str] | None:
        wanted = key.lower().encode()
        return [value.decode("latin-1") for name, value in carrier if name == wanted] or None

    def keys(self, carrier: Any) -> list[str]:
        return [name.decode("latin-1") for name, _ in carrier]


_GETTER: Final = _Getter()

"""CORS: the library's middleware for who comes from another origin, past which all others go."""

from typing import Any, Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers_of import headers_of

VARIES: Final = (b"vary", b"Origin")


class SharedOrigins:
    """Requests without `Origin`, of apps and of servers, are told only that answers differ by it."""

    def __init__(self, app: ASGIApp, **how: Any) -> None:
        self._app = app
        self._library = CORSMiddleware(app, **how)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or b"origin" in headers_of(scope):
            await self._library(scope, receive, send)
            return

        async def send_varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), VARIES]}
            await send(message)

        await self._app(scope, receive, send_varied)

"""What stands before every route: a bound on bodies, and headers that tell browsers to be careful."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers_of import headers_of

UPLOADS: Final = "/files/"
HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-site"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
POLICY: Final = (
    b"content-security-policy",
    b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
)
"""What is no page loads nothing. A page says for itself what it needs."""
TOO_LARGE: Final = b'{"errors":[{"message":"The request is too large.","extensions":{"code":"BODY_TOO_LARGE"}}]}'


class BodyTooLargeError(Exception):
    """More bytes came than are taken."""


class Guard:
    """Pure ASGI: it costs a header comparison a request. Uploads are bounded by what their URL was signed for."""

    def __init__(self, app: ASGIApp, max_body_bytes: int, hsts_seconds: int = 0) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self._headers = list(HEADERS)
        if hsts_seconds:
            self._headers.append((b"strict-transport-security", b"max-age=%d; includeSubDomains" % hsts_seconds))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counted; answer 413 in its place when it is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": self._guarded(message.get("headers", ()))}
            await send(message)

        if scope["path"].startswith(UPLOADS):
            await self.app(scope, receive, send_guarded)
            return
        if _announced(scope) > self.max_body_bytes:
            await _refuse(send_guarded)
            return
        try:
            await self.app(scope, self._counted(receive), send_guarded)
        except BodyTooLargeError:
            if not started:
                await _refuse(send_guarded)

    def _guarded(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        given = list(headers)
        has_policy = any(name.lower() == POLICY[0] for name, _ in given)
        return [*given, *self._headers] if has_policy else [*given, *self._headers, POLICY]

    def _counted(self, receive: Receive) -> Callable[[], Awaitable[Any]]:
        taken = 0

        async def receive_counted() -> Any:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.max_body_bytes:
                raise BodyTooLargeError
            return message

        return receive_counted


def _announced(scope: Scope) -> int:
    value = headers_of(scope).get(b"content-length", b"")
    return int(value) if value.isdigit() else 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})

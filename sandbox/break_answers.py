"""Failing on purpose, before any route is reached."""

import asyncio
import logging
from json import dumps

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.bank import Bank

_NEVER_BROKEN = ("/sandbox", "/approve", "/openapi.json", "/docs")


class DeliberateFailureError(RuntimeError):
    """The bank fails as it was told to; the server closes the connection."""


class HideDeliberateFailures(logging.Filter):
    """Keeps failures that were asked for out of the server's log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log a record."""
        return not (record.exc_info and isinstance(record.exc_info[1], DeliberateFailureError))


class AnswerBreaker:
    """ASGI middleware that gives the failing answers that `Faults` asks for."""

    def __init__(self, app: ASGIApp, bank: Bank) -> None:
        self._app = app
        self._bank = bank

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or break the answer."""
        if scope["type"] != "http" or scope["path"].startswith(_NEVER_BROKEN) or not self._is_due(scope["path"]):
            await self._app(scope, receive, send)
            return
        faults = self._bank.faults
        if faults.slow_answers:
            faults.slow_answers -= 1
            await asyncio.sleep(faults.slow_seconds)
        if faults.server_errors:
            faults.server_errors -= 1
            raise DeliberateFailureError("500 on purpose")
        if faults.gateway_errors:
            faults.gateway_errors -= 1
            await _answer(
                send, faults.gateway_status, b"<html><h1>Bad gateway</h1></html>", [(b"content-type", b"text/html")]
            )
        elif faults.too_many_requests:
            faults.too_many_requests -= 1
            headers = [(b"content-type", b"application/json")]
            if faults.retry_after_seconds is not None:
                headers.append((b"retry-after", str(faults.retry_after_seconds).encode()))
            await _answer(send, 429, dumps({"detail": "Too many requests"}).encode(), headers)
        elif faults.broken_json:
            faults.broken_json -= 1
            await _answer(send, 200, b"<html>maintenance</html>", [(b"content-type", b"text/html")])
        elif faults.cut_answers:
            faults.cut_answers -= 1
            await self._app(scope, receive, _cutting(send, 0))
        elif faults.stall_answers:
            faults.stall_answers -= 1
            await self._app(scope, receive, _cutting(send, faults.slow_seconds))
        else:
            await self._app(scope, receive, send)

    def _is_due(self, path: str) -> bool:
        faults = self._bank.faults
        if faults.on_path not in path:
            return False
        if faults.skip_calls:
            faults.skip_calls -= 1
            return False
        return True


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


def _cutting(send: Send, after_seconds: float) -> Send:
    """Pass on half of the first piece of the body, be silent for a while, then fail."""

    async def cut(message: Message) -> None:
        if message["type"] != "http.response.body":
            await send(message)
            return
        body = message.get("body", b"")
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await asyncio.sleep(after_seconds)
        raise DeliberateFailureError("cut off on purpose")

    return cut

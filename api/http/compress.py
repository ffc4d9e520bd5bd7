"""Answers are compressed for who takes that: zstd, brotli or gzip.

Compression tells an eavesdropper whether text that they chose is like a secret beside it (BREACH), if they can have the
victim's browser ask again and again. They can't here: what is somebody's own is asked for with a bearer token in a
header, which no other site's page makes a browser send, and CORS lets only our web app read or set headers. What is
secret in an answer, tokens of `signIn` and signed URLs, is new in each. Were sign-in ever to move to a cookie on this
endpoint, this would have to be thought over.
"""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from api.http.headers_of import headers_of

LEAST_BYTES: Final = 1000
"""Less fits a packet anyway."""


class Compress:
    """The library's middleware, past which go those who don't ask for it: servers beside us, sockets."""

    def __init__(self, app: ASGIApp) -> None:
        add_compress_type("application/graphql-response+json")
        self._plain = app
        # Levels that cost less than a tenth of a millisecond for a page of 20 transactions: one core answers for all.
        self._compressing = CompressMiddleware(
            app, minimum_size=LEAST_BYTES, zstd_level=1, brotli_quality=1, gzip_level=1
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its answer through a compressor or not."""
        is_asked_for = scope["type"] == "http" and b"accept-encoding" in headers_of(scope)
        await (self._compressing if is_asked_for else self._plain)(scope, receive, send)

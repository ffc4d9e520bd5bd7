"""A request's headers by their names, worked out once for all layers that look."""

from typing import Any, Final

from starlette.types import Scope

STREAM: Final = b"text/event-stream"
_KEY: Final = "solvent.headers"


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """Each header's first value, by its name in lower case."""
    known: dict[bytes, Any] | None = scope.get(_KEY)
    if known is None:
        known = dict(reversed(scope["headers"]))
        if scope["type"] == "http" and STREAM not in known.get(b"accept", b""):
            scope[_KEY] = known  # sockets and streams would hold it for hours
    return known

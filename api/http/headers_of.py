"""A request's headers by their names, worked out once for all layers that look."""

from typing import Any, Final

from starlette.types import Scope

_KEY: Final = "solvent.headers"


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """Each header's first value, by its name in lower case."""
    known: dict[bytes, Any] | None = scope.get(_KEY)
    if known is None:
        known = scope[_KEY] = dict(reversed(scope["headers"]))
    return known

"""What a request asks for, where a plan could answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

Key = tuple[str, str | None]
"""A document's text and the name of its operation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation and its variables."""

    key: Key
    variables: Mapping[str, Any]


async def asked_operation(request: Any) -> Asked | None:
    """None for a socket, a GET, a stream, a batch, a persisted document, and for what is no request at all."""
    if not isinstance(request, Request) or request.method != "POST":
        return None
    headers = request.headers
    accepted = headers.get("accept", "")
    if (
        not headers.get("content-type", "").startswith("application/json")
        or "stream" in accepted
        or "mixed" in accepted
    ):
        return None
    try:
        told = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        return None
    if not isinstance(told, dict) or told.get("extensions"):
        return None
    source, name, variables = told.get("query"), told.get("operationName"), told.get("variables") or {}
    if not isinstance(source, str) or not isinstance(name, str | None) or not isinstance(variables, dict):
        return None
    return Asked((source, name), variables)

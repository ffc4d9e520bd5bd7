"""What a request over HTTP asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request

from api.graphql.over_http.media_types import media_type_for, takes_stream
from api.graphql.over_http.read_parameters import (
    check_shapes,
    hash_of,
    is_plain,
    parameters_of_body,
    parameters_of_url,
)
from api.graphql.over_http.request_errors import MethodNotAllowedError, NotAcceptableError, RequestError

JSON_ONLY: Final = "application/json"
Key = tuple[str, str | None]
"""A document's text and the name of its operation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation and its variables. A document that is asked for by its hash alone has no text yet."""

    key: Key
    variables: Mapping[str, Any]
    media_type: str
    """What it is answered in."""
    sha256: str | None = None
    is_known: bool = False
    """Its document was found by the hash."""
    is_stream: bool = False
    """The caller would take a stream of results: no plan answers with one."""
    may_write: bool = False
    """It was posted: what a link or an image makes a browser ask for changes nothing."""


async def asked_operation(request: Any) -> Asked | None:
    """None for a socket and for who opens GraphiQL. Raises RequestError for what is no request at all."""
    if not isinstance(request, Request):
        return None
    if request.method == "POST":
        return await _by_post(request)
    if request.method != "GET":
        raise MethodNotAllowedError("GraphQL is asked by GET and POST.")
    if _opens_page(request):
        return None
    return _asked(parameters_of_url(request), request.headers.get("accept", ""))


async def _by_post(request: Request) -> Asked:
    headers = request.headers
    content_type = headers.get("content-type", "")
    body = await _body_of(request)
    if content_type != JSON_ONLY:
        return _asked(parameters_of_body(content_type, body), headers.get("accept", ""), may_write=True)
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        told = parameters_of_body(content_type, body)  # which says what is wrong
    return _asked(told, headers.get("accept", ""), may_write=True)


async def _body_of(request: Request) -> bytes:
    """The body, which comes as one message nearly always: starlette's own reading goes through three generators."""
    parts: list[bytes] = []
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts) if len(parts) > 1 else parts[0]


def _asked(told: Mapping[str, Any], accept: str, *, may_write: bool = False) -> Asked:
    media_type = media_type_for(accept)
    if media_type is None:
        raise NotAcceptableError("Answers are application/graphql-response+json or application/json.")
    source, name, variables = told.get("query"), told.get("operationName"), told.get("variables")
    is_stream = bool(accept) and takes_stream(accept)
    if isinstance(source, str) and is_plain(
        told, name, variables
    ):  # nearly every request: the checks below could find nothing
        return Asked((source, name or None), variables or {}, media_type, is_stream=is_stream, may_write=may_write)
    check_shapes(told)
    sha256 = hash_of(told)
    if source is None and sha256 is None:
        raise RequestError("There is no `query`.", field="query")
    key = source or "", name or None
    return Asked(key, variables or {}, media_type, sha256, is_stream=is_stream, may_write=may_write)


def _opens_page(request: Request) -> bool:
    """A browser's address bar. Whoever takes HTML but names a document is not after the page."""
    is_document = any(name in request.query_params for name in ("query", "documentId", "extensions"))
    return not is_document and "text/html" in request.headers.get("accept", "")

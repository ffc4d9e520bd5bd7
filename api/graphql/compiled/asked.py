"""What a request over HTTP asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from api.http.headers_of import headers_of

JSON_ONLY: Final = b"application/json"
LONGEST_RAW: Final = 2000
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
    raw: tuple[bytes, bytes] | None = None
    """The body and the accepted types that it was read from, where they are short."""
    may_write: bool = False
    """It was posted: what a link or an image makes a browser ask for changes nothing."""


async def asked_operation(request: Any, before: Mapping[tuple[bytes, bytes], Asked]) -> Asked | None:
    """None for a socket and for who opens GraphiQL. Raises RequestError for what is no request at all.

    `before` are bodies that need not be read again: the same page is asked for often, in the same words.
    """
    if not isinstance(request, Request):
        return None
    if request.method == "POST":
        return await _by_post(request, before)
    if request.method != "GET":
        raise MethodNotAllowedError("GraphQL is asked by GET and POST.")
    if _opens_page(request):
        return None
    return _asked(parameters_of_url(request), request.headers.get("accept", ""))


async def _by_post(request: Request, before: Mapping[tuple[bytes, bytes], Asked]) -> Asked:
    headers = headers_of(request.scope)
    accept, body = headers.get(b"accept", b""), await _body_of(request)
    if headers.get(b"content-type") != JSON_ONLY:
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        return _asked(parameters_of_body(content_type, body), accept.decode("latin-1"), may_write=True)
    raw = body, accept
    known = before.get(raw)
    if known is not None:
        return known
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        told = parameters_of_body("application/json", body)  # which says what is wrong
    asked = _asked(told, accept.decode("latin-1"), may_write=True)
    return replace(asked, raw=raw) if len(body) <= LONGEST_RAW else asked


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

"""What a request over HTTP asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request

from api.graphql.over_http.media_types import media_type_for, takes_stream
from api.graphql.over_http.read_parameters import check_shapes, hash_of, parameters_of_body, parameters_of_url
from api.graphql.over_http.request_errors import MethodNotAllowedError, NotAcceptableError, RequestError

Key = tuple[str, str | None]
"""A document's text and the name of its operation."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation and its variables. A document that is asked for by its hash alone has no text yet."""

    key: Key
    variables: Mapping[str, Any]
    sha256: str | None = None
    is_known: bool = False
    """Its document was found by the hash."""
    is_stream: bool = False
    """The caller would take a stream of results: no plan answers with one."""


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
    accept, content_type = headers.get("accept", ""), headers.get("content-type", "")
    body = await request.body()
    if content_type == "application/json":  # the way of nearly every request: no other check can fail
        try:
            told = orjson.loads(body)
        except orjson.JSONDecodeError:
            told = None
        if isinstance(told, dict):
            return _asked(told, accept)
    return _asked(parameters_of_body(content_type, body), accept)


def _asked(told: Mapping[str, Any], accept: str) -> Asked:
    if media_type_for(accept) is None:
        raise NotAcceptableError("Answers are application/graphql-response+json or application/json.")
    check_shapes(told)
    source, sha256 = told.get("query"), hash_of(told)
    if source is None and sha256 is None:
        raise RequestError("There is no `query`.", field="query")
    variables = told.get("variables") or {}
    return Asked((source or "", told.get("operationName") or None), variables, sha256, takes_stream(accept))


def _opens_page(request: Request) -> bool:
    """A browser's address bar. Whoever takes HTML but names a document is not after the page."""
    is_document = any(name in request.query_params for name in ("query", "documentId", "extensions"))
    return not is_document and "text/html" in request.headers.get("accept", "")

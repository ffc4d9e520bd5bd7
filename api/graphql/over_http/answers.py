"""Answers and refusals as HTTP: status, media type, and what may be cached by whom."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import orjson
from cross_web import HTTPException
from graphql import GraphQLError
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from api.graphql.compiled.asked import Asked
from api.graphql.errors import INTERNAL, VALIDATION, shape_errors
from api.graphql.over_http.media_types import JSON, media_type_for
from api.graphql.over_http.request_errors import OnlyByPostError, RequestError
from api.graphql.persisted.errors import (
    DocumentNotTrustedError,
    PersistedQueryNotFoundError,
    PersistedQueryNotSupportedError,
)
from core.errors import DomainError
from core.identity.errors import InvalidTokenError, TooManyAttemptsError
from core.identity.oauth.errors import InvalidProofError

PARTIAL: Final = 294
"""Data and errors both. The specification's own code, for its own media type alone."""
NEVER_STORED: Final = ("downloadUrl",)
"""Fields whose value opens something for whoever holds it: no cache is to keep one, not even the person's own."""
WELL_FORMED: Final = (PersistedQueryNotFoundError, PersistedQueryNotSupportedError, DocumentNotTrustedError)
"""Refusals of a request that has the right form: `application/json` tells them with 200."""


def media_type_of(request: HTTPConnection) -> str:
    """What the caller takes, or JSON for saying that it takes nothing of ours."""
    return media_type_for(request.headers.get("accept", "")) or JSON


def status_of(answer: Mapping[str, Any], media_type: str) -> int:
    """The status of a GraphQL response. In JSON it is 200 whatever happened: such a client looks into the body."""
    errors = answer.get("errors")
    if not errors or media_type == JSON:
        return 200
    if "data" in answer:
        return PARTIAL
    codes = {error["extensions"]["code"] for error in errors}
    if INTERNAL in codes:
        return 500
    return 403 if DocumentNotTrustedError.code in codes else 400


class Answer(NamedTuple):
    """A whole answer to a POST: starlette's own response works out anew each time what is the same for all."""

    body: bytes
    status: int
    raw_headers: list[tuple[bytes, bytes]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 ASGI's signature
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body})


def answered(
    request: Request, asked: Asked, body: bytes, status: int = 200, *, is_sound: bool = True
) -> Response | Answer:
    """A GraphQL response. What a GET read by hash the caller's own cache may keep, if it asks each time."""
    if request.method != "GET":
        kind, length = (b"content-type", asked.media_type.encode()), (b"content-length", b"%d" % len(body))
        return Answer(body, status, [length, kind])
    text = asked.key[0]
    if asked.sha256 is None or not is_sound or any(field in text for field in NEVER_STORED):
        return Response(body, status, {"cache-control": "no-store"}, asked.media_type)
    # Weak, because a compressed body is another sequence of bytes for the same answer.
    tag = f'W/"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "vary": "Authorization, Cookie, Accept, Accept-Encoding",
    }
    if _is_known(tag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, asked.media_type)


def refused(request: HTTPConnection, error: DomainError) -> Response:
    """The refusal of a whole request. It has no `data`: nothing was run."""
    media_type = media_type_of(request)
    body = orjson.dumps({"errors": shape_errors([GraphQLError(error.message, original_error=error)])})
    headers = {"cache-control": "no-store"}
    if isinstance(error, RequestError) and error.allow is not None:
        headers["allow"] = error.allow
    if isinstance(error, TooManyAttemptsError):
        headers["retry-after"] = str(error.retry_after_seconds)
    if isinstance(error, InvalidTokenError):
        headers["www-authenticate"] = "Bearer"
    if isinstance(error, InvalidProofError):
        headers["www-authenticate"] = 'DPoP error="invalid_dpop_proof"'
    return Response(body, _refusal_status(error, media_type), headers, media_type)


def refused_by_strawberry(request: HTTPConnection, error: HTTPException) -> Response:
    """The same for what strawberry refuses in plain text."""
    cause, media_type = error.__cause__, media_type_of(request)
    if isinstance(cause, InvalidOperationTypeError) and isinstance(request, Request) and request.method == "GET":
        return refused(request, OnlyByPostError("A GET can't change anything: send it by POST."))
    is_wellformed = isinstance(cause, CannotGetOperationTypeError)
    status = 200 if is_wellformed and media_type == JSON else error.status_code
    code = VALIDATION if is_wellformed else RequestError.code
    body = orjson.dumps({"errors": [{"message": error.reason, "extensions": {"code": code}}]})
    return Response(body, status, {"cache-control": "no-store"}, media_type)


def _refusal_status(error: DomainError, media_type: str) -> int:
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, WELL_FORMED):
        return 200 if media_type == JSON else 403 if isinstance(error, DocumentNotTrustedError) else 400
    if isinstance(error, InvalidTokenError | InvalidProofError):
        return 401
    return 429 if isinstance(error, TooManyAttemptsError) else 503


def _is_known(tag: str, known: str) -> bool:
    """Whether `If-None-Match` names the answer. Tags are compared weakly, as the header wants it."""
    return known.strip() == "*" or any(each.strip() in {tag, tag[2:]} for each in known.split(","))

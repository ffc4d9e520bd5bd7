"""The parameters of GraphQL over HTTP, strictly: what has the wrong shape is refused before anything runs."""

import re
from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.requests import Request

from api.graphql.over_http.request_errors import RequestError, UnsupportedMediaTypeError

SHA256: Final = re.compile(r"[0-9a-f]{64}")
PREFIX: Final = "sha256:"


def parameters_of_body(content_type: str, body: bytes) -> dict[str, Any]:
    """The JSON object of a POST. Raises RequestError."""
    kind, _, parameters = content_type.partition(";")
    if kind.strip().lower() != "application/json" or ("charset" in parameters and "utf-8" not in parameters.lower()):
        raise UnsupportedMediaTypeError("Send the request as application/json in UTF-8.")
    return _object(body, "The request's body")


def parameters_of_url(request: Request) -> dict[str, Any]:
    """The parameters of a GET: `variables` and `extensions` are JSON in themselves. Raises RequestError."""
    told: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if told.get(name):
            told[name] = _object(told[name], f"`{name}`")
    return {name: value for name, value in told.items() if value != ""}


def is_plain(told: Mapping[str, Any], name: object, variables: object) -> bool:
    """Whether beside its text there are sound variables and nothing else: no check is left to be made."""
    return (
        (variables is None or type(variables) is dict)
        and (name is None or type(name) is str)
        and told.get("extensions") is None
        and told.get("documentId") is None
    )


def check_shapes(told: Mapping[str, Any]) -> None:
    """Raise RequestError for a parameter of the wrong kind. `null` is as good as nothing."""
    for name, kind, word in (
        ("query", str, "a string"),
        ("operationName", str, "a string"),
        ("variables", dict, "an object"),
        ("extensions", dict, "an object"),
        ("documentId", str, "a string"),
    ):
        value = told.get(name)
        if value is not None and not isinstance(value, kind):
            raise RequestError(f"`{name}` must be {word}.", field=name)


def hash_of(told: Mapping[str, Any]) -> str | None:
    """The SHA-256 by which a document is asked for: Apollo's extension, or the specification's `documentId`."""
    identifier, extensions = told.get("documentId"), told.get("extensions") or {}
    persisted = extensions.get("persistedQuery")
    if persisted is not None:
        if not isinstance(persisted, dict) or persisted.get("version") != 1:
            raise RequestError("`extensions.persistedQuery` must be an object of version 1.", field="extensions")
        return _sha256(persisted.get("sha256Hash"), "extensions")
    if identifier is not None:
        if told.get("query") is not None:
            raise RequestError("Send either `query` or `documentId`.", field="documentId")
        return _sha256(identifier.removeprefix(PREFIX) if identifier.startswith(PREFIX) else None, "documentId")
    return None


def _sha256(value: object, field: str) -> str:
    if not isinstance(value, str) or SHA256.fullmatch(value) is None:
        raise RequestError("A document's hash is a SHA-256 in 64 lower-case hexadecimal digits.", field=field)
    return value


def _object(text: str | bytes, what: str) -> dict[str, Any]:
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"{what} is not JSON.") from error
    if isinstance(told, list):
        raise RequestError(f"{what} must be one JSON object: operations are not taken in batches.")
    if not isinstance(told, dict):
        raise RequestError(f"{what} must be a JSON object.")
    return told

"""What of an error a caller is told."""

from collections.abc import Iterable
from typing import Any, Final

import structlog
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from core.errors import DomainError
from core.identity.errors import TooManyAttemptsError
from core.ids import new_id

log = structlog.get_logger()
VALIDATION: Final = "GRAPHQL_VALIDATION_FAILED"
INTERNAL: Final = "INTERNAL"


def shape_errors(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Each error with a stable `extensions.code`. The unexpected is masked under a reference that is in the logs."""
    return [_shape(error) for error in errors]


def is_request_error(result: ExecutionResult) -> bool:
    """Whether nothing was run: the errors are about the document or the variables, and not about a field."""
    return result.data is None and bool(result.errors) and all(error.path is None for error in result.errors or ())


def _shape(error: GraphQLError) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    original = error.original_error
    if isinstance(original, DomainError):
        extensions: dict[str, Any] = {"code": original.code}
        if original.field is not None:
            extensions["field"] = original.field
        if original.values:
            extensions["values"] = dict(original.values)
        if isinstance(original, TooManyAttemptsError):
            extensions["retryAfterSeconds"] = original.retry_after_seconds
        return formatted | {"message": original.message, "extensions": extensions}
    if original is None or isinstance(original, GraphQLError):
        return formatted | {"extensions": {"code": VALIDATION, **(error.extensions or {})}}
    reference = str(new_id())
    log.error("graphql_internal_error", reference=reference, path=error.path, exc_info=original)
    return formatted | {
        "message": "Something went wrong on our side.",
        "extensions": {"code": INTERNAL, "reference": reference},
    }

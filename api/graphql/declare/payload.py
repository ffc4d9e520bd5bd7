"""Mutations answer with a payload; an expected failure is data in it."""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.extensions.field_extension import AsyncExtensionResolver

from api.graphql.declare.error_reason import ErrorReason, reason_of
from core.errors import DomainError, UnavailableError
from core.identity.errors import TooManyAttemptsError


def _reason(root: strawberry.Parent["UserError"]) -> ErrorReason:
    return reason_of(root.code)


@strawberry.type(description="An expected failure: what was wrong with the input.")
class UserError:
    """One failure."""

    code: str = strawberry.field(
        description="Stable and machine-readable, as `CURRENCY_MISMATCH`: `reason` as text, for clients that meet new "
        "ones."
    )
    reason: ErrorReason = strawberry.field(resolver=_reason, description="The code as an enum's member.")
    message: str = strawberry.field(description="For people, in English.")
    field: str | None = strawberry.field(description="The input field it is about; null where it is about none.")


@strawberry.interface(description="What a mutation answers.")
class Payload:
    """The part that all payloads share."""

    errors: list[UserError] = strawberry.field(
        default_factory=list, description="Empty when it worked; else nothing was changed."
    )


class FailuresAsData(FieldExtension):
    """Turns a DomainError into an entry of `errors`. Limits and outages stay GraphQL errors."""

    def __init__(self, payload: Callable[..., Any]) -> None:
        self.payload = payload

    async def resolve_async(
        self, next_: AsyncExtensionResolver, source: Any, info: strawberry.Info, **kwargs: Any
    ) -> Any:
        """Resolve, or answer with the failure."""
        try:
            return await next_(source, info, **kwargs)
        except (UnavailableError, TooManyAttemptsError):
            raise
        except DomainError as error:
            return self.payload(errors=[UserError(code=error.code, message=error.message, field=error.field)])

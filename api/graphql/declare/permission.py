"""Who may ask for a field: declared on it, enforced here, printed in its description."""

import inspect
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.extensions.field_extension import AsyncExtensionResolver
from strawberry.types.field import StrawberryField

from api.graphql.context import Context
from core.errors import DomainError
from core.identity.models import Role


class Permission(StrEnum):
    """Who may ask."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed_in"  # a signed-in person, for their own data
    ADMIN = "admin"  # who runs the platform


class UnauthenticatedError(DomainError):
    """Nobody is signed in, or the token is not valid any more."""

    code = "UNAUTHENTICATED"


class ForbiddenError(DomainError):
    """Signed in, but not allowed."""

    code = "FORBIDDEN"


PERMISSION_KEY = "solvent.permission"
SENTENCES = {
    Permission.PUBLIC: "Needs no sign-in.",
    Permission.SIGNED_IN: "Needs a signed-in person.",
    Permission.ADMIN: "Needs an admin.",
}


def check(permission: Permission, context: Context) -> None:
    """Raise UnauthenticatedError or ForbiddenError unless the request's person may."""
    if permission is Permission.PUBLIC:
        return
    if context.actor is None:
        raise UnauthenticatedError("Sign in first.")
    if permission is Permission.ADMIN and context.actor.role != Role.ADMIN.value:
        raise ForbiddenError("You may not do this.")


class Enforce(FieldExtension):
    """Checks a field's declared permission before its resolver runs."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def apply(self, field: StrawberryField) -> None:
        """Say it in the schema too."""
        field.metadata = MappingProxyType({**field.metadata, PERMISSION_KEY: self.permission})
        sentence = SENTENCES[self.permission]
        if sentence not in (field.description or ""):  # a second schema of this process applies it again
            field.description = f"{field.description} {sentence}"

    async def resolve_async(
        self, next_: AsyncExtensionResolver, source: Any, info: strawberry.Info, **kwargs: Any
    ) -> Any:
        """Check, then resolve. A subscription's resolver returns its stream, any other something to await."""
        check(self.permission, info.context)
        result: Any = next_(source, info, **kwargs)
        return await result if inspect.isawaitable(result) else result

"""What a caller must be allowed for a field: declared on it, enforced here, printed in its description."""

import inspect
from types import MappingProxyType
from typing import Any, Final

import strawberry
from sqlalchemy import select
from strawberry.extensions import FieldExtension
from strawberry.extensions.field_extension import AsyncExtensionResolver
from strawberry.types.field import StrawberryField

from api.graphql.context import Context
from core.errors import DomainError
from core.identity.models import UserRow, UserStatus
from core.identity.permission import ACROSS_PEOPLE, GRANT_PERMISSIONS, SETTING_UP, Permission, permissions_of

__all__ = ["PERMISSION_KEY", "Enforce", "ForbiddenError", "Permission", "UnauthenticatedError", "check"]


class UnauthenticatedError(DomainError):
    """Nobody is signed in, or the token is not valid any more."""

    code = "UNAUTHENTICATED"


class ForbiddenError(DomainError):
    """Signed in, but not allowed."""

    code = "FORBIDDEN"


class SecondFactorNeededError(DomainError):
    """The person's role needs a second factor, and there is none yet: they may only set one up."""

    code = "SECOND_FACTOR_NEEDED"


PERMISSION_KEY: Final = "solvent.permission"


def sentence_of(permission: Permission) -> str:
    """What a field's description says of its permission."""
    if permission is Permission.PUBLIC:
        return "Needs no sign-in."
    return f"Needs a signed-in person with `{permission.value}`."


def check(permission: Permission, context: Context) -> None:
    """Raise UnauthenticatedError, SecondFactorNeededError or ForbiddenError unless the request's caller may.

    Under a grant a caller has what the grant gives, and nothing else: not even what strangers have. An app has what its
    person has, of what its scopes reach: the document was held to them before (see api/graphql/scopes_of_app.py).
    """
    actor, grant = context.actor, context.grant
    if actor is not None and actor.app is not None and (grant is not None or not context.is_cleared):
        raise ForbiddenError("You may not do this.")  # whatever way it came, nobody looked at the app's scopes
    if grant is not None:
        allowed = GRANT_PERMISSIONS[grant.kind]
    elif permission is Permission.PUBLIC:
        return
    elif actor is None:
        raise UnauthenticatedError("Sign in first.")
    elif actor.is_setting_up:
        if permission in SETTING_UP:
            return
        raise SecondFactorNeededError("Set up a second factor first, then refresh the session.")
    else:
        allowed = permissions_of(actor.role)
    if permission not in allowed:
        raise ForbiddenError("You may not do this.")


async def _check_role_again(context: Context) -> None:
    """What reaches other people's accounts does not rest on a token's word, which may be minutes old."""
    if context.actor is None:
        raise UnauthenticatedError("Sign in first.")
    statement = select(UserRow.role, UserRow.status).where(UserRow.id == context.actor.user_id)
    async with context.platform.database.read(context.actor.user_id) as read:
        found = (await read.session.execute(statement)).one_or_none()
    if found is None or found.status is not UserStatus.ACTIVE or found.role.value != context.actor.role:
        raise ForbiddenError("You may not do this any more. Sign in again.")


class Enforce(FieldExtension):
    """Checks a field's declared permission before its resolver runs."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def apply(self, field: StrawberryField) -> None:
        """Say it in the schema too."""
        field.metadata = MappingProxyType({**field.metadata, PERMISSION_KEY: self.permission})
        sentence = sentence_of(self.permission)
        if sentence not in (field.description or ""):  # a second schema of this process applies it again
            field.description = f"{field.description} {sentence}"

    async def resolve_async(
        self, next_: AsyncExtensionResolver, source: Any, info: strawberry.Info, **kwargs: Any
    ) -> Any:
        """Check, then resolve. A subscription's resolver returns its stream, any other something to await."""
        check(self.permission, info.context)
        if self.permission in ACROSS_PEOPLE:
            await _check_role_again(info.context)
        elif info.context.grant is not None:
            info.context.grant.read.append(info.field_name)
        result: Any = next_(source, info, **kwargs)
        return await result if inspect.isawaitable(result) else result

"""Acting under a grant: what a request needs to know of it, and what its owner is told."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from core.db.database import Database
from core.db.grant_scope import GrantScope
from core.db.roles import ACCOUNTANT_ROLE, READER_ROLE
from core.errors import NotFoundError
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.models import GrantRow
from core.identity.models import Role, UserRow, UserStatus
from core.key_action import KeyAction

_ROLES: Final = {
    GrantKind.ACCOUNTANT: ACCOUNTANT_ROLE,
    GrantKind.READ_ONLY: READER_ROLE,
    GrantKind.INSPECTION: READER_ROLE,
}


@dataclass(frozen=True, slots=True)
class GrantInUse:
    """The grant of one request. `read` collects the fields that were asked for."""

    kind: GrantKind
    scope: GrantScope
    reason: str | None = None
    read: list[str] = field(default_factory=list)


async def use_grant(database: Database, grantee_id: UUID, grant_id: UUID) -> GrantInUse:
    """The grant, if it is this person's and alive, as both accounts are. Raises NotFoundError, whatever is wrong."""
    owner, grantee = aliased(UserRow), aliased(UserRow)
    statement = (
        select(GrantRow)
        .join(owner, owner.id == GrantRow.user_id)
        .join(grantee, grantee.id == GrantRow.grantee_id)
        .where(
            GrantRow.id == grant_id,
            GrantRow.grantee_id == grantee_id,
            GrantRow.state == GrantState.ACTIVE,
            or_(GrantRow.expires_at.is_(None), GrantRow.expires_at > func.clock_timestamp()),
            owner.status == UserStatus.ACTIVE,
            grantee.status == UserStatus.ACTIVE,
            or_(GrantRow.kind != GrantKind.INSPECTION, grantee.role == Role.ADMIN),
        )
    )
    async with database.read_system() as read:  # whether the other's account is open is not the caller's to see
        row = (await read.session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such grant, or it has ended.", field="X-Solvent-On-Behalf-Of")
    return GrantInUse(row.kind, GrantScope(row.user_id, row.id, grantee_id, _ROLES[row.kind]), row.reason)


async def record_use(database: Database, grant: GrantInUse, operation: str | None) -> None:
    """Tell the owner's history what a request asked for under the grant: one entry a request.

    Before the answer is given: what can't be written down is not told.
    """
    scope = grant.scope
    details: dict[str, object] = {"kind": grant.kind.value, "fields": sorted(set(grant.read))}
    if operation:
        details["operation"] = operation[:100]
    if grant.reason:
        details["reason"] = grant.reason
    async with database.unit_of_work(scope.owner_id) as uow:
        uow.record(KeyAction(scope.owner_id, "grant.used", "grant", scope.grant_id, scope.grantee_id, details))

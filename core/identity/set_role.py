from uuid import UUID

from sqlalchemy import update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.grants.errors import OwnRoleError
from core.identity.grants.kinds import GrantKind, GrantState
from core.identity.grants.models import GrantRow
from core.identity.models import Role, UserRow
from core.identity.repository import user_by_id
from core.identity.session import end_sessions
from core.key_action import KeyAction


async def set_role(uow: UnitOfWork, clock: Clock, user_id: UUID, role: Role, *, actor_id: UUID) -> UserRow:
    """Give a person another role. Their sessions end, so that the next sign-in is held to the new role's rules.

    Repeating it is no error. Needs the system role's unit of work. Raises NotFoundError, OwnRoleError.
    """
    if user_id == actor_id:
        raise OwnRoleError("Another admin has to do this.", field="userId")
    user = await user_by_id(uow.session, user_id, for_update=True)
    if user.role is not role:
        details: dict[str, object] = {"before": user.role.value, "after": role.value}
        user.role = role
        inspections = update(GrantRow).where(
            GrantRow.grantee_id == user_id, GrantRow.kind == GrantKind.INSPECTION, GrantRow.state == GrantState.ACTIVE
        )
        await uow.session.execute(inspections.values(state=GrantState.REVOKED, ended_at=clock.now()))
        details["sessions_ended"] = await end_sessions(uow, user_id, "role changed", clock.now())
        uow.record(KeyAction(user_id, "user.role_changed", "user", user_id, actor_id, details))
        await uow.session.flush()
    return user

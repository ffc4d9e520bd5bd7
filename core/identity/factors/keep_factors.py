"""What holds after every change of a person's factors."""

from sqlalchemy import delete

from core.db.uow import UnitOfWork
from core.identity.factors.errors import LastFactorError
from core.identity.factors.list_factors import list_factors
from core.identity.factors.models import RecoveryCodeRow
from core.identity.factors.recovery_codes import replace_codes
from core.identity.models import Role, UserRow
from core.identity.repository import user_by_id


async def lock_person(uow: UnitOfWork) -> UserRow:
    """Changes of one person's factors go one after another: two at once could each leave the other's as the last."""
    return await user_by_id(uow.session, uow.person, for_update=True)


async def after_adding(uow: UnitOfWork, user: UserRow) -> list[str]:
    """The person has a factor from now on. With the first come recovery codes; else none are returned."""
    user.has_factor = True
    await uow.session.flush()
    left = (await list_factors(uow.session, user.id)).recovery_codes_left
    return [] if left else await replace_codes(uow, user.id)


async def after_removing(uow: UnitOfWork, user: UserRow, factor_roles: frozenset[Role]) -> None:
    """With the last factor its recovery codes go too. Raises LastFactorError where the role needs one."""
    await uow.session.flush()
    factors = await list_factors(uow.session, user.id)
    if factors.totp is not None or factors.passkeys:
        return
    if user.role in factor_roles:
        raise LastFactorError("Your role needs a second factor. Set up another one first.")
    user.has_factor = False
    await uow.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == user.id))

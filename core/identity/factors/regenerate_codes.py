from core.db.uow import UnitOfWork
from core.identity.factors.errors import WrongFactorError
from core.identity.factors.keep_factors import lock_person
from core.identity.factors.prove_factor import FactorTools
from core.identity.factors.recovery_codes import replace_codes
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.key_action import KeyAction


async def regenerate_codes(uow: UnitOfWork, tools: FactorTools) -> list[str]:
    """Ten new recovery codes in place of the old. Raises WrongFactorError where there is nothing to recover."""
    user = await lock_person(uow)
    if not user.has_factor:
        raise WrongFactorError
    uow.record(KeyAction(user.id, "factor.recovery_codes_made", "user", user.id, user.id))
    await tell_person(uow, user.id, Notice.RECOVERY_CODES_MADE, tools.clock.now(), tools.session_id)
    return await replace_codes(uow, user.id)

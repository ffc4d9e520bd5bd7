from dataclasses import dataclass

from sqlalchemy import delete, select, update

from core.db.uow import UnitOfWork
from core.identity.factors.errors import FactorExistsError
from core.identity.factors.keep_factors import after_adding, after_removing, lock_person
from core.identity.factors.models import TotpRow
from core.identity.factors.prove_factor import FactorTools, spend_totp
from core.identity.factors.tell_person import tell_person
from core.identity.factors.totp import encrypt_secret, new_secret, provisioning_uri
from core.identity.messages import Notice
from core.identity.models import Role
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class NewTotp:
    """What an authenticator app is told, this once."""

    secret: str
    uri: str


async def start_totp(uow: UnitOfWork, tools: FactorTools) -> NewTotp:
    """Begin to set an app up: it counts for nothing until a code of it was given. Beginning anew forgets the last try.

    Raises FactorExistsError.
    """
    user = await lock_person(uow)
    before = (await uow.session.execute(select(TotpRow).where(TotpRow.user_id == user.id))).scalar_one_or_none()
    if before is not None and before.confirmed_at is not None:
        raise FactorExistsError("An authenticator app is set up already. Remove it to set up another.")
    secret = new_secret()
    stored = await encrypt_secret(tools.secrets, user.id, secret)
    if before is None:
        uow.session.add(TotpRow(user_id=user.id, secret=stored))
    else:
        before.secret, before.last_step = stored, 0
    await uow.session.flush()
    return NewTotp(secret, provisioning_uri(secret, user.email))


async def confirm_totp(uow: UnitOfWork, tools: FactorTools, code: str) -> list[str]:
    """The app works: from now on it is asked for. Returns recovery codes with the first factor.

    Raises WrongFactorError, also where nothing was begun.
    """
    user = await lock_person(uow)
    await spend_totp(uow, tools, user.id, code, is_new=True)
    confirmed = update(TotpRow).where(TotpRow.user_id == user.id).values(confirmed_at=tools.clock.now())
    await uow.session.execute(confirmed.execution_options(synchronize_session=False))
    uow.record(KeyAction(user.id, "factor.added", "user", user.id, user.id, {"kind": "totp"}))
    await tell_person(uow, user.id, Notice.TOTP_ADDED, tools.clock.now(), tools.session_id)
    return await after_adding(uow, user)


async def remove_totp(uow: UnitOfWork, tools: FactorTools, factor_roles: frozenset[Role]) -> None:
    """Forget the app. Repeating it is no error; one that never worked is forgotten silently. Raises LastFactorError."""
    user = await lock_person(uow)
    gone = await uow.session.execute(delete(TotpRow).where(TotpRow.user_id == user.id).returning(TotpRow.confirmed_at))
    if gone.scalar_one_or_none() is not None:
        await after_removing(uow, user, factor_roles)
        uow.record(KeyAction(user.id, "factor.removed", "user", user.id, user.id, {"kind": "totp"}))
        await tell_person(uow, user.id, Notice.TOTP_REMOVED, tools.clock.now(), tools.session_id)

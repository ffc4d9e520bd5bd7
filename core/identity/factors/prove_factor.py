"""Checking an answer that a person proves themselves with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.factors.errors import WrongFactorError
from core.identity.factors.models import FactorKind, PasskeyRow, TotpRow
from core.identity.factors.recovery_codes import spend_code
from core.identity.factors.relying_party import RelyingParty
from core.identity.factors.totp import decrypt_secret, matching_step
from core.key_action import KeyAction
from core.ports.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Proof:
    """One of three, exactly."""

    totp_code: str | None = None
    recovery_code: str | None = None
    passkey: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class FactorTools:
    """What factors are checked with. `session_id` is the device that asks; None while somebody signs in."""

    clock: Clock
    secrets: Secrets
    party: RelyingParty
    session_id: UUID | None = None


async def prove_factor(
    uow: UnitOfWork, tools: FactorTools, user_id: UUID, proof: Proof, nonce: bytes | None
) -> FactorKind:
    """How the person proved themselves, spent in this transaction. `nonce` is what a passkey was to sign.

    Raises WrongFactorError.
    """
    given = [value for value in (proof.totp_code, proof.recovery_code, proof.passkey) if value is not None]
    if len(given) != 1:
        raise WrongFactorError
    if proof.totp_code is not None:
        await spend_totp(uow, tools, user_id, proof.totp_code)
        return FactorKind.TOTP
    if proof.recovery_code is not None:
        if not await spend_code(uow, tools.clock, user_id, proof.recovery_code):
            raise WrongFactorError
        uow.record(KeyAction(user_id, "factor.recovery_code_used", "user", user_id, user_id))
        return FactorKind.RECOVERY_CODE
    if proof.passkey is None or nonce is None:
        raise WrongFactorError
    row = await find_passkey(uow, proof.passkey)
    if row.user_id != user_id:
        raise WrongFactorError
    use_passkey(tools, row, proof.passkey, nonce, is_alone=False)
    await uow.session.flush()
    return FactorKind.PASSKEY


async def spend_totp(uow: UnitOfWork, tools: FactorTools, user_id: UUID, code: str, *, is_new: bool = False) -> None:
    """Take a code of the person's authenticator app; it and all before it are worth nothing from then on.

    Of two uses of one code at once, one goes through. `is_new`: of an app that is being set up. Raises
    WrongFactorError.
    """
    is_confirmed = TotpRow.confirmed_at.is_(None) if is_new else TotpRow.confirmed_at.is_not(None)
    row = (
        await uow.session.execute(select(TotpRow).where(TotpRow.user_id == user_id, is_confirmed))
    ).scalar_one_or_none()
    if row is None:
        raise WrongFactorError
    now = tools.clock.now()
    secret = await decrypt_secret(tools.secrets, user_id, row.secret)
    step = matching_step(secret, code, now, row.last_step)
    if step is None:
        raise WrongFactorError
    spent = await uow.session.execute(
        update(TotpRow)
        .where(TotpRow.user_id == user_id, TotpRow.last_step < step, TotpRow.secret == row.secret)
        .values(last_step=step, last_used_at=now)
        .returning(TotpRow.user_id)
        .execution_options(synchronize_session=False)
    )
    if spent.scalar_one_or_none() is None:
        raise WrongFactorError


async def find_passkey(uow: UnitOfWork, credential: Mapping[str, Any]) -> PasskeyRow:
    """The passkey that answers, locked: its counter may be compared once at a time. Raises WrongFactorError."""
    from core.identity.factors import passkeys  # noqa: PLC0415 as in keep_passkeys.py

    asked_for = PasskeyRow.credential_id == passkeys.credential_id_of(credential)
    statement = select(PasskeyRow).where(asked_for).with_for_update()
    row = (await uow.session.execute(statement)).scalar_one_or_none()
    if row is None:
        raise WrongFactorError
    return row


def use_passkey(
    tools: FactorTools, row: PasskeyRow, credential: Mapping[str, Any], nonce: bytes, *, is_alone: bool
) -> None:
    """Take its answer. Raises WrongFactorError."""
    from core.identity.factors import passkeys  # noqa: PLC0415 as in keep_passkeys.py

    passkeys.check_authentication(tools.party, nonce, row, credential, is_alone=is_alone)
    row.last_used_at = tools.clock.now()

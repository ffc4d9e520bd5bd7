"""The second step of a sign-in, and the sign-in that needs no first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.db.database import Database
from core.db.uow import UnitOfWork
from core.identity.errors import DeactivatedError, EmailNotVerifiedError
from core.identity.factors.challenge import AskedChallenge, OpenChallenge, end_challenge, open_challenge
from core.identity.factors.errors import ChallengeEndedError
from core.identity.factors.list_factors import list_factors
from core.identity.factors.models import ChallengePurpose, FactorKind
from core.identity.factors.prove_factor import FactorTools, Proof, find_passkey, prove_factor, use_passkey
from core.identity.models import UserRow, UserStatus
from core.identity.repository import user_by_id
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class FactorStep:
    """What a person is asked after the password, or for their presence; `options` for a passkey, if they have one."""

    opened: OpenChallenge
    kinds: Sequence[FactorKind]
    options: dict[str, Any] | None


async def ask_for_factor(uow: UnitOfWork, tools: FactorTools, user_id: UUID, purpose: ChallengePurpose) -> FactorStep:
    """Ask a person whose password was right, or who is signed in, for what they have."""
    factors = await list_factors(uow.session, user_id)
    opened = await open_challenge(uow, tools.clock, purpose, user_id)
    if not factors.passkeys:
        return FactorStep(opened, factors.kinds, None)
    from core.identity.factors import passkeys  # noqa: PLC0415 as in keep_passkeys.py

    options = passkeys.authentication_options(tools.party, opened.nonce, factors.passkeys, is_alone=False)
    return FactorStep(opened, factors.kinds, options)


async def ask_for_passkey(uow: UnitOfWork, tools: FactorTools) -> FactorStep:
    """Ask whoever it is for a passkey that says whose it is. Needs the system role's unit of work."""
    from core.identity.factors import passkeys  # noqa: PLC0415 as in keep_passkeys.py

    opened = await open_challenge(uow, tools.clock, ChallengePurpose.PASSWORDLESS, None)
    options = passkeys.authentication_options(tools.party, opened.nonce, (), is_alone=True)
    return FactorStep(opened, [FactorKind.PASSKEY], options)


async def answer_with_factor(
    uow: UnitOfWork, tools: FactorTools, asked: AskedChallenge, proof: Proof
) -> tuple[UserRow, FactorKind]:
    """The person who proved themselves after their password; the challenge is used up.

    Needs the system role's unit of work. Raises WrongFactorError, ChallengeEndedError, DeactivatedError.
    """
    if asked.user_id is None:
        raise ChallengeEndedError
    kind = await prove_factor(uow, tools, asked.user_id, proof, asked.nonce)
    await end_challenge(uow, tools.clock, asked.id)
    return _active(await user_by_id(uow.session, asked.user_id)), kind


async def answer_with_passkey(
    uow: UnitOfWork, tools: FactorTools, asked: AskedChallenge, credential: Mapping[str, Any]
) -> UserRow:
    """The person whose passkey it is: the device has verified them, so no password is asked.

    Needs the system role's unit of work. Raises WrongFactorError, ChallengeEndedError, DeactivatedError,
    EmailNotVerifiedError.
    """
    row = await find_passkey(uow, credential)
    use_passkey(tools, row, credential, asked.nonce, is_alone=True)
    await end_challenge(uow, tools.clock, asked.id)
    return _active(await user_by_id(uow.session, row.user_id))


async def record_refusal(database: Database, user_id: UUID | None) -> None:
    """A wrong factor after a right password is worth knowing: it goes into the person's history."""
    if user_id is not None:
        async with database.system_unit_of_work() as uow:
            uow.record(KeyAction(user_id, "factor.refused", "user", user_id, None))


def _active(user: UserRow) -> UserRow:
    if user.status is UserStatus.UNVERIFIED:
        raise EmailNotVerifiedError("Confirm your mail address first: the link is in your mail.")
    if user.status is UserStatus.DEACTIVATED:
        raise DeactivatedError("This account is deactivated.")
    return user

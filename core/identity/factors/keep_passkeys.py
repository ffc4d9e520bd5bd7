"""Adding, naming and removing a person's passkeys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.errors import InvalidNameError
from core.identity.factors.challenge import AskedChallenge, OpenChallenge, end_challenge, open_challenge
from core.identity.factors.errors import ChallengeEndedError, FactorLimitError, PasskeyRefusedError
from core.identity.factors.keep_factors import after_adding, after_removing, lock_person
from core.identity.factors.list_factors import list_passkeys
from core.identity.factors.models import ChallengePurpose, PasskeyRow
from core.identity.factors.prove_factor import FactorTools
from core.identity.factors.tell_person import tell_person
from core.identity.messages import Notice
from core.identity.models import Role
from core.ids import new_id
from core.key_action import KeyAction

MOST_PASSKEYS: Final = 20
MAX_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class AddedPasskey:
    """The passkey, and recovery codes where it is the first factor."""

    row: PasskeyRow
    recovery_codes: list[str]


async def start_passkey(uow: UnitOfWork, tools: FactorTools) -> tuple[OpenChallenge, dict[str, Any]]:
    """Ask a device to make a key; it must be none that the person has already. Raises FactorLimitError."""
    from core.identity.factors import passkeys  # noqa: PLC0415 webauthn takes 13 MB, and few processes need it

    user = await lock_person(uow)
    known = await list_passkeys(uow.session, user.id)
    if len(known) >= MOST_PASSKEYS:
        raise FactorLimitError(f"There are {MOST_PASSKEYS} passkeys already. Remove one first.")
    opened = await open_challenge(uow, tools.clock, ChallengePurpose.REGISTER_PASSKEY, user.id)
    return opened, passkeys.registration_options(tools.party, user, opened.nonce, known)


async def add_passkey(
    uow: UnitOfWork, tools: FactorTools, asked: AskedChallenge, name: str, credential: Mapping[str, Any]
) -> AddedPasskey:
    """Keep the key that a device made.

    Raises ChallengeEndedError, PasskeyRefusedError, InvalidNameError, FactorLimitError.
    """
    from core.identity.factors import passkeys  # noqa: PLC0415 as above

    name = checked_name(name)
    user = await lock_person(uow)
    if asked.user_id != user.id:
        raise ChallengeEndedError
    if len(await list_passkeys(uow.session, user.id)) >= MOST_PASSKEYS:
        raise FactorLimitError(f"There are {MOST_PASSKEYS} passkeys already. Remove one first.")
    made = passkeys.check_registration(tools.party, asked.nonce, credential)
    await end_challenge(uow, tools.clock, asked.id)
    row = PasskeyRow(
        id=new_id(),
        user_id=user.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        aaguid=made.aaguid,
        transports=list(made.transports),
        is_backup_eligible=made.is_backup_eligible,
        is_backed_up=made.is_backed_up,
    )
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError as error:  # also somebody else's key: whose it is is not said
        raise PasskeyRefusedError("This passkey is known already.", field="credential") from error
    uow.record(KeyAction(user.id, "factor.added", "passkey", row.id, user.id, {"kind": "passkey", "name": name}))
    await tell_person(uow, user.id, Notice.PASSKEY_ADDED, tools.clock.now(), tools.session_id)
    codes = await after_adding(uow, user)
    await uow.session.refresh(row)
    return AddedPasskey(row, codes)


async def rename_passkey(uow: UnitOfWork, passkey_id: UUID, name: str) -> PasskeyRow:
    """Call it something else. Raises NotFoundError, InvalidNameError."""
    row = await _passkey_of(uow, passkey_id)
    row.name = checked_name(name)
    await uow.session.flush()
    return row


async def remove_passkey(uow: UnitOfWork, tools: FactorTools, passkey_id: UUID, factor_roles: frozenset[Role]) -> None:
    """Forget a key. Raises NotFoundError, LastFactorError."""
    user = await lock_person(uow)
    row = await _passkey_of(uow, passkey_id)
    details = {"kind": "passkey", "name": row.name}
    await uow.session.delete(row)
    await after_removing(uow, user, factor_roles)
    uow.record(KeyAction(user.id, "factor.removed", "passkey", passkey_id, user.id, details))
    await tell_person(uow, user.id, Notice.PASSKEY_REMOVED, tools.clock.now(), tools.session_id)


def checked_name(name: str) -> str:
    """A name without what would not show. Raises InvalidNameError."""
    text = " ".join(name.split())
    if not 0 < len(text) <= MAX_NAME or not text.isprintable():
        raise InvalidNameError(f"A name has 1 to {MAX_NAME} characters.", field="name")
    return text


async def _passkey_of(uow: UnitOfWork, passkey_id: UUID) -> PasskeyRow:
    statement = select(PasskeyRow).where(PasskeyRow.user_id == uow.person, PasskeyRow.id == passkey_id)
    row = (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFoundError("There is no such passkey.", field="id")
    return row

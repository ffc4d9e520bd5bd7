"""Who of ours somebody is that comes from an outside provider.

The rule: an account is opened by the provider's own id for the person, and by nothing else. A mail address alone opens
nobody's account: whoever has one links the provider while signed in. Only where there is no account that anybody has
ever signed in to does a verified address make one.
"""

import secrets as entropy
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import DeactivatedError
from core.identity.external.errors import IdentityTakenError, LinkFirstError, UnverifiedAddressError
from core.identity.external.models import ExternalIdentityRow
from core.identity.models import UserRow, UserStatus
from core.identity.password import hash_password
from core.identity.register_user import MAX_NAME, normalise_email
from core.identity.repository import user_by_email, user_by_id
from core.ids import new_id
from core.key_action import KeyAction
from core.ports.outside_provider import OutsideIdentity


async def arrive(uow: UnitOfWork, clock: Clock, who: OutsideIdentity) -> UserRow:
    """The person, found by the provider's id or made anew. Needs the system role's unit of work.

    Raises DeactivatedError, UnverifiedAddressError, LinkFirstError, InvalidEmailError.
    """
    known = await _identity(uow, who)
    if known is not None:
        user = await user_by_id(uow.session, known.user_id, for_update=True)
        if user.status is not UserStatus.ACTIVE:
            raise DeactivatedError("This account is deactivated.")
        known.last_used_at, known.email = clock.now(), who.email
        await uow.session.flush()
        return user
    if not who.is_email_verified:
        raise UnverifiedAddressError("The provider does not confirm your mail address.")
    user = await _made(uow, clock, who)
    await link(uow, clock, user.id, who)
    return user


async def link(uow: UnitOfWork, clock: Clock, user_id: UUID, who: OutsideIdentity) -> ExternalIdentityRow:
    """Add a provider's account to a person. Repeating it is no error. Raises IdentityTakenError."""
    known = await _identity(uow, who)
    if known is None:
        row = ExternalIdentityRow(
            id=new_id(),
            user_id=user_id,
            issuer=who.issuer,
            subject=who.subject,
            email=who.email,
            last_used_at=clock.now(),
        )
        try:
            async with uow.session.begin_nested():
                uow.session.add(row)
                await uow.session.flush()
        except IntegrityError:  # two at once: the second sees the first
            known = await _identity(uow, who)
        else:
            details = {"issuer": who.issuer}
            uow.record(KeyAction(user_id, "external_identity.linked", "external_identity", row.id, user_id, details))
            return row
    if known is None or known.user_id != user_id:
        raise IdentityTakenError("This account at the provider belongs to another account here.")
    return known


async def _identity(uow: UnitOfWork, who: OutsideIdentity) -> ExternalIdentityRow | None:
    statement = select(ExternalIdentityRow).where(
        ExternalIdentityRow.issuer == who.issuer, ExternalIdentityRow.subject == who.subject
    )
    return (await uow.session.execute(statement.with_for_update())).scalar_one_or_none()


async def _made(uow: UnitOfWork, clock: Clock, who: OutsideIdentity) -> UserRow:
    """A new person; or one who registered, never confirmed the address, and so never signed in.

    Such a registration may be somebody else's, who waits for the owner to come: its password is thrown away.
    """
    email = normalise_email(who.email)
    user = await user_by_email(uow.session, email)
    if user is not None:
        user = await user_by_id(uow.session, user.id, for_update=True)
        if user.status is not UserStatus.UNVERIFIED:
            raise LinkFirstError("You have an account here: sign in to it, then add the provider in the settings.")
    password_hash = await hash_password(entropy.token_urlsafe(32))  # nobody's: the way in is the provider
    now = clock.now()
    if user is None:
        name = who.name.strip()[:MAX_NAME] or email.partition("@")[0]
        user = UserRow(id=new_id(), email=email, display_name=name, password_hash=password_hash)
        uow.session.add(user)
    user.password_hash, user.status, user.verified_at = password_hash, UserStatus.ACTIVE, now
    await uow.session.flush()
    details = {"issuer": who.issuer}
    uow.record(KeyAction(user.id, "user.registered", "user", user.id, user.id, details))
    return user

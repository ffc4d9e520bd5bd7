from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock
from core.db.database import Database
from core.db.uow import UnitOfWork
from core.identity.errors import BadCredentialsError, DeactivatedError, EmailNotVerifiedError, InvalidEmailError
from core.identity.models import UserRow, UserStatus
from core.identity.password import matches
from core.identity.register_user import normalise_email
from core.identity.repository import user_by_email
from core.identity.session import Device, OpenedSession, open_session
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class SignIn:
    """An address and a password, from a device."""

    email: str
    password: str
    device: Device


async def check_credentials(database: Database, command: SignIn) -> UserRow:
    """The person whose password this is. As slow for an unknown address as for a known one.

    No transaction is held while the password is hashed. Raises BadCredentialsError; for the right password also
    EmailNotVerifiedError and DeactivatedError.
    """
    try:
        email = normalise_email(command.email)
    except InvalidEmailError:
        email = ""
    async with database.read_system() as read:
        user = await user_by_email(read.session, email)
    if not await matches(command.password, user.password_hash if user else None) or user is None:
        raise BadCredentialsError("The mail address or the password is wrong.")
    if user.status is UserStatus.UNVERIFIED:
        raise EmailNotVerifiedError("Confirm your mail address first: the link is in your mail.")
    if user.status is UserStatus.DEACTIVATED:
        raise DeactivatedError("This account is deactivated.")
    return user


async def sign_in(uow: UnitOfWork, clock: Clock, user: UserRow, device: Device, lifetime: timedelta) -> OpenedSession:
    """Open a session for a person whose credentials were checked."""
    opened = await open_session(uow, clock, user.id, device, lifetime)
    uow.record(KeyAction(user.id, "session.opened", "session", opened.session_id, user.id, {"address": device.address}))
    return opened

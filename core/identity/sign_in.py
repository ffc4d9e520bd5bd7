from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from core.clock import Clock
from core.db.database import Database
from core.db.uow import UnitOfWork
from core.identity.errors import BadCredentialsError, DeactivatedError, EmailNotVerifiedError, InvalidEmailError
from core.identity.known_devices import find_device, is_news, remember_device
from core.identity.messages import Notice, SendNotice
from core.identity.models import UserRow, UserStatus
from core.identity.password import matches
from core.identity.register_user import normalise_email
from core.identity.repository import user_by_email
from core.identity.session import Device, OpenedSession, open_session
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction


@dataclass(frozen=True, slots=True)
class SignIn:
    """An address and a password, from a device. `device_token` is what a device keeps that was remembered before."""

    email: str
    password: str
    device: Device
    device_token: str | None = None
    remember_device: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The outcome of a sign-in that opened a session. `device_token` is set when the device was remembered just now."""

    opened: OpenedSession
    device_token: str | None = None


async def check_credentials(database: Database, command: SignIn) -> UserRow:
    """The person whose password this is. As slow for an unknown address as for a known one.

    No transaction is held while the password is hashed. Raises BadCredentialsError; for the right password also
    EmailNotVerifiedError and DeactivatedError.
    """
    async with database.read_system() as read:
        user = await user_by_email(read.session, _address(command))
    if not await matches(command.password, user.password_hash if user else None) or user is None:
        raise BadCredentialsError("The mail address or the password is wrong.")
    check_may_sign_in(user)
    return user


async def known_device(database: Database, command: SignIn) -> UUID | None:
    """The id of the device, where the account that is tried has had it remembered. Nothing is told of the account."""
    async with database.read_system() as read:
        found = await find_device(read.session, command.device_token, _address(command))
    return found.id if found is not None else None


def _address(command: SignIn) -> str:
    """In the form we store; empty, which is nobody's, for what is no address."""
    try:
        return normalise_email(command.email)
    except InvalidEmailError:
        return ""


def check_may_sign_in(user: UserRow) -> None:
    """Raise EmailNotVerifiedError or DeactivatedError for a person who has shown who they are, but may not come in."""
    if user.status is UserStatus.UNVERIFIED:
        raise EmailNotVerifiedError("Confirm your mail address first: the link is in your mail.")
    if user.status is UserStatus.DEACTIVATED:
        raise DeactivatedError("This account is deactivated.")


async def sign_in(uow: UnitOfWork, clock: Clock, user: UserRow, command: SignIn, lifetime: timedelta) -> SignedIn:
    """Open a session for a person whose credentials were checked. Every way in ends here.

    So this is the one place where something more can be asked for before a session is opened, as a second factor.
    Needs the system role's unit of work.
    """
    known = await find_device(uow.session, command.device_token, user.email)
    news = known is None and await is_news(uow, user.id, command.device)
    token = None
    device_id = known.id if known is not None else None
    if known is not None:
        known.last_used_at = clock.now()
    elif command.remember_device:
        device_id, token = await remember_device(uow, clock, user.id)
    opened = await open_session(uow, clock, user.id, command.device, lifetime, device_id=device_id)
    details = {"address": command.device.address, "new_device": news}
    uow.record(KeyAction(user.id, "session.opened", "session", opened.session_id, user.id, details))
    if news:
        await enqueue(uow, SendNotice(recipient_id=user.id, notice=Notice.NEW_DEVICE, session_id=opened.session_id))
    return SignedIn(opened, token)

from dataclasses import dataclass
from datetime import timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import InvalidEmailError, InvalidNameError
from core.identity.messages import SendAlreadyRegisteredMail, SendVerificationMail
from core.identity.models import MailLinkPurpose, MailLinkRow, UserRow
from core.identity.password import check_strength, hash_password
from core.identity.repository import user_by_email
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.key_action import KeyAction

LINK_LIFETIME = timedelta(days=2)
MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class RegisterUser:
    """What a new person tells us."""

    email: str
    password: str
    display_name: str
    locale: str = "en"


def normalise_email(text: str) -> str:
    """The address in the one form we store. Raises InvalidEmailError."""
    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise InvalidEmailError(str(error), field="email") from None


async def register_user(uow: UnitOfWork, clock: Clock, command: RegisterUser) -> str:
    """Register a person and mail them a link. Returns the normalised address.

    The answer is the same when the address is taken: its owner is told by mail, whoever asks learns nothing. Needs the
    system role's unit of work. Raises InvalidEmailError, WeakPasswordError, InvalidNameError.
    """
    email = normalise_email(command.email)
    check_strength(command.password, email)
    name = command.display_name.strip()
    if not 0 < len(name) <= MAX_NAME:
        raise InvalidNameError(f"A name has 1 to {MAX_NAME} characters.", field="displayName")
    password_hash = await hash_password(command.password)
    taken_by = await user_by_email(uow.session, email)
    if taken_by is None:
        user = UserRow(id=new_id(), email=email, password_hash=password_hash, display_name=name, locale=command.locale)
        try:
            async with uow.session.begin_nested():
                uow.session.add(user)
                await uow.session.flush()
        except IntegrityError:  # two registrations of one address at once: the second sees the first
            taken_by = await user_by_email(uow.session, email)
    if taken_by is not None:
        await enqueue(uow, SendAlreadyRegisteredMail(recipient_id=taken_by.id))
        return email
    await send_verification(uow, clock, user)
    uow.record(KeyAction(user.id, "user.registered", "user", user.id, user.id))
    return email


async def send_verification(uow: UnitOfWork, clock: Clock, user: UserRow) -> None:
    """Make a link and the job that mails it."""
    link = MailLinkRow(
        id=new_id(),
        user_id=user.id,
        purpose=MailLinkPurpose.VERIFY_EMAIL,
        expires_at=clock.now() + LINK_LIFETIME,
    )
    uow.session.add(link)
    await uow.session.flush()
    await enqueue(uow, SendVerificationMail(link_id=link.id))

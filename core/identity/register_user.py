from dataclasses import dataclass
from typing import Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.identity.errors import InvalidEmailError, InvalidNameError
from core.identity.mail_links import new_link
from core.identity.messages import MakeMailLink, SendLinkMail
from core.identity.models import MailLinkPurpose, Role, UserRow, UserStatus
from core.identity.password import hash_password
from core.identity.password_strength import check_strength_aside
from core.identity.repository import user_by_email
from core.ids import new_id
from core.jobs.enqueue import enqueue

MAX_NAME: Final = 100
LOCALES: Final = frozenset({"en", "ru"})


@dataclass(frozen=True, slots=True)
class RegisterUser:
    """What a new person tells us."""

    email: str
    password: str
    display_name: str
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Registration:
    """A command that was found good: the address in the form we store, and the hash of the password."""

    email: str
    password_hash: str
    display_name: str
    locale: str


def normalise_email(text: str) -> str:
    """The address in the one form we store. Raises InvalidEmailError."""
    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise InvalidEmailError(str(error), field="email") from None


async def check_registration(command: RegisterUser) -> Registration:
    """What can be said of a registration without the database; no transaction waits for the hash.

    Raises InvalidEmailError, WeakPasswordError, InvalidNameError.
    """
    email = normalise_email(command.email)
    name = command.display_name.strip()
    if not 0 < len(name) <= MAX_NAME:
        raise InvalidNameError(f"A name has 1 to {MAX_NAME} characters.", field="displayName")
    await check_strength_aside(command.password, email, name)
    locale = command.locale.strip().lower()[:2]
    return Registration(email, await hash_password(command.password), name, locale if locale in LOCALES else "en")


async def register_user(uow: UnitOfWork, clock: Clock, registration: Registration) -> str:
    """Register a person, or the same address anew, and mail its owner. Returns the address.

    The same statements run whether the address is free, waits to be confirmed or is somebody's, so neither the answer
    nor its time tells which: the mail does, to the owner of the address. The password counts once the link that was
    mailed for it is opened, so whoever registers another's address first gains nothing. Needs the system role's unit
    of work.
    """
    added = insert(UserRow).values(
        id=new_id(),
        email=registration.email,
        password_hash=registration.password_hash,
        display_name=registration.display_name,
        locale=registration.locale,
        role=Role.USER,
        status=UserStatus.UNVERIFIED,
        base_currency="RUB",
    )
    await uow.session.execute(added.on_conflict_do_nothing(index_elements=["email"]))
    found = select(UserRow.id).where(UserRow.email == registration.email)
    owner = (await uow.session.execute(found)).scalar_one()
    link = new_link(
        clock,
        owner,
        MailLinkPurpose.VERIFY_EMAIL,
        password_hash=registration.password_hash,
        display_name=registration.display_name,
    )
    uow.session.add(link)
    await uow.session.flush()
    await enqueue(uow, SendLinkMail(link_id=link.id))
    return registration.email


async def ask_for_link(uow: UnitOfWork, email: str, purpose: MailLinkPurpose) -> str:
    """Have a link mailed to the person with this address. Returns the address.

    The job that it takes is enqueued for nobody too: neither the answer nor its time tells whether the address is
    known. Needs the system role's unit of work. Raises InvalidEmailError.
    """
    address = normalise_email(email)
    user = await user_by_email(uow.session, address)
    recipient: UUID = user.id if user is not None else new_id()
    await enqueue(uow, MakeMailLink(recipient_id=recipient, purpose=purpose))
    return address

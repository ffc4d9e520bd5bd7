import getpass
import os
from typing import TYPE_CHECKING

from core.errors import DomainError, NotFoundError

if TYPE_CHECKING:
    from core.adapters.wiring import Platform
    from core.identity.models import UserRow


class UserNeededError(DomainError):
    """Nobody was named and there is no demo person."""

    code = "USER_NEEDED"


def operator() -> str:
    """The login of who runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return str(os.getuid())


async def find_person(platform: "Platform", email: str | None) -> "UserRow":
    """The person of an address; the demo person for None. Raises InvalidEmailError, NotFoundError, UserNeededError."""
    from core.identity.register_user import normalise_email  # noqa: PLC0415 loaded with the platform
    from core.identity.repository import user_by_email  # noqa: PLC0415 as above

    address = email or platform.settings.demo_email
    if address is None:
        raise UserNeededError("Say whose books: --user E-MAIL.", field="user")
    async with platform.database.read_system() as read:
        person = await user_by_email(read.session, normalise_email(address))
    if person is None:
        raise NotFoundError(f"There is no person with the address {address}.", field="user")
    return person


async def act_for_person(platform: "Platform", email: str | None, command: str) -> "UserRow":
    """The person a command works for; that an operator did so goes into the person's history first."""
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    person = await find_person(platform, email)
    details = {"command": command, "operator": operator()}
    async with platform.database.system_unit_of_work() as uow:
        uow.record(KeyAction(person.id, "operator.acted", "user", person.id, None, details))
    return person

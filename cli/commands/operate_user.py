from pathlib import Path
from typing import TYPE_CHECKING

from cli.commands.act_for_person import find_person, operator
from cli.running_platform import open_platform
from core.errors import DomainError

if TYPE_CHECKING:
    from core.identity.models import UserRow


class EmailTakenError(DomainError):
    """Somebody has this address already."""

    code = "EMAIL_TAKEN"


class LocaleError(DomainError):
    """A language that nothing is written in."""

    code = "UNKNOWN_LOCALE"


class DeactivatedPersonError(DomainError):
    """Who is switched off can't be given a role."""

    code = "ACCOUNT_DEACTIVATED"


async def create(data_folder: Path, email: str, password: str, name: str, locale: str) -> "UserRow":
    """Make an active person: the operator vouches for the address, so nothing is mailed.

    Raises EmailTakenError, LocaleError, InvalidEmailError, InvalidNameError, WeakPasswordError.
    """
    from core.identity.errors import InvalidNameError  # noqa: PLC0415 loaded with the platform
    from core.identity.models import UserRow, UserStatus  # noqa: PLC0415 as above
    from core.identity.password import hash_password  # noqa: PLC0415 as above
    from core.identity.password_strength import check_strength  # noqa: PLC0415 as above
    from core.identity.register_user import MAX_NAME, normalise_email  # noqa: PLC0415 as above
    from core.identity.repository import user_by_email  # noqa: PLC0415 as above
    from core.ids import new_id  # noqa: PLC0415 as above
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    if locale not in {"en", "ru"}:
        raise LocaleError(f"{locale!r} is no language of the platform: en or ru.", field="locale")
    address = normalise_email(email)
    called = name.strip() or address.partition("@")[0]
    if len(called) > MAX_NAME:
        raise InvalidNameError(f"A name has 1 to {MAX_NAME} characters.", field="name")
    check_strength(password, address, called)
    password_hash = await hash_password(password)
    async with open_platform(data_folder) as platform, platform.database.system_unit_of_work() as uow:
        if await user_by_email(uow.session, address) is not None:
            raise EmailTakenError(f"There is a person with the address {address} already.", field="email")
        made = UserRow(
            id=new_id(),
            email=address,
            password_hash=password_hash,
            display_name=called,
            locale=locale,
            status=UserStatus.ACTIVE,
            verified_at=platform.clock.now(),
        )
        uow.session.add(made)
        await uow.session.flush()
        uow.record(KeyAction(made.id, "user.registered", "user", made.id, None, _details("user create")))
        return made


async def switch_off(data_folder: Path, email: str, reason: str) -> "UserRow":
    """Deactivate a person, on record. Raises NotFoundError, InvalidEmailError, LastAdminError."""
    from core.identity.deactivate_user import deactivate_user  # noqa: PLC0415 as above
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform:
        person = await find_person(platform, email)
        async with platform.database.system_unit_of_work() as uow:
            uow.record(KeyAction(person.id, "operator.acted", "user", person.id, None, _details("user deactivate")))
            return await deactivate_user(uow, platform.clock, person.id, actor_id=None, reason=reason[:500])


async def switch_on(data_folder: Path, email: str, reason: str) -> "UserRow":
    """Reactivate a person, on record. Raises NotFoundError, InvalidEmailError."""
    from core.identity.reactivate_user import reactivate_user  # noqa: PLC0415 as above
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform:
        person = await find_person(platform, email)
        async with platform.database.system_unit_of_work() as uow:
            uow.record(KeyAction(person.id, "operator.acted", "user", person.id, None, _details("user reactivate")))
            return await reactivate_user(uow, person.id, actor_id=None, reason=reason[:500])


async def make_admin(data_folder: Path, email: str) -> "UserRow":
    """Give a person the admin's role, on record. Raises NotFoundError, InvalidEmailError, DeactivatedPersonError."""
    from core.identity.models import Role, UserStatus  # noqa: PLC0415 as above
    from core.identity.repository import user_by_id  # noqa: PLC0415 as above
    from core.key_action import KeyAction  # noqa: PLC0415 as above

    async with open_platform(data_folder) as platform:
        person = await find_person(platform, email)
        async with platform.database.system_unit_of_work() as uow:
            user = await user_by_id(uow.session, person.id, for_update=True)
            if user.status is UserStatus.DEACTIVATED:
                raise DeactivatedPersonError(f"{user.email} is deactivated.", field="email")
            if user.role is not Role.ADMIN:
                details = {**_details("user make-admin"), "before": user.role.value, "after": Role.ADMIN.value}
                user.role = Role.ADMIN
                uow.record(KeyAction(user.id, "user.role_changed", "user", user.id, None, details))
                await uow.session.flush()
            return user


def _details(command: str) -> dict[str, str]:
    return {"command": command, "operator": operator()}

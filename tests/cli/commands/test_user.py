from uuid import uuid4

from sqlalchemy import select

from core.adapters.wiring import Platform
from core.audit.models import AuditEntryRow
from core.identity.models import UserRow
from core.identity.password import matches
from tests.cli.commands.conftest import SolventHere
from tests.support.histories import history_of
from tests.support.people import Person

PASSWORD = "correct horse battery"


def _address() -> str:
    return f"{uuid4().hex[:12]}@example.com"


async def _history(platform: Platform, email: str) -> list[AuditEntryRow]:
    async with platform.database.read_system() as read:
        user_id = (await read.session.execute(select(UserRow.id).where(UserRow.email == email))).scalar_one()
    return await history_of(platform, user_id)


async def test_a_person_is_made_with_a_password_from_stdin(solvent_here: SolventHere, platform: Platform) -> None:
    email = _address()
    asked = await solvent_here(
        "user", "create", email.upper(), "--name", "Анна", "--locale", "ru", "--json", stdin=f"{PASSWORD}\n"
    )
    assert asked.code == 0
    assert {name: asked.lines[0][name] for name in ("email", "name", "role", "status", "locale")} == {
        "email": email,
        "name": "Анна",
        "role": "user",
        "status": "active",
        "locale": "ru",
    }
    async with platform.database.read_system() as read:
        made = (await read.session.execute(select(UserRow).where(UserRow.email == email))).scalar_one()
    assert await matches(PASSWORD, made.password_hash)
    (entry,) = await _history(platform, email)
    assert (entry.action, entry.actor_id, entry.details["command"]) == ("user.registered", None, "user create")
    again = await solvent_here("user", "create", email, stdin=f"{PASSWORD}\n")
    assert (again.code, again.err) == (2, f"error: There is a person with the address {email} already.\n")


async def test_bad_people_are_refused(solvent_here: SolventHere) -> None:
    for line, stdin in (
        (("user", "create", "no address"), f"{PASSWORD}\n"),
        (("user", "create", _address()), "short\n"),
        (("user", "create", _address()), ""),
        (("user", "create", _address(), "--locale", "fr"), f"{PASSWORD}\n"),
        (("user", "create", _address(), "--name", "x" * 101), f"{PASSWORD}\n"),
        (("user", "create", _address(), "--password", PASSWORD), ""),
        (("user", "make-admin", "nobody@example.com"), ""),
        (("user", "deactivate", "nobody@example.com"), ""),
    ):
        asked = await solvent_here(*line, stdin=stdin)
        assert (asked.code, asked.out) == (2, ""), line


async def test_an_admin_is_made_on_record(solvent_here: SolventHere, platform: Platform, person: Person) -> None:
    for _ in range(2):
        asked = await solvent_here("user", "make-admin", person.email, "--json")
        assert (asked.code, asked.lines[0]["role"]) == (0, "admin")
    (entry,) = await _history(platform, person.email)
    assert entry.action == "user.role_changed"
    assert (entry.details["before"], entry.details["after"]) == ("user", "admin")


async def test_a_deactivated_person_is_signed_out(
    solvent_here: SolventHere, platform: Platform, person: Person
) -> None:
    asked = await solvent_here("user", "deactivate", person.email, "--reason", "asked for it")
    assert (asked.code, asked.out) == (0, f"{person.email} is deactivated.\n")
    entries = await _history(platform, person.email)
    ended = next(entry for entry in entries if entry.action == "user.deactivated")
    assert (ended.details["reason"], ended.details["sessions_ended"]) == ("asked for it", 1)
    assert ended.actor_id != person.user_id
    assert (await solvent_here("user", "make-admin", person.email)).code == 2


async def test_people_are_listed_newest_first(solvent_here: SolventHere, person: Person) -> None:
    asked = await solvent_here("user", "list", "--json", "--limit", "1")
    assert [line["email"] for line in asked.lines] == [person.email]
    assert person.email in (await solvent_here("user", "list")).out

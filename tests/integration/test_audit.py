import asyncpg
import pytest

from core.adapters.wiring import Platform
from core.audit.verify_chain import ChainBreak, verify_chains
from core.settings import Settings
from tests.support.people import Person

NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { errors { code } } }"


async def breaks_of(platform: Platform, person: Person) -> list[ChainBreak]:
    async with platform.database.read_system() as read:
        report = await verify_chains(read)
    return [found for found in report.breaks if found.user_id == person.user_id]


async def history_of_three(person: Person) -> None:
    for name in ("first", "second", "third"):
        await person.ask(NEW_ACCOUNT, i={"name": name, "currency": "RUB"})


async def test_a_whole_history_is_found_whole(person: Person, platform: Platform) -> None:
    await history_of_three(person)
    assert await breaks_of(platform, person) == []


@pytest.mark.parametrize(
    ("tampering", "found_as"),
    [
        (
            'UPDATE audit_entries SET details = \'{"name": "x"}\' WHERE user_id = $1 AND sequence = 2',
            (2, "was changed"),
        ),
        ("DELETE FROM audit_entries WHERE user_id = $1 AND sequence = 2", (2, "missing")),
        (
            "UPDATE audit_entries SET sequence = 5 - sequence WHERE user_id = $1 AND sequence IN (2, 3)",
            (2, "does not follow"),
        ),
    ],
    ids=["changed", "removed", "reordered"],
)
async def test_tampering_by_the_owner_of_the_database_shows(
    person: Person, platform: Platform, settings: Settings, tampering: str, found_as: tuple[int, str]
) -> None:
    await history_of_three(person)
    owner = await asyncpg.connect(settings.database_url.get_secret_value())
    try:
        await owner.execute("ALTER TABLE audit_entries DROP CONSTRAINT uq_audit_entries_user_id_sequence")
        await owner.execute(tampering, person.user_id)
        (found,) = await breaks_of(platform, person)
        assert found.sequence == found_as[0]
        assert found_as[1] in found.reason
        await owner.execute("DELETE FROM audit_entries WHERE user_id = $1", person.user_id)
        await owner.execute(
            "ALTER TABLE audit_entries ADD CONSTRAINT uq_audit_entries_user_id_sequence UNIQUE (user_id, sequence)"
        )
    finally:
        await owner.close()

import asyncio

import asyncpg
import pytest

from core.adapters.wiring import Platform
from core.audit.seal_history import BATCH, seal_history
from core.audit.verify_chain import ChainBreak, verify_histories
from core.db.uow import UnitOfWork
from core.key_action import KeyAction
from core.settings import Settings
from tests.support.histories import history_of
from tests.support.people import Person

NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { errors { code } } }"


async def breaks_of(platform: Platform, person: Person) -> list[ChainBreak]:
    report = await verify_histories(platform.database)
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
    assert person.user_id is not None
    await seal_history(platform.database, person.user_id)
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


async def test_one_person_at_ten_desks_has_one_whole_history_in_the_order_of_commits(
    person: Person, platform: Platform
) -> None:
    """Writers take no lock: they and several sealers meet as they like."""
    names = [f"desk {number}" for number in range(10)]
    asked = [person.ask(NEW_ACCOUNT, i={"name": name, "currency": "RUB"}) for name in names]
    assert person.user_id is not None
    await asyncio.gather(*asked, *(seal_history(platform.database, person.user_id) for _ in range(10)))
    history = await history_of(platform, person.user_id)
    assert [entry.sequence for entry in history] == list(range(1, 11))
    assert await breaks_of(platform, person) == []


async def test_a_sealer_that_dies_leaves_everything_for_the_next(
    person: Person, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    await history_of_three(person)
    assert person.user_id is not None

    async def die(_: UnitOfWork) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(platform.database, "before_commit", die)
    with pytest.raises(RuntimeError, match="killed"):
        await seal_history(platform.database, person.user_id)
    monkeypatch.undo()
    assert [entry.sequence for entry in await history_of(platform, person.user_id)] == [1, 2, 3]


async def test_more_than_a_batch_is_sealed_in_order(person: Person, platform: Platform) -> None:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        for number in range(BATCH + 5):
            uow.record(KeyAction(person.user_id, f"test.step{number}", "user"))
    assert await seal_history(platform.database, person.user_id) == BATCH + 5
    history = await history_of(platform, person.user_id)
    assert [entry.action for entry in history] == [f"test.step{number}" for number in range(BATCH + 5)]
    assert await breaks_of(platform, person) == []

from sqlalchemy import text

from core.adapters.wiring import Platform
from core.db.database import make_engine
from core.key_action import KeyAction
from core.settings import Settings
from tests.cli.commands.conftest import SolventHere
from tests.support.people import Person


async def test_a_changed_entry_is_found_and_named(
    solvent_here: SolventHere, platform: Platform, settings: Settings, person: Person
) -> None:
    assert person.user_id is not None
    for number in range(3):
        async with platform.database.unit_of_work(person.user_id) as uow:
            uow.record(KeyAction(person.user_id, f"test.step{number}", "user", person.user_id, person.user_id))
    whole = await solvent_here("audit", "verify", "--json")
    others = whole.lines[0]["breaks"]  # of made-up histories of other tests
    assert str(person.user_id) not in {found["user_id"] for found in others}
    assert whole.code == (2 if others else 0)
    assert whole.lines[0]["entries"] >= 3

    owner = make_engine(settings.database_url.get_secret_value(), 1, "tests-owner")
    change = text("UPDATE audit_entries SET action = :action WHERE user_id = :person AND sequence = 2")
    try:
        async with owner.begin() as connection:
            await connection.execute(change, {"action": "test.forged", "person": person.user_id})
        broken = await solvent_here("audit", "verify", "--json")
        (found,) = [found for found in broken.lines[0]["breaks"] if found not in others]
        assert broken.code == 2
        assert (found["user_id"], found["sequence"]) == (str(person.user_id), 2)
        assert found["reason"] == "was changed after it was written"
        assert f"history of {person.user_id}: entry 2" in broken.err
    finally:
        async with owner.begin() as connection:
            await connection.execute(change, {"action": "test.step1", "person": person.user_id})
        await owner.dispose()
    assert (await solvent_here("audit", "verify")).code == whole.code

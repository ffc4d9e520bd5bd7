from collections.abc import Iterator

import pytest

from core.adapters.wiring import Platform
from sandbox.serve_in_thread import RunningBank
from tests.cli.commands.conftest import SolventHere
from tests.support.banks import banks_served, connect, total
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person


@pytest.fixture
def vbank(platform: Platform) -> Iterator[RunningBank]:
    with banks_served(platform, "vbank") as banks:
        yield banks["vbank"]


@pytest.mark.usefixtures("vbank")
async def test_a_replay_of_whole_books_says_that_it_changed_nothing(
    solvent_here: SolventHere, platform: Platform, handlers: Handlers, person: Person
) -> None:
    (connection,) = (await connect(person, "vbank"))["connections"]
    await do_jobs(platform, handlers, person.user_id)
    rows = await total(platform, person)
    for more in ((), ("--connection", connection["id"])):
        asked = await solvent_here("bank", "replay", "--user", person.email, *more, "--json")
        assert asked.code == 0, asked.err
        (line,) = asked.lines
        assert (line["bank"], line["new"], line["changed"], line["suspicious"]) == ("vbank", 0, 0, 0)
        assert (line["duplicate"], line["syncs"]) == (rows, 1)
    assert await total(platform, person) == rows
    spoken = await solvent_here("bank", "replay", "--user", person.email)
    assert f"vbank: 0 new, {rows} known, 0 changed" in spoken.out


@pytest.mark.usefixtures("vbank")
async def test_status_and_sync_name_each_connection(
    solvent_here: SolventHere, platform: Platform, handlers: Handlers, person: Person
) -> None:
    await connect(person, "vbank")
    before = await solvent_here("bank", "status", "--user", person.email, "--json")
    assert [(line["bank"], line["status"], line["synced_at"]) for line in before.lines] == [("vbank", "active", None)]
    asked = await solvent_here("bank", "sync", "--user", person.email, "--json")
    assert (asked.code, [line["bank"] for line in asked.lines]) == (0, ["vbank"])
    await do_jobs(platform, handlers, person.user_id)
    after = await solvent_here("bank", "status", "--user", person.email, "--json")
    assert after.lines[0]["synced_at"] is not None
    assert after.lines[0]["stale_since"] is None


async def test_a_connection_that_is_not_theirs_is_refused(solvent_here: SolventHere, person: Person) -> None:
    asked = await solvent_here("bank", "replay", "--user", person.email, "--connection", "nonsense")
    assert asked.code == 2
    nothing = await solvent_here("bank", "replay", "--user", person.email, "--json")
    assert (nothing.code, nothing.out) == (0, "")

from tests.cli.commands.conftest import SolventHere


async def test_migrating_twice_changes_nothing(solvent_here: SolventHere) -> None:
    asked = await solvent_here("migrate", "--json")
    assert asked.code == 0
    assert set(asked.lines[0]) == {"revision"}
    again = await solvent_here("migrate")
    assert again.out == f"The database is at revision {asked.lines[0]['revision']}.\n"

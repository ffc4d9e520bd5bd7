from tests.cli.commands.conftest import SolventHere
from tests.support.people import Person


async def test_rotating_the_signing_key_signs_nobody_out(solvent_here: SolventHere, person: Person) -> None:
    listed = await solvent_here("keys", "list", "--json")
    rotated = await solvent_here("keys", "rotate", "--json")
    assert (listed.code, rotated.code) == (0, 0)
    newest = rotated.lines[0]["kid"]
    assert newest not in {line["kid"] for line in listed.lines}
    shown = await solvent_here("keys", "list", "--json")
    assert [line["kid"] for line in shown.lines] == [newest, *(line["kid"] for line in listed.lines)]
    assert set(shown.lines[0]) == {"kid", "made_at", "public_key"}
    assert shown.lines[0]["made_at"] is not None
    assert (await person.ask("{ viewer { email } }"))["viewer"]["email"] == person.email
    keys = (await person.client.get("/.well-known/jwks.json")).json()["keys"]
    assert keys[0]["kid"] == newest
    assert (await solvent_here("keys", "list")).out.splitlines()[-1].strip()


async def test_a_key_of_no_such_name_is_refused(solvent_here: SolventHere) -> None:
    assert (await solvent_here("keys", "rotate", "--key", "../x")).code == 2

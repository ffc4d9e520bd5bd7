from collections.abc import Awaitable, Callable

from tests.support.people import Person

CREATE = """mutation($i: CreateAccountInput!) { createAccount(input: $i) {
  account { id name balance { amount currency formatted(locale: "ru") } } errors { code field } } }"""


async def test_an_account_kept_by_hand_is_shown_to_its_person_only(
    person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    made = await person.ask(CREATE, i={"name": "Касса", "kind": "CASH", "currency": "RUB", "openingBalance": "1500.5"})
    account = made["createAccount"]["account"]
    assert account["balance"]["amount"] == "1500.50"
    mine = await person.ask("{ accounts { edges { node { id name } } } }")
    assert [edge["node"]["name"] for edge in mine["accounts"]["edges"]] == ["Касса"]
    other = await another()
    assert (await other.ask("{ accounts { edges { node { id } } } }"))["accounts"]["edges"] == []
    assert (await other.ask("query($id: ID!) { node(id: $id) { id } }", id=account["id"]))["node"] is None

from core.adapters.wiring import Platform
from tests.integration.test_statement_import import imported
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

HEAD = "Date;Amount;Currency;Description;Account number\n"
OUT = HEAD + "02.02.2026;-5000,00;RUB;Перевод между своими счетами;40817810000000000001\n"
IN = HEAD + "03.02.2026;5000,00;RUB;Зачисление;40817810000000000002\n"
LINKS = """query($s: LinkStatus) { transactionLinks(status: $s) { edges { node { id kind status score
  fromTransaction { amount { amount } category { key } } toTransaction { amount { amount } } } } } }"""
DECIDE = """mutation($i: DecideTransactionLinkInput!) { decideTransactionLink(input: $i) {
  link { status } errors { code field } } }"""
SETTINGS = """mutation($i: UpdateBookSettingsInput!) { updateBookSettings(input: $i) {
  settings { pairsTransfers } errors { code } } }"""


async def two_accounts(person: Person, platform: Platform, handlers: Handlers) -> None:
    for account, content in (("Current", OUT), ("Savings", IN)):
        made = await person.ask(
            """mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }""",
            i={"name": account, "kind": "CHECKING", "currency": "RUB"},
        )
        assert made["createAccount"]["errors"] == []
        await imported(person, platform, handlers, content.encode(), f"{account}.csv")


async def test_a_transfer_is_shown_and_a_person_s_no_is_final(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await two_accounts(person, platform, handlers)
    [edge] = (await person.ask(LINKS))["transactionLinks"]["edges"]
    link = edge["node"]
    assert (link["kind"], link["status"]) == ("TRANSFER", "AUTOMATIC")
    shown = (await person.ask("{ transactions { edges { node { decidedBy } } } }"))["transactions"]["edges"]
    assert [edge["node"]["decidedBy"] for edge in shown] == ["PAIR", "PAIR"]
    assert link["fromTransaction"] == {"amount": {"amount": "-5000.00"}, "category": {"key": "transfers.own"}}
    decided = await person.ask(DECIDE, i={"id": link["id"], "belongs": False})
    assert decided["decideTransactionLink"] == {"link": {"status": "REJECTED"}, "errors": []}
    await do_jobs(platform, handlers, person.user_id)
    shown = (await person.ask("{ transactions { edges { node { decidedBy } } } }"))["transactions"]["edges"]
    assert "PAIR" not in [edge["node"]["decidedBy"] for edge in shown]  # sorted as any other movement
    await imported(person, platform, handlers, (OUT + OUT.splitlines()[1] + "\n").encode(), "again.csv")
    shown = [edge["node"]["status"] for edge in (await person.ask(LINKS))["transactionLinks"]["edges"]]
    assert sorted(shown) == ["AUTOMATIC", "REJECTED"]


async def test_pairing_is_off_when_a_person_says_so(person: Person, platform: Platform, handlers: Handlers) -> None:
    answer = await person.ask(SETTINGS, i={"pairsTransfers": False})
    assert answer["updateBookSettings"] == {"settings": {"pairsTransfers": False}, "errors": []}
    await two_accounts(person, platform, handlers)
    assert (await person.ask(LINKS))["transactionLinks"]["edges"] == []
    assert (await person.ask("{ bookSettings { pairsTransfers } }"))["bookSettings"] == {"pairsTransfers": False}


async def test_somebody_else_s_link_is_absent(
    person: Person, another: object, platform: Platform, handlers: Handlers
) -> None:
    await two_accounts(person, platform, handlers)
    [edge] = (await person.ask(LINKS))["transactionLinks"]["edges"]
    other = await another()  # type: ignore[operator]
    answer = await other.ask(DECIDE, i={"id": edge["node"]["id"], "belongs": True})
    assert answer["decideTransactionLink"] == {"link": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}


async def test_an_import_tells_where_a_movement_is_known_from(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await imported(person, platform, handlers, OUT.encode(), "a.csv")
    payload = await send_file(person, "STATEMENT", "b.csv", OUT.replace("5000,00", "5000.00").encode())
    assert payload["statementImport"]
    await do_jobs(platform, handlers, person.user_id)
    rows = (await person.ask("{ transactions { edges { node { source sightings { source } } } } }"))["transactions"]
    assert [edge["node"] for edge in rows["edges"]] == [{"source": "FILE", "sightings": [{"source": "FILE"}]}]

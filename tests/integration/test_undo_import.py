from collections.abc import Awaitable, Callable

from core.adapters.wiring import Platform
from tests.fixtures.statements.generate import write_statement
from tests.integration.test_statement_import import BOOKS, CSV, ROWS, imported
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

UNDO = """mutation($i: UndoStatementImportInput!) { undoStatementImport(input: $i) {
  statementImport { status } job { name } errors { code field } } }"""
SHOW = "query($id: ID!) { node(id: $id) { ... on StatementImport { status job { state } } } }"


async def _sent(person: Person, platform: Platform, handlers: Handlers, content: bytes) -> str:
    import_id: str = (await send_file(person, "STATEMENT", "bank.dat", content))["statementImport"]["id"]
    await do_jobs(platform, handlers, person.user_id)
    return import_id


async def _undo(person: Person, import_id: str) -> list[str]:
    payload = (await person.ask(UNDO, i={"importId": import_id}))["undoStatementImport"]
    return [error["code"] for error in payload["errors"]]


async def _balances(person: Person) -> list[str]:
    return [edge["node"]["balance"]["amount"] for edge in (await person.ask(BOOKS))["accounts"]["edges"]]


async def test_an_import_is_taken_back_with_its_balance_and_can_come_again(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    content = write_statement("ofx2", 60, 7)
    import_id = await _sent(person, platform, handlers, content)
    stated = await _balances(person)
    assert await _undo(person, import_id) == []
    await do_jobs(platform, handlers, person.user_id)
    assert (await person.ask(SHOW, id=import_id))["node"] == {"status": "UNDONE", "job": {"state": "DONE"}}
    assert (await person.ask(ROWS))["transactions"]["edges"] == []
    assert await _balances(person) == ["0.00"]
    assert (await imported(person, platform, handlers, content, "again.ofx"))["linesNew"] == 60
    assert await _balances(person) == stated


async def test_the_same_file_twice_is_taken_back_once(person: Person, platform: Platform, handlers: Handlers) -> None:
    first = await _sent(person, platform, handlers, CSV.encode())
    second = await _sent(person, platform, handlers, CSV.encode())
    assert await _undo(person, first) == await _undo(person, second) == []
    await do_jobs(platform, handlers, person.user_id)
    assert (await person.ask(ROWS))["transactions"]["edges"] == []
    assert await _undo(person, second) == ["NOTHING_IMPORTED"]


async def test_what_cannot_be_taken_back_is_refused(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform, handlers: Handlers
) -> None:
    refused = await _sent(person, platform, handlers, b"Just prose.\n" * 20)
    assert await _undo(person, refused) == ["NOTHING_IMPORTED"]
    theirs = await _sent(person, platform, handlers, CSV.encode())
    assert await _undo(await another(), theirs) == ["NOT_FOUND"]
    waiting = (await send_file(person, "STATEMENT", "b.csv", CSV.encode()))["statementImport"]["id"]
    assert await _undo(person, waiting) == ["IMPORT_RUNNING"]

from collections.abc import Awaitable, Callable

import pytest

from core.adapters.wiring import Platform
from core.jobs.models import JobState
from tests.fixtures.statements.generate import FORMATS, read_expected, write_statement
from tests.support.files import announce, complete, put, send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

Shown = dict[str, object]
IMPORT = """query($id: ID!) { node(id: $id) { ... on StatementImport {
  status format encoding linesTotal linesNew linesDuplicate errorCode errorLine errorMessage
  job { state progress } } } }"""
BOOKS = "{ accounts { edges { node { number balance { amount currency } } } } }"
ROWS = "{ transactions(first: 100) { edges { node { id bookedOn amount { amount } description category { key } } } } }"
CSV = "Date;Amount;Currency;Description\n01.02.2026;-100,00;RUB;Coffee\n01.02.2026;-100,00;RUB;Coffee\n"


async def imported(person: Person, platform: Platform, handlers: Handlers, content: bytes, name: str) -> Shown:
    payload = await send_file(person, "STATEMENT", name, content)
    await do_jobs(platform, handlers, person.user_id)
    shown: Shown = (await person.ask(IMPORT, id=payload["statementImport"]["id"]))["node"]
    return shown


@pytest.mark.parametrize("kind", FORMATS)
async def test_each_format_comes_in_whole_and_only_once(
    kind: str, person: Person, platform: Platform, handlers: Handlers
) -> None:
    content = write_statement(kind, 60, 7)
    expected = read_expected(kind, 60, 7)
    first = await imported(person, platform, handlers, content, "bank.dat")
    assert (first["status"], first["errorMessage"]) == ("DONE", None)
    assert (first["linesTotal"], first["linesNew"], first["linesDuplicate"]) == (60, 60, 0)
    again = await imported(person, platform, handlers, content, "the same under another name.txt")
    assert (again["linesNew"], again["linesDuplicate"]) == (0, 60)
    rows = [edge["node"] for edge in (await person.ask(ROWS))["transactions"]["edges"]]
    amounts = sorted(row["amount"]["amount"] for row in rows)
    assert amounts == sorted(f"{line.amount:.2f}" for line in expected.transactions)
    balances = [edge["node"]["balance"]["amount"] for edge in (await person.ask(BOOKS))["accounts"]["edges"]]
    if expected.closing_balance is not None:
        assert balances == [f"{expected.closing_balance:.2f}"]


async def test_real_twins_in_a_file_both_stay_and_a_third_is_new(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert (await imported(person, platform, handlers, CSV.encode(), "a.csv"))["linesNew"] == 2
    three = CSV + "01.02.2026;-100,00;RUB;Coffee\n"
    shown = await imported(person, platform, handlers, three.encode(), "b.csv")
    assert (shown["linesNew"], shown["linesDuplicate"]) == (1, 2)


async def test_what_is_imported_gets_sorted(person: Person, platform: Platform, handlers: Handlers) -> None:
    payload = await send_file(person, "STATEMENT", "a.csv", write_statement("csv_ru", 120, 3))
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["accounts.categorise_transactions"] is JobState.DONE
    assert payload["job"]["name"] == "banking.import_statement"
    rows = (await person.ask(ROWS))["transactions"]["edges"]
    assert sum(edge["node"]["category"] is not None for edge in rows) >= 40


BAD = [
    ("an image", b"\xff\xd8\xff\xe0" + bytes(300)),
    ("half an OFX", write_statement("ofx2", 30, 1)[:2000]),
    ("prose", ("Просто текст без всякой таблицы.\n" * 5).encode()),
    ("a bad line", CSV.encode() + b"31.02.2026;-5,00;RUB;Impossible day\n" + b"03.02.2026;-5,00;RUB;Good\n" * 40),
]


@pytest.mark.parametrize(("name", "content"), BAD, ids=[name for name, _ in BAD])
async def test_a_bad_file_is_refused_whole_and_says_why(
    name: str, content: bytes, person: Person, platform: Platform, handlers: Handlers
) -> None:
    shown = await imported(person, platform, handlers, content, name)
    assert shown["status"] == "FAILED"
    assert shown["errorCode"]
    assert shown["errorMessage"]
    assert shown["job"] == {"state": "DEAD", "progress": 15}
    assert (await person.ask(ROWS))["transactions"]["edges"] == []
    assert (await person.ask(BOOKS))["accounts"]["edges"] == []


async def test_uploads_are_held_to_what_was_announced(person: Person) -> None:
    empty = await announce(person, "STATEMENT", "a.csv", 0)
    assert empty["errors"] == [{"code": "UPLOAD_EMPTY", "field": "size"}]
    huge = await announce(person, "STATEMENT", "a.csv", 2_000_000_000)
    assert huge["errors"] == [{"code": "UPLOAD_TOO_LARGE", "field": "size"}]
    odd = await announce(person, "STATEMENT", "a\x00b", 5)
    assert odd["errors"] == [{"code": "INVALID_FILENAME", "field": "filename"}]
    announced = await announce(person, "STATEMENT", "a.csv", 10)
    upload = announced["upload"]
    assert await put(person, upload, b"too short") == 403
    assert (await complete(person, upload["id"]))["errors"][0]["code"] == "UPLOAD_MISSING"
    tampered = {**upload, "url": upload["url"].replace("size=10", "size=11")}
    assert await put(person, tampered, b"0123456789a") == 403


async def test_confirming_twice_imports_once(person: Person, platform: Platform, handlers: Handlers) -> None:
    announced = await announce(person, "STATEMENT", "a.csv", len(CSV.encode()))
    await put(person, announced["upload"], CSV.encode())
    first = await complete(person, announced["upload"]["id"])
    second = await complete(person, announced["upload"]["id"])
    assert first["statementImport"]["id"] == second["statementImport"]["id"]
    await do_jobs(platform, handlers, person.user_id)
    assert len((await person.ask(ROWS))["transactions"]["edges"]) == 2


async def test_a_stranger_can_confirm_nothing(person: Person, another: Callable[[], Awaitable[Person]]) -> None:
    announced = await announce(person, "STATEMENT", "a.csv", 5)
    other = await another()
    refused = await complete(other, announced["upload"]["id"])
    assert refused["errors"] == [{"code": "NOT_FOUND", "message": "There is no such upload.", "field": "uploadId"}]

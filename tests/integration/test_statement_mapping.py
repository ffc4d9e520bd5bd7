from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from core.adapters.wiring import Platform
from core.banking.statement_mapping_models import StatementMappingRow
from tests.fixtures.statements.csv_files import RUSSIAN_BANK
from tests.fixtures.statements.generate import write_statement
from tests.fixtures.statements.movements import generate_movements
from tests.fixtures.statements.pdf_files import write_sber
from tests.fixtures.statements.xlsx_files import write_xlsx
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

UNSURE = b"01/02/2026,-5.00,Coffee\n02/03/2026,-6.00,Tea\n"
NEXT = b"03/04/2026,-7.00,Milk\n"
SHOW = """query($id: ID!) { node(id: $id) { ... on StatementImport { status format errorCode linesNew job { state }
  mapping { fingerprint confidence encoding delimiter headerRow dateOrder decimalMark signRule currency
            columns { index name meaning }
            preview { line cells bookedOn amount currency description problem } } } } }"""
CORRECT = """mutation($i: CorrectStatementMappingInput!) { correctStatementMapping(input: $i) {
  statementImport { id status } job { id state } errors { code field } } }"""
ROWS = "{ transactions(first: 100) { edges { node { bookedOn amount { amount currency } } } } }"
COLUMNS = [
    {"index": 0, "meaning": "DATE"},
    {"index": 1, "meaning": "AMOUNT"},
    {"index": 2, "meaning": "DESCRIPTION"},
]


async def _imported(
    person: Person, platform: Platform, handlers: Handlers, content: bytes
) -> tuple[str, dict[str, Any]]:
    payload = await send_file(person, "STATEMENT", "bank.dat", content)
    await do_jobs(platform, handlers, person.user_id)
    import_id: str = payload["statementImport"]["id"]
    return import_id, (await person.ask(SHOW, id=import_id))["node"]


async def _correct(person: Person, import_id: str, **more: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await person.ask(CORRECT, i={"importId": import_id, "columns": COLUMNS, **more}))[
        "correctStatementMapping"
    ]
    return payload


async def _days(person: Person) -> list[tuple[str, str, str]]:
    nodes = [edge["node"] for edge in (await person.ask(ROWS))["transactions"]["edges"]]
    return sorted((node["bookedOn"], node["amount"]["amount"], node["amount"]["currency"]) for node in nodes)


async def test_an_unsure_table_is_corrected_once_and_the_next_file_of_that_bank_is_read_so(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    import_id, shown = await _imported(person, platform, handlers, UNSURE)
    assert (shown["status"], shown["errorCode"], shown["job"]) == ("FAILED", "MAPPING_UNSURE", {"state": "DEAD"})
    mapping = shown["mapping"]
    assert (mapping["confidence"], mapping["encoding"], mapping["delimiter"]) == (0.3, "utf-8", ",")
    assert (mapping["dateOrder"], mapping["decimalMark"], mapping["signRule"]) == ("DAY_FIRST", ".", "AS_WRITTEN")
    assert [column["meaning"] for column in mapping["columns"]] == ["DATE", "AMOUNT", "DESCRIPTION"]
    assert mapping["preview"][0] == {
        "line": 1, "cells": ["01/02/2026", "-5.00", "Coffee"], "bookedOn": "2026-02-01", "amount": "-5.00",
        "currency": "RUB", "description": "Coffee", "problem": None,
    }  # fmt: skip
    assert await _days(person) == []

    corrected = await _correct(person, import_id, dateOrder="MONTH_FIRST", currency="USD")
    assert (corrected["errors"], corrected["statementImport"]["status"]) == ([], "QUEUED")
    assert corrected["job"]["state"] == "QUEUED"
    await do_jobs(platform, handlers, person.user_id)
    again = (await person.ask(SHOW, id=import_id))["node"]
    assert (again["status"], again["errorCode"], again["linesNew"]) == ("DONE", None, 2)
    assert (again["mapping"]["confidence"], again["mapping"]["dateOrder"]) == (1, "MONTH_FIRST")

    _, later = await _imported(person, platform, handlers, NEXT)
    assert (later["status"], later["linesNew"]) == ("DONE", 1)
    assert await _days(person) == [
        ("2026-01-02", "-5.00", "USD"), ("2026-02-03", "-6.00", "USD"), ("2026-03-04", "-7.00", "USD"),
    ]  # fmt: skip


async def test_what_is_in_the_books_stays_and_the_correction_counts_from_the_next_file_on(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    content = b"Date;Amount;Text\n13.01.2026;-1,00;a\n"
    import_id, shown = await _imported(person, platform, handlers, content)
    assert shown["status"] == "DONE"
    corrected = await _correct(person, import_id, signRule="INVERTED")
    assert (corrected["errors"], corrected["statementImport"]["status"], corrected["job"]) == ([], "DONE", None)
    _, later = await _imported(person, platform, handlers, content.replace(b"13.01", b"14.01"))
    assert later["linesNew"] == 1
    assert [amount for _, amount, _ in await _days(person)] == ["-1.00", "1.00"]


async def test_only_tables_show_a_mapping(person: Person, platform: Platform, handlers: Handlers) -> None:
    import_id, shown = await _imported(person, platform, handlers, write_statement("ofx2", 5, 1))
    assert (shown["status"], shown["mapping"]) == ("DONE", None)
    refused = await _correct(person, import_id)
    assert refused["errors"] == [{"code": "NO_TABLE", "field": "importId"}]


@pytest.mark.parametrize("kind", ["XLSX", "PDF"])
async def test_workbooks_and_documents_come_in_whole_and_only_once(
    kind: str, person: Person, platform: Platform, handlers: Handlers
) -> None:
    movements = generate_movements(40, 9)
    content = write_xlsx(RUSSIAN_BANK, movements) if kind == "XLSX" else write_sber(movements)
    _, first = await _imported(person, platform, handlers, content)
    assert (first["status"], first["format"], first["linesNew"]) == ("DONE", kind, 40)
    _, again = await _imported(person, platform, handlers, content)
    assert again["linesNew"] == 0


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"columns": COLUMNS[1:]}, {"code": "MAPPING_INVALID", "field": "columns"}),
        ({"encoding": "zip"}, {"code": "MAPPING_INVALID", "field": "encoding"}),
        ({"importId": "nonsense"}, {"code": "NOT_FOUND", "field": "importId"}),
    ],
)
async def test_a_bad_correction_is_an_error_as_data_and_changes_nothing(
    more: dict[str, Any], error: dict[str, str], person: Person, platform: Platform, handlers: Handlers
) -> None:
    import_id, _ = await _imported(person, platform, handlers, UNSURE)
    assert (await _correct(person, **{"import_id": import_id, **_snake(more)}))["errors"] == [error]
    assert await _kept(platform, person) == 0


async def test_somebody_else_s_import_can_t_be_seen_or_corrected(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform, handlers: Handlers
) -> None:
    import_id, _ = await _imported(person, platform, handlers, UNSURE)
    other = await another()
    assert (await _correct(other, import_id))["errors"] == [{"code": "NOT_FOUND", "field": "importId"}]
    assert await _kept(platform, other) == 0
    await _correct(person, import_id)
    assert await _kept(platform, person) == 1
    assert await _kept(platform, other) == 0


async def test_a_stranger_corrects_nothing(stranger: Person) -> None:
    given = {"importId": "x", "columns": COLUMNS}
    assert await stranger.error_code(CORRECT, i=given) == "UNAUTHENTICATED"


def _snake(more: dict[str, Any]) -> dict[str, Any]:
    return {"import_id" if key == "importId" else key: value for key, value in more.items()}


async def _kept(platform: Platform, person: Person) -> int:
    """Corrections that the person's own connection can see."""
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return int((await read.session.execute(select(func.count()).select_from(StatementMappingRow))).scalar_one())

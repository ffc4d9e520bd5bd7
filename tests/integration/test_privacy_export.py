"""Everything about a person as an archive, and the same books made of it in an empty account."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from reportlab.pdfgen import canvas
from sqlalchemy import func, select, update

from api.graphql.declare.node import encode_id
from core.adapters.wiring import Platform
from core.documents.models import DocumentRow, UploadRow
from core.identity.models import SessionRow
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.privacy.archive_schema import REPLACED, RESTORED, TOLD
from core.privacy.messages import DropOldExports, ImportData
from core.privacy.models import DataExportRow
from tests.fixtures.statements.generate import write_statement
from tests.support.choices import INN, SHOWN, make_choices
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

EXPORT = """mutation($i: ExportMyDataInput!) { exportMyData(input: $i) {
  export { id status download { url } job { name } } errors { code field } } }"""
EXPORTS = "query Q { dataExports { edges { node { id status size sha256 expiresAt download { url expiresAt } } } } }"
IMPORT = """mutation($i: ImportMyDataInput!) { importMyData(input: $i) {
  job { id name state } errors { code message field } } }"""
JOB = "query J($id: ID!) { node(id: $id) { ... on Job { state errorCode } } }"
ACCOUNT = """mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"""
CATEGORY = """mutation($i: CreateCategoryInput!) { createCategory(input: $i) { category { id } errors { code } } }"""
UPDATE = """mutation($i: UpdateTransactionInput!) { updateTransaction(input: $i) {
  transaction { id } errors { code } } }"""
CATEGORISE = """mutation($i: CategoriseTransactionInput!) { categoriseTransaction(input: $i) {
  transaction { id } errors { code } } }"""
PLAN = """mutation($i: CreatePlannedItemInput!) { createPlannedItem(input: $i) {
  plannedItem { id } errors { code message } } }"""
FORECAST = """mutation($i: RequestForecastInput!) { requestForecast(input: $i) { forecast { id } errors { code } } }"""
TIMES = """mutation($i: SetNotificationTimesInput!) { setNotificationTimes(input: $i) { errors { code } } }"""
REPORT = """mutation($i: RequestIncomeReportInput!) { requestIncomeReport(input: $i) { errors { code } } }"""
BOOKS = """query Q { accounts { edges { node { name number balance { amount currency } } } }
  transactions(first: 100) { totalCount edges { node { bookedOn amount { amount currency } description note
    category { key } account { name } } } }
  documents { edges { node { filename status } } } plannedItems { edges { node { label amount { amount } } } } }"""


def invoice() -> bytes:
    """A paper with a text layer."""
    target = io.BytesIO()
    page = canvas.Canvas(target, invariant=1)
    for number, line in enumerate(("INVOICE No 42", "Copper Kettle Ltd", "Date: 12.03.2024", "Total: 310.00 EUR")):
        page.drawString(72, 760 - 20 * number, line)
    page.save()
    return target.getvalue()


async def fill_books(person: Person, platform: Platform, handlers: Handlers) -> None:
    """Something in as many tables as the API fills by itself."""
    await person.ask(ACCOUNT, i={"name": "Main", "currency": "RUB", "number": "40817810099910004312"})
    await send_file(person, "STATEMENT", "a.csv", write_statement("csv_ru", 40, 1))
    await send_file(person, "STATEMENT", "b.ofx", write_statement("ofx2", 40, 2))
    await send_file(person, "DOCUMENT", "счёт.pdf", invoice())
    await do_jobs(platform, handlers, person.user_id)
    told = await person.ask("{ transactions(first: 3) { edges { node { id } } } accounts { edges { node { id } } } }")
    first, second, _ = (edge["node"]["id"] for edge in told["transactions"]["edges"])
    own = await person.ask(CATEGORY, i={"nameEn": "Grüße & =SUM(A1)", "nameRu": "Свои", "kind": "TRANSFER"})
    assert own["createCategory"]["errors"] == []
    category = own["createCategory"]["category"]["id"]
    assert (await person.ask(UPDATE, i={"id": first, "note": '=HYPERLINK("x")\n«да»'}))["updateTransaction"]
    await person.ask(CATEGORISE, i={"id": second, "categoryId": category})
    account = told["accounts"]["edges"][0]["node"]["id"]
    planned = {"accountId": account, "kind": "INVOICE", "label": "Invoice", "dueOn": "2027-01-01"}
    await person.ask(PLAN, i=planned | {"amount": {"amount": "100", "currency": "RUB"}})
    await person.ask(FORECAST, i={"horizonDays": 30})
    await make_choices(person)
    report = {"period": "SIX_MONTHS", "currency": "RUB", "language": "ENGLISH"}
    assert (await person.ask(REPORT, i=report))["requestIncomeReport"]["errors"] == []
    await do_jobs(platform, handlers, person.user_id)


async def export(person: Person, platform: Platform, handlers: Handlers) -> bytes:
    """The archive's bytes, by its link."""
    payload = (await person.ask(EXPORT, i={}))["exportMyData"]
    assert payload["errors"] == []
    assert payload["export"]["status"] == "RUNNING"
    assert payload["export"]["download"] is None
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["privacy.export_data"] is JobState.DONE
    newest = (await person.ask(EXPORTS))["dataExports"]["edges"][0]["node"]
    assert newest["status"] == "READY"
    answer = await person.client.get(newest["download"]["url"])
    assert answer.status_code == 200
    assert len(answer.content) == int(newest["size"])
    return answer.content


async def bring_in(person: Person, platform: Platform, handlers: Handlers, archive: bytes) -> tuple[str, str | None]:
    """The state of the import's job, and its error's code."""
    sent = await send_file(person, "ARCHIVE", "solvent.zip", archive)
    assert sent["job"] is None
    upload_id = await newest_upload(person, platform)
    payload = (await person.ask(IMPORT, i={"uploadId": upload_id}))["importMyData"]
    assert payload["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    job = await person.ask(
        "query J($id: ID!) { node(id: $id) { ... on Job { state errorCode } } }", id=payload["job"]["id"]
    )
    return job["node"]["state"], job["node"]["errorCode"]


async def newest_upload(person: Person, platform: Platform) -> str:
    async with platform.database.read(person.user_id) as read:
        statement = select(UploadRow.id).order_by(UploadRow.created_at.desc()).limit(1)
        return encode_id("Upload", (await read.session.execute(statement)).scalar_one())


def canonical(archive: bytes) -> dict[str, Any]:
    """What is restored, with ids numbered in the order in which they come."""
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], f"id{len(numbers)}")

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        tables = {}
        for name in RESTORED:
            text = opened.read(f"data/{name}.json").decode()
            tables[name] = json.loads(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", number, text))
        files = [opened.read(name) for name in sorted(opened.namelist()) if name.startswith("files/")]
        return {**tables, "files": files, "csv": opened.read("transactions.csv")}


async def test_an_archive_holds_everything_and_makes_the_same_books(
    platform: Platform, handlers: Handlers, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    await fill_books(person, platform, handlers)
    archive = await export(person, platform, handlers)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        rows = {name: json.loads(opened.read(f"data/{name}.json")) for name in (*RESTORED, *TOLD)}
        table = list(csv.DictReader(io.StringIO(opened.read("transactions.csv").decode("utf-8-sig"))))
        papers = {name: opened.read(name) for name in opened.namelist() if name.startswith("reports/")}
    assert (manifest["format"], manifest["version"]) == ("solvent-archive", 1)
    assert len(rows["transactions"]) == len(table) == manifest["entries"]["data/transactions.json"]["rows"] > 60
    assert '\'=HYPERLINK("x")\n«да»' in {row["note"] for row in table}
    filled = {name for name, found in rows.items() if found}
    assert {"accounts", "categories", "documents", "forecasts", "planned_items", "statement_imports"} <= filled
    assert {"users", "sessions", "audit_entries", "jobs"} <= filled
    assert {"tax_profiles", "tax_deadline_marks", "business_shares", *REPLACED} <= filled
    assert rows["accounts"][0]["number"] == "40817810099910004312"  # open, though it lies sealed
    assert rows["tax_profiles"][0]["tax_ids"] == {"inn": INN}
    assert "password_hash" not in rows["users"][0]
    [report] = rows["income_reports"]
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in papers.items()}
    assert digests == {
        f"reports/{report['id']}.pdf": report["digest"],
        f"reports/{report['id']}.xlsx": report["workbook_digest"],
    }

    other = await another()
    await other.ask(TIMES, i={"timeZone": "Europe/London"})  # gives way to the archive's
    assert await bring_in(other, platform, handlers, archive) == ("DONE", None)
    again = await export(other, platform, handlers)
    before, after = canonical(archive), canonical(again)
    for name, said in before.items():
        assert after[name] == said, name
    assert await other.ask(BOOKS) == await person.ask(BOOKS)
    assert await other.ask(SHOWN) == await person.ask(SHOWN)
    for mine in (await person.ask(BOOKS), await other.ask(BOOKS)):
        assert mine["documents"]["edges"] == [{"node": {"filename": "счёт.pdf", "status": "READY"}}]
    assert str(person.user_id) not in json.dumps(canonical(again), default=str)


async def test_an_export_needs_presence_runs_once_and_ends(
    platform: Platform, handlers: Handlers, person: Person
) -> None:
    old = platform.clock.now() - timedelta(hours=1)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(SessionRow).where(SessionRow.user_id == person.user_id).values(created_at=old))
    payload = (await person.ask(EXPORT, i={}))["exportMyData"]
    assert [error["code"] for error in payload["errors"]] == ["STEP_UP_NEEDED"]
    payload = (await person.ask(EXPORT, i={"password": "no"}))["exportMyData"]
    assert [error["code"] for error in payload["errors"]] == ["BAD_CREDENTIALS"]
    async with platform.database.system_unit_of_work() as uow:
        now = platform.clock.now()
        await uow.session.execute(update(SessionRow).where(SessionRow.user_id == person.user_id).values(created_at=now))
    assert (await person.ask(EXPORT, i={}))["exportMyData"]["errors"] == []
    payload = (await person.ask(EXPORT, i={}))["exportMyData"]
    assert [error["code"] for error in payload["errors"]] == ["EXPORT_RUNNING"]
    await do_jobs(platform, handlers, person.user_id)
    [edge] = (await person.ask(EXPORTS))["dataExports"]["edges"]
    url = edge["node"]["download"]["url"]
    assert (await person.client.get(url)).status_code == 200
    async with platform.database.system_unit_of_work() as uow:
        mine = update(DataExportRow).where(DataExportRow.user_id == person.user_id)
        await uow.session.execute(mine.values(expires_at=platform.clock.now()))
        await enqueue(uow, DropOldExports())
    assert (await person.ask(EXPORTS))["dataExports"]["edges"][0]["node"]["download"] is None
    await do_system_jobs(platform, handlers)
    assert (await person.ask(EXPORTS))["dataExports"]["edges"][0]["node"]["status"] == "EXPIRED"
    assert (await person.client.get(url)).status_code == 404


async def test_an_account_with_something_in_it_takes_no_archive(
    platform: Platform, handlers: Handlers, person: Person
) -> None:
    archive = await export(person, platform, handlers)
    await person.ask(ACCOUNT, i={"name": "Main", "currency": "RUB"})
    await send_file(person, "ARCHIVE", "solvent.zip", archive)
    upload = await newest_upload(person, platform)
    payload = (await person.ask(IMPORT, i={"uploadId": upload}))["importMyData"]
    assert [error["code"] for error in payload["errors"]] == ["ACCOUNT_NOT_EMPTY"]
    await send_file(person, "DOCUMENT", "a.txt", b"paper")
    upload = await newest_upload(person, platform)
    payload = (await person.ask(IMPORT, i={"uploadId": upload}))["importMyData"]
    assert [error["code"] for error in payload["errors"]] == ["NOT_AN_ARCHIVE"]


async def test_an_export_of_another_is_not_to_be_had(
    platform: Platform, handlers: Handlers, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    await export(person, platform, handlers)
    [edge] = (await person.ask(EXPORTS))["dataExports"]["edges"]
    other = await another()
    node = await other.ask("query N($id: ID!) { node(id: $id) { id } }", id=edge["node"]["id"])
    assert node == {"node": None}
    assert (await other.ask(EXPORTS))["dataExports"]["edges"] == []
    async with platform.database.read(other.user_id) as read:
        assert (await read.session.execute(select(DocumentRow.id))).all() == []


async def test_an_import_that_dies_goes_on_and_leaves_nothing_double(
    platform: Platform, handlers: Handlers, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    await send_file(person, "DOCUMENT", "счёт.pdf", invoice())
    await do_jobs(platform, handlers, person.user_id)
    archive = await export(person, platform, handlers)
    other = await another()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("workers.privacy.import_data.Importer.run", _killed)  # its files are stored already
        assert (await bring_in(other, platform, handlers, archive))[0] == "QUEUED"
    mine = update(JobRow).where(JobRow.user_id == other.user_id, JobRow.name == ImportData.name)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(mine.values(run_at=func.now()))
    assert (await do_jobs(platform, handlers, other.user_id))[ImportData.name] is JobState.DONE
    assert canonical(await export(other, platform, handlers)) == canonical(archive)
    async with platform.database.read(other.user_id) as read:
        uploads = (await read.session.execute(select(UploadRow.purpose, UploadRow.status))).all()
    assert sorted((purpose.value, status.value) for purpose, status in uploads) == [
        ("archive", "waiting"),  # to be purged
        ("document", "completed"),
    ]


async def _killed(*_: object) -> None:
    raise ConnectionResetError("killed")

"""Income reports over the API: asked for, made by a job, fetched, checked by a stranger, taken back."""

import asyncio
import hashlib
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import openpyxl
import pypdfium2
import pytest
from sqlalchemy import func, select, update

from api.graphql.declare.node import decode_id
from core.accounts.models import TransactionSource
from core.adapters.wiring import Platform
from core.audit.models import AuditEntryRow
from core.clock import today
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.jobs.run_job import run_job
from core.reports.messages import DropOldReports
from core.reports.models import IncomeReportRow, ReportLanguage, ReportStatus
from core.reports.paper.words import WORDS
from core.reports.rules import months_of, period_before
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person
from tests.support.reports import Books, Movement, put_books

REQUEST = """mutation($i: RequestIncomeReportInput!) { requestIncomeReport(input: $i) {
  incomeReport { id status period startsOn endsOn code pdf { url } verificationUrl job { name } }
  job { id } errors { code field } } }"""
REPORTS = """query Q { incomeReports { totalCount edges { node { id status digest code verificationUrl expiresAt
  pdf { url expiresAt } workbook { url }
  figures { income { confirmed { amount } estimated { amount } } expenses { confirmed { amount } }
    profit { confirmed { amount } } incomeAverages { meanOf12 { amount } meanOf24 { amount } trailing3 { amount } }
    largestShare recurringShare unsorted months { month isCovered income { confirmed { amount } } }
    sources { name monthsPaid isRecurring total { confirmed { amount } } } gaps { account first last } } } } } }"""
REVOKE = """mutation($i: RevokeIncomeReportInput!) { revokeIncomeReport(input: $i) {
  incomeReport { status figures { unsorted } pdf { url } verificationUrl } errors { code field } } }"""
ASKED = {"period": "SIX_MONTHS", "currency": "RUB", "language": "ENGLISH"}


def _books(platform: Platform) -> Books:
    """Six months of a client who pays 100,000.01 in each, one of another, and something that waits."""
    starts_on, ends_on = period_before(today(platform.clock), 6)
    paid = [Movement(month, 100_000_01) for month in months_of(starts_on, 6)]
    other = Movement(starts_on, 50_000_00, payer="ООО «Ромашка»")
    waits = Movement(ends_on, 7_000_00, is_seen=False, source=TransactionSource.MANUAL)
    return Books((*paid, other, waits, Movement(starts_on, -20_000_00, "business.software")))


async def _made(person: Person, platform: Platform, handlers: Handlers, **given: str) -> dict[str, Any]:
    assert person.user_id is not None
    await put_books(platform, person.user_id, _books(platform))
    asked = (await person.ask(REQUEST, i=ASKED | given))["requestIncomeReport"]
    assert asked["errors"] == []
    assert asked["incomeReport"]["status"] == "RUNNING"
    assert asked["incomeReport"]["pdf"] is None
    assert asked["incomeReport"]["verificationUrl"] is None
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["reports.make_report"] is JobState.DONE
    return await _newest(person)


async def _newest(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = (await person.ask(REPORTS))["incomeReports"]["edges"][0]["node"]
    return found


@pytest.mark.parametrize("language", ["RUSSIAN", "ENGLISH"])
async def test_a_report_is_made_fetched_and_checked(
    person: Person, platform: Platform, handlers: Handlers, client: httpx.AsyncClient, language: str
) -> None:
    report = await _made(person, platform, handlers, language=language)
    assert report["status"] == "READY"
    figures = report["figures"]
    assert figures["income"] == {"confirmed": {"amount": "650000.06"}, "estimated": {"amount": "7000.00"}}
    assert figures["expenses"]["confirmed"] == {"amount": "20000.00"}
    assert figures["profit"]["confirmed"] == {"amount": "630000.06"}
    assert figures["incomeAverages"] == {"meanOf12": None, "meanOf24": None, "trailing3": {"amount": "100000.01"}}
    assert [(one["name"], one["monthsPaid"], one["isRecurring"]) for one in figures["sources"]] == [
        ("Northwind Ltd", 6, True),
        ("ООО «Ромашка»", 1, False),
    ]
    assert (figures["largestShare"], figures["recurringShare"]) == (0.9231, 0.9231)
    pdf = (await client.get(report["pdf"]["url"])).content
    assert hashlib.sha256(pdf).hexdigest() == report["digest"]
    text = " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())
    words = WORDS[{"RUSSIAN": "ru", "ENGLISH": "en"}[language]]
    assert words["title"] in text
    assert {"RUSSIAN": "650 000,06", "ENGLISH": "650,000.06"}[language] in text
    book = openpyxl.load_workbook(io.BytesIO((await client.get(report["workbook"]["url"])).content), data_only=True)
    assert 650000.06 in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    checked = await client.get(f"/reports/{report['code']}")
    starts_on, ends_on = period_before(today(platform.clock), 6)
    assert checked.json() == {
        "digest": report["digest"],
        "madeOn": today(platform.clock).isoformat(),
        "totals": {
            "from": starts_on.isoformat(),
            "to": ends_on.isoformat(),
            "currency": "RUB",
            "income": {"confirmed": "650000.06", "estimated": "7000.00"},
            "expenses": {"confirmed": "20000.00", "estimated": "0.00"},
            "profit": {"confirmed": "630000.06", "estimated": "7000.00"},
        },
    }
    assert report["verificationUrl"].endswith("/verify/" + report["code"].replace("-", ""))


async def test_what_is_revoked_is_gone_at_once(
    person: Person, platform: Platform, handlers: Handlers, client: httpx.AsyncClient
) -> None:
    report = await _made(person, platform, handlers)
    address = report["pdf"]["url"]
    answer = (await person.ask(REVOKE, i={"id": report["id"]}))["revokeIncomeReport"]
    assert answer["errors"] == []
    assert answer["incomeReport"] == {"status": "REVOKED", "figures": None, "pdf": None, "verificationUrl": None}
    assert (await client.get(f"/reports/{report['code']}")).status_code == 404
    await do_jobs(platform, handlers, person.user_id)
    assert (await client.get(address)).status_code == 404
    again = (await person.ask(REVOKE, i={"id": report["id"]}))["revokeIncomeReport"]
    assert [error["code"] for error in again["errors"]] == ["REPORT_ENDED"]


async def test_a_report_that_is_revoked_while_it_is_made_is_not_made(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    await put_books(platform, person.user_id, _books(platform))
    report = (await person.ask(REQUEST, i=ASKED))["requestIncomeReport"]["incomeReport"]
    assert (await person.ask(REVOKE, i={"id": report["id"]}))["revokeIncomeReport"]["errors"] == []
    states = await do_jobs(platform, handlers, person.user_id)
    assert set(states.values()) == {JobState.DONE}
    assert ((await _newest(person))["status"], (await _newest(person))["figures"]) == ("REVOKED", None)


async def test_time_ends_a_report(
    person: Person, platform: Platform, handlers: Handlers, client: httpx.AsyncClient
) -> None:
    report = await _made(person, platform, handlers)
    address = report["workbook"]["url"]
    async with platform.database.system_unit_of_work() as uow:
        mine = update(IncomeReportRow).where(IncomeReportRow.user_id == person.user_id)
        await uow.session.execute(mine.values(expires_at=platform.clock.now() - timedelta(seconds=1)))
        await enqueue(uow, DropOldReports())
    assert (await client.get(f"/reports/{report['code']}")).status_code == 404  # before anything is removed
    assert (await _newest(person))["pdf"] is None
    await do_system_jobs(platform, handlers)
    assert (await _newest(person))["status"] == "EXPIRED"
    assert (await client.get(address)).status_code == 404


async def test_what_cant_be_is_refused_and_leaves_nothing(person: Person, platform: Platform) -> None:
    async def codes(**given: str) -> list[str]:
        answer = (await person.ask(REQUEST, i=ASKED | given))["requestIncomeReport"]
        return [error["code"] for error in answer["errors"]]

    assert await codes() == ["NOTHING_TO_REPORT"]
    assert person.user_id is not None
    await put_books(platform, person.user_id, _books(platform))
    assert await codes(currency="USD") == ["NOTHING_TO_REPORT"]
    assert await codes(currency="XXZ") == ["INVALID_MONEY"]
    assert (await person.ask(REPORTS))["incomeReports"]["totalCount"] == 0
    assert await codes() == []
    assert await codes() == ["REPORT_RUNNING"]
    async with platform.database.unit_of_work(person.user_id) as uow:
        rows = [_ended(platform, person.user_id, number) for number in range(platform.settings.reports.reports_per_day)]
        uow.session.add_all(rows)
    assert await codes() == ["TOO_MANY_REPORTS"]


def _ended(platform: Platform, user_id: UUID, number: int) -> IncomeReportRow:
    first, last = period_before(today(platform.clock), 6)
    return IncomeReportRow(
        user_id=user_id,
        status=ReportStatus.FAILED,
        months=6,
        starts_on=first,
        ends_on=last,
        currency="RUB",
        language=ReportLanguage.ENGLISH,
        code=f"{user_id}{number}",
        storage_key="nowhere",
        workbook_storage_key="nowhere",
    )


async def test_two_requests_at_once_make_one_report(person: Person, platform: Platform) -> None:
    assert person.user_id is not None
    await put_books(platform, person.user_id, _books(platform))
    answers = await asyncio.gather(*(person.ask(REQUEST, i=ASKED) for _ in range(4)))
    codes = [[error["code"] for error in answer["requestIncomeReport"]["errors"]] for answer in answers]
    assert sorted(codes) == [[], *[["REPORT_RUNNING"]] * 3]


async def test_a_worker_that_dies_half_way_leaves_one_report(
    person: Person, platform: Platform, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first attempt hangs with one file stored; another takes over after the books have changed."""
    assert person.user_id is not None
    await put_books(platform, person.user_id, _books(platform))
    asked = (await person.ask(REQUEST, i=ASKED))["requestIncomeReport"]
    job_id = decode_id(asked["job"]["id"], "Job", "id")
    hangs, goes_on, put = asyncio.Event(), asyncio.Event(), platform.blobs.put

    async def slow(key: str, content: bytes, content_type: str) -> None:
        if key.endswith(".xlsx") and not hangs.is_set():
            hangs.set()
            await goes_on.wait()
        await put(key, content, content_type)

    monkeypatch.setattr(platform.blobs, "put", slow)
    run = (platform.database, platform.events, handlers, platform.settings.jobs, job_id)
    first = asyncio.create_task(run_job(*run))
    await hangs.wait()
    await put_books(platform, person.user_id, Books((Movement(period_before(today(platform.clock), 6)[0], 1_00),)))
    async with platform.database.system_unit_of_work() as uow:
        late = update(JobRow).where(JobRow.id == job_id)
        await uow.session.execute(late.values(lease_until=func.now() - timedelta(seconds=1)))
    assert await run_job(*run) is JobState.DONE
    before = await _newest(person)
    goes_on.set()
    assert await first is None
    after = await _newest(person)
    assert (after["digest"], after["status"]) == (before["digest"], "READY")
    assert after["figures"]["income"]["confirmed"] == {"amount": "650000.06"}
    stored = (await person.client.get(after["pdf"]["url"])).content
    assert hashlib.sha256(stored).hexdigest() == after["digest"]
    assert (await person.ask(REPORTS))["incomeReports"]["totalCount"] == 1
    async with platform.database.read(person.user_id) as read:
        row = (await read.session.execute(select(IncomeReportRow))).scalar_one()
    workbook = (await person.client.get(after["workbook"]["url"])).content
    assert hashlib.sha256(workbook).hexdigest() == row.workbook_digest


async def test_the_history_tells_of_it(person: Person, platform: Platform, handlers: Handlers) -> None:
    report = await _made(person, platform, handlers)
    await person.ask(REVOKE, i={"id": report["id"]})
    edges = (await person.ask("{ activity(first: 20) { edges { node { action } } } }"))["activity"]["edges"]
    actions = [edge["node"]["action"] for edge in edges]
    assert [one for one in reversed(actions) if one.startswith("report.")] == [
        "report.requested",
        "report.made",
        "report.revoked",
    ]
    async with platform.database.read(person.user_id) as read:
        kept = (await read.session.execute(select(AuditEntryRow.details))).scalars().all()
    assert report["code"].replace("-", "") not in str(kept)


async def test_days_of_a_statement_are_covered(person: Person, platform: Platform, handlers: Handlers) -> None:
    """A file that says which days it is of covers all of them, movements or none; what it does not is named."""
    starts_on, ends_on = period_before(today(platform.clock), 6)
    months = months_of(starts_on, 6)
    last = months[3] - timedelta(days=1)
    await send_file(person, "STATEMENT", "a.ofx", _ofx(starts_on, last, [(months[1], "1500.00")]))
    await do_jobs(platform, handlers, person.user_id)
    asked = (await person.ask(REQUEST, i=ASKED))["requestIncomeReport"]
    assert asked["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    figures = (await _newest(person))["figures"]
    assert [(gap["first"], gap["last"]) for gap in figures["gaps"]] == [(months[3].isoformat(), ends_on.isoformat())]
    assert [month["isCovered"] for month in figures["months"]] == [True] * 3 + [False] * 3


def _ofx(first: Any, last: Any, lines: list[tuple[Any, str]]) -> bytes:
    movements = "".join(
        f"<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>{day:%Y%m%d}</DTPOSTED><TRNAMT>{amount}</TRNAMT>"
        f"<FITID>{number}</FITID><NAME>Northwind Ltd</NAME></STMTTRN>"
        for number, (day, amount) in enumerate(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" '
        'NEWFILEUID="NONE"?><OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>'
        f"<DTSERVER>{last:%Y%m%d}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS>"
        "<TRNUID>1</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><STMTRS><CURDEF>RUB</CURDEF>"
        "<BANKACCTFROM><BANKID>1</BANKID><ACCTID>40817810099910004312</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE>"
        f"</BANKACCTFROM><BANKTRANLIST><DTSTART>{first:%Y%m%d}</DTSTART><DTEND>{last:%Y%m%d}</DTEND>{movements}"
        f"</BANKTRANLIST><LEDGERBAL><BALAMT>9000.00</BALAMT><DTASOF>{last:%Y%m%d}</DTASOF></LEDGERBAL>"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    ).encode()

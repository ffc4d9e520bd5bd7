"""A report's code opens digest, date and totals to whoever holds it, and nothing else; the report is its owner's."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text, update

from core.adapters.wiring import Platform
from core.clock import today
from core.identity.models import UserRow, UserStatus
from core.reports.request_report import new_code
from core.reports.rules import period_before
from tests.support.accounts import from_address
from tests.support.grants import let_in
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person
from tests.support.reports import Books, Movement, put_books

pytestmark = pytest.mark.security
REQUEST = """mutation($i: RequestIncomeReportInput!) { requestIncomeReport(input: $i) {
  incomeReport { id code } errors { code } } }"""
REVOKE = "mutation($i: RevokeIncomeReportInput!) { revokeIncomeReport(input: $i) { errors { code field } } }"
REPORTS = "query Q { incomeReports { edges { node { id code status pdf { url } } } } }"
NODE = "query N($id: ID!) { node(id: $id) { id ... on IncomeReport { code } } }"
ASKED = {"period": "SIX_MONTHS", "currency": "RUB", "language": "ENGLISH"}


async def _report(person: Person, platform: Platform, handlers: Handlers) -> dict[str, Any]:
    assert person.user_id is not None
    first, _ = period_before(today(platform.clock), 6)
    await put_books(platform, person.user_id, Books((Movement(first, 1_234_00, payer="A name that nobody learns"),)))
    made: dict[str, Any] = (await person.ask(REQUEST, i=ASKED))["requestIncomeReport"]
    assert made["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    report: dict[str, Any] = (await person.ask(REPORTS))["incomeReports"]["edges"][0]["node"]
    assert report["status"] == "READY"
    return report


async def test_a_code_opens_digest_date_and_totals_and_nothing_else(
    person: Person, platform: Platform, handlers: Handlers, client: httpx.AsyncClient
) -> None:
    report = await _report(person, platform, handlers)
    answer = await client.get(f"/reports/{report['code']}")
    assert answer.status_code == 200
    assert set(answer.json()) == {"digest", "madeOn", "totals"}
    assert set(answer.json()["totals"]) == {"from", "to", "currency", "income", "expenses", "profit"}
    for secret in (person.email, "Anna", "nobody learns", "4312", "Shore", str(person.user_id), report["id"]):
        assert secret not in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_what_is_not_there_any_more_was_never_there(
    person: Person, platform: Platform, handlers: Handlers, stranger: Person
) -> None:
    """Unknown, revoked, of somebody who may not sign in, no code at all: one answer."""
    report = await _report(person, platform, handlers)
    address = f"/reports/{report['code']}"
    unknown = await stranger.client.get(f"/reports/{new_code()}")

    def told(answer: httpx.Response) -> tuple[object, ...]:
        apart = ("date", "x-request-id", "traceparent")
        return answer.status_code, answer.content, {k: v for k, v in answer.headers.items() if k not in apart}

    async with platform.database.system_unit_of_work() as uow:
        mine = update(UserRow).where(UserRow.id == person.user_id)
        await uow.session.execute(mine.values(status=UserStatus.DEACTIVATED))
    assert told(await stranger.client.get(address)) == told(unknown)
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(mine.values(status=UserStatus.ACTIVE))
    assert (await stranger.client.get(address)).status_code == 200
    assert (await person.ask(REVOKE, i={"id": report["id"]}))["revokeIncomeReport"]["errors"] == []
    assert told(await stranger.client.get(address)) == told(unknown)
    for wrong in ("x", "%00", "а" * 28, "9" * 5000, "' OR 1=1 --"):
        assert told(await stranger.client.get(f"/reports/{wrong}")) == told(unknown)


async def test_an_address_can_ask_only_so_often(platform: Platform, client: httpx.AsyncClient) -> None:
    guesser = from_address(client, "10.77.0.9").client
    most = platform.settings.limits.report_checks_per_minute
    statuses = [(await guesser.get(f"/reports/{new_code()}")).status_code for _ in range(most + 1)]
    assert statuses == [404] * most + [429]
    refused = await guesser.get(f"/reports/{new_code()}")
    assert refused.json() == {"code": "RATE_LIMITED", "message": "Too many requests."}
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert (await from_address(client, "10.77.0.10").client.get(f"/reports/{new_code()}")).status_code == 404


def test_nobody_guesses_a_code() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {28}  # 32 letters each: 140 bits
    assert len(set("".join(codes))) == 32


async def test_a_report_is_its_owners(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    report = await _report(person, platform, handlers)
    other = await another()
    assert await other.ask(NODE, id=report["id"]) == {"node": None}
    assert (await other.ask(REPORTS))["incomeReports"]["edges"] == []
    refused = (await other.ask(REVOKE, i={"id": report["id"]}))["revokeIncomeReport"]
    assert refused["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    assert (await person.ask(REPORTS))["incomeReports"]["edges"][0]["node"]["status"] == "READY"
    async with platform.database.read(other.user_id) as read:
        assert (await read.session.execute(text("SELECT count(*) FROM income_reports"))).scalar_one() == 0


@pytest.mark.parametrize("kind", ["READ_ONLY", "ACCOUNTANT"])
async def test_nobody_who_was_let_in_makes_sees_or_revokes_one(
    person: Person,
    platform: Platform,
    handlers: Handlers,
    another: Callable[[], Awaitable[Person]],
    kind: str,
) -> None:
    """A report is given out in its owner's name: an accountant may read the books, and not vouch for their owner."""
    report = await _report(person, platform, handlers)
    caller = await let_in(person, await another(), kind)
    assert await caller.error_code(REPORTS) == "FORBIDDEN"
    assert await caller.error_code(REQUEST, i=ASKED) == "FORBIDDEN"
    assert await caller.error_code(REVOKE, i={"id": report["id"]}) == "FORBIDDEN"
    [edge] = (await person.ask(REPORTS))["incomeReports"]["edges"]
    assert (edge["node"]["id"], edge["node"]["status"]) == (report["id"], "READY")

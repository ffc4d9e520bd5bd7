"""Insights about taxes, banks and papers: told once with a reason, a sum and one action, and gone when it is done."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from api.graphql.declare.node import encode_id
from core.accounts.models import CategoryRow
from core.adapters.wiring import Platform
from core.banking.models import BankConnectionRow, BankConsentRow, ConnectionStatus
from core.clock import today
from core.ids import new_id
from core.insights.messages import FindInsights, WatchBooks
from core.insights.models import InsightKind, InsightRow
from core.insights.noticed import Noticed
from core.insights.store_insights import store_insights
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.ports.bank_feed import ConsentKind, ConsentStatus
from core.taxes import notice_taxes
from tests.fixtures.documents.generate import invoice_pdf
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

INSIGHTS = """query($all: Boolean! = false) { insights(first: 50, filter: {includeDismissed: $all}) { edges { node {
  id kind action topic label day amount { amount currency } usualAmount { amount } account { name }
  transaction { id description } dismissedAt actedAt } } } }"""
DISMISS = """mutation($id: ID!) { dismissInsight(input: {id: $id}) {
  insight { id } muted { kind byPerson } errors { code } } }"""
MUTED = "{ mutedInsights { kind byPerson } }"
MUTE = "mutation($k: InsightKind!) { muteInsights(input: {kind: $k}) { muted { kind byPerson } errors { code } } }"
UNMUTE = "mutation($k: InsightKind!) { unmuteInsights(input: {kind: $k}) { muted { kind } errors { code } } }"
PROFILE = """mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) {
  taxProfile { id } errors { code } } }"""
MARK = "mutation($i: MarkTaxDeadlineInput!) { markTaxDeadline(input: $i) { errors { code } } }"
DEADLINES = "query($id: ID!, $y: Int!) { taxDeadlines(profileId: $id, year: $y) { key dueOn owed { amount } } }"
ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } } }"
MOVE = "mutation($i: CreateTransactionInput!) { createTransaction(input: $i) { transaction { id } errors { code } } }"


async def noticed(person: Person, **given: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(INSIGHTS, **given))["insights"]["edges"]]


async def look(platform: Platform, person: Person, handlers: Handlers) -> None:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await enqueue(uow, FindInsights())
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["insights.find_insights"] is JobState.DONE


async def open_account(person: Person, currency: str = "RUB") -> str:
    made = await person.ask(ACCOUNT, i={"name": "Main", "kind": "CHECKING", "currency": currency})
    account: str = made["createAccount"]["account"]["id"]
    return account


async def move(platform: Platform, person: Person, account: str, *moved: Any) -> None:
    """`moved`: the day, the amount in roubles, the text and the key of the category."""
    day, amount, text, category = moved
    async with platform.database.read(person.user_id) as read:
        found = (await read.session.execute(select(CategoryRow.id).where(CategoryRow.key == category))).scalar_one()
    movement = {
        "accountId": account,
        "bookedOn": day.isoformat(),
        "amount": {"amount": amount, "currency": "RUB"},
        "description": text,
        "categoryId": encode_id("Category", found),
    }
    assert (await person.ask(MOVE, i=movement))["createTransaction"]["errors"] == []


async def npd(person: Person, day: date) -> str:
    given = {"country": "RU", "regime": "npd", "startsOn": f"{day.year - 1}-01-01"}
    profile: str = (await person.ask(PROFILE, i=given))["createTaxProfile"]["taxProfile"]["id"]
    return profile


async def next_deadline(person: Person, profile: str, day: date) -> dict[str, Any]:
    for year in (day.year, day.year + 1):
        for one in (await person.ask(DEADLINES, id=profile, y=year))["taxDeadlines"]:
            if one["dueOn"] >= day.isoformat():
                found: dict[str, Any] = one
                return found
    raise AssertionError("no deadline ahead")


async def test_a_tax_deadline_is_told_once_and_goes_when_it_is_marked(
    person: Person,
    another: Callable[[], Awaitable[Person]],
    platform: Platform,
    handlers: Handlers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notice_taxes, "NEAR", timedelta(days=40))  # one is always so near
    day, stranger = today(platform.clock), await another()
    account, profile = await open_account(person), await npd(person, day)
    near = await next_deadline(person, profile, day)
    for _ in range(2):
        await look(platform, person, handlers)
    told = [one for one in await noticed(person) if one["topic"] == near["key"]]
    assert [(one["kind"], one["action"], one["day"], one["account"], one["transaction"]) for one in told] == [
        ("TAX_DEADLINE", "OPEN_TAXES", near["dueOn"], None, None)
    ]
    assert account
    assert told[0]["label"] == "Tax on professional income"
    assert await noticed(stranger, all=True) == []
    assert (await stranger.ask(DISMISS, id=told[0]["id"]))["dismissInsight"]["errors"] == [{"code": "NOT_FOUND"}]

    mark = {"profileId": profile, "year": int(near["dueOn"][:4]), "key": near["key"], "doneOn": day.isoformat()}
    assert (await person.ask(MARK, i=mark))["markTaxDeadline"]["errors"] == []
    await look(platform, person, handlers)
    assert near["key"] not in [one["topic"] for one in await noticed(person)]
    (gone,) = [one for one in await noticed(person, all=True) if one["topic"] == near["key"]]
    assert gone["actedAt"] == gone["dismissedAt"] is not None


async def test_money_to_set_aside_is_told_once_a_month(person: Person, platform: Platform, handlers: Handlers) -> None:
    day = today(platform.clock)
    account = await open_account(person)
    await npd(person, day)
    await move(platform, person, account, day, "100000", "Client", "income.services")
    await move(platform, person, account, day, "-98000", "Car", "food.groceries")
    for _ in range(2):
        await look(platform, person, handlers)
    (told,) = [one for one in await noticed(person) if one["kind"] == "TAX_SET_ASIDE"]
    assert told["action"] == "OPEN_TAXES"
    assert told["amount"]["currency"] == "RUB"
    assert told["usualAmount"] == {"amount": "2000.00"}
    assert float(told["amount"]["amount"]) > 2000
    await move(platform, person, account, day, "98000", "Car came back", "income.refund")
    await look(platform, person, handlers)
    assert [one for one in await noticed(person) if one["kind"] == "TAX_SET_ASIDE"] == []


async def test_a_missing_receipt_is_told_for_the_three_largest(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    day = today(platform.clock)
    account = await open_account(person)
    for days, amount, text in (
        (20, "-9000", "Third"),
        (20, "-20000", "First"),
        (30, "-10000", "Second"),
        (30, "-8000", "Fourth"),
        (7, "-30000", "Too young"),
        (60, "-30000", "Too old"),
        (20, "-4999.99", "Too small"),
    ):
        await move(platform, person, account, day - timedelta(days=days), amount, text, "business.software")
    for _ in range(2):
        await look(platform, person, handlers)
    told = [one for one in await noticed(person) if one["kind"] == "RECEIPT_MISSING"]
    assert [(one["action"], one["label"], one["amount"]["amount"]) for one in reversed(told)] == [
        ("ADD_RECEIPT", "First", "-20000.00"),
        ("ADD_RECEIPT", "Second", "-10000.00"),
        ("ADD_RECEIPT", "Third", "-9000.00"),
    ]
    assert {one["transaction"]["description"] for one in told} == {"First", "Second", "Third"}


async def test_a_consent_is_told_a_week_before_it_lapses_and_goes_when_it_is_renewed(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    now, connection_id = platform.clock.now(), new_id()
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        connection = BankConnectionRow(
            id=connection_id,
            user_id=person.user_id,
            bank_code="oldbank",
            person_ref="demo-1",
            status=ConnectionStatus.ACTIVE,
        )
        uow.session.add(connection)
        await uow.session.flush()
        for kind, days in ((ConsentKind.ACCOUNT, 6), (ConsentKind.PRODUCT, 5), (ConsentKind.PAYMENT, 1)):
            consent = {"kind": kind, "status": ConsentStatus.AUTHORISED, "permissions": []}
            ends = now + timedelta(days=days)
            uow.session.add(
                BankConsentRow(
                    id=new_id(), user_id=person.user_id, connection_id=connection_id, expires_at=ends, **consent
                )
            )
    for _ in range(2):
        await look(platform, person, handlers)
    (told,) = await noticed(person)
    assert (told["kind"], told["action"], told["label"], told["amount"], told["day"]) == (
        "CONSENT_LAPSES",
        "RENEW_CONSENT",
        "oldbank",
        None,
        (now + timedelta(days=5)).date().isoformat(),
    )
    async with platform.database.unit_of_work(person.user_id) as uow:
        renewed = now + timedelta(days=365)
        await uow.session.execute(update(BankConsentRow).values(expires_at=renewed))
    await look(platform, person, handlers)
    assert await noticed(person) == []


async def test_a_receipt_that_came_counts_as_acted_upon(person: Person, platform: Platform, handlers: Handlers) -> None:
    day = today(platform.clock)
    account = await open_account(person)
    await move(platform, person, account, day - timedelta(days=20), "-9000", "Licence", "business.software")
    await look(platform, person, handlers)
    (told,) = [one for one in await noticed(person) if one["kind"] == "RECEIPT_MISSING"]
    content, _ = invoice_pdf(3)
    paper = (await send_file(person, "DOCUMENT", "invoice.pdf", content))["document"]["id"]
    await do_jobs(platform, handlers, person.user_id)
    link = "mutation($i: LinkDocumentInput!) { linkDocument(input: $i) { errors { code } } }"
    tied = {"documentId": paper, "transactionId": told["transaction"]["id"], "amount": "9000"}
    assert (await person.ask(link, i=tied))["linkDocument"]["errors"] == []
    await look(platform, person, handlers)
    (gone,) = [one for one in await noticed(person, all=True) if one["kind"] == "RECEIPT_MISSING"]
    assert gone["actedAt"] == gone["dismissedAt"] is not None


async def test_a_payment_that_left_the_books_needs_no_receipt(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    day = today(platform.clock)
    account = await open_account(person)
    await move(platform, person, account, day - timedelta(days=20), "-9000", "Desk", "business.software")
    await look(platform, person, handlers)
    (told,) = [one for one in await noticed(person) if one["kind"] == "RECEIPT_MISSING"]
    delete = "mutation($i: DeleteTransactionInput!) { deleteTransaction(input: $i) { errors { code } } }"
    assert (await person.ask(delete, i={"id": told["transaction"]["id"]}))["deleteTransaction"]["errors"] == []
    await look(platform, person, handlers)
    assert [one for one in await noticed(person) if one["kind"] == "RECEIPT_MISSING"] == []


def made_up(kind: InsightKind, number: int) -> Noticed:
    return Noticed(kind, f"{kind}:{number}", None, f"Thing {number}", date(2026, 6, 1), 100, "RUB")


async def tell(platform: Platform, person: Person, kind: InsightKind, numbers: range) -> int:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        return await store_insights(uow, platform.clock, [made_up(kind, number) for number in numbers])


async def dismiss_all(person: Person, kind: InsightKind) -> list[Any]:
    of_kind = [one for one in await noticed(person) if one["kind"] == kind.name]
    return [(await person.ask(DISMISS, id=one["id"]))["dismissInsight"]["muted"] for one in of_kind]


async def test_three_dismissals_mute_a_kind_until_it_is_wanted_again(person: Person, platform: Platform) -> None:
    kind = InsightKind.TAX_LIMIT
    await tell(platform, person, kind, range(4))
    by_dismissals = {"kind": "TAX_LIMIT", "byPerson": False}
    ids = [one["id"] for one in await noticed(person)]
    answers = [(await person.ask(DISMISS, id=one))["dismissInsight"]["muted"] for one in [ids[0], ids[0], *ids[1:3]]]
    assert answers == [None, None, None, by_dismissals]  # the second word on one thing teaches nothing
    assert await noticed(person) == []  # the fourth is hidden too
    assert (await person.ask(MUTED))["mutedInsights"] == [by_dismissals]
    assert await tell(platform, person, kind, range(4, 6)) == 0
    assert await tell(platform, person, InsightKind.TAX_SET_ASIDE, range(1)) == 1

    assert (await person.ask(UNMUTE, k="TAX_LIMIT"))["unmuteInsights"] == {"muted": [], "errors": []}
    assert [one["label"] for one in await noticed(person)] == ["Thing 0", "Thing 0"]
    assert await tell(platform, person, kind, range(4, 6)) == 2
    assert await dismiss_all(person, kind) == [None, None, by_dismissals]  # it was counted anew


async def test_deadlines_and_what_was_acted_upon_are_not_muted_by_dismissals(
    person: Person, platform: Platform
) -> None:
    await tell(platform, person, InsightKind.TAX_DEADLINE, range(4))
    assert await dismiss_all(person, InsightKind.TAX_DEADLINE) == [None] * 4
    await tell(platform, person, InsightKind.RECEIPT_MISSING, range(4))
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            update(InsightRow)
            .where(InsightRow.user_id == person.user_id, InsightRow.key == "receipt_missing:0")
            .values(acted_at=platform.clock.now(), dismissed_at=platform.clock.now())
        )
    assert await dismiss_all(person, InsightKind.RECEIPT_MISSING) == [None] * 3
    by_hand = {"kind": "TAX_DEADLINE", "byPerson": True}
    for _ in range(2):
        assert (await person.ask(MUTE, k="TAX_DEADLINE"))["muteInsights"] == {"muted": [by_hand], "errors": []}


async def test_dismissals_of_long_ago_teach_nothing(person: Person, platform: Platform) -> None:
    await tell(platform, person, InsightKind.PRICE_RISE, range(3))
    two = (await noticed(person))[:2]
    for one in two:
        await person.ask(DISMISS, id=one["id"])
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            update(InsightRow)
            .where(InsightRow.user_id == person.user_id, InsightRow.dismissed_by_person)
            .values(dismissed_at=InsightRow.dismissed_at - timedelta(days=91))
        )
    assert await dismiss_all(person, InsightKind.PRICE_RISE) == [None]


async def test_muting_is_the_persons_own(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform
) -> None:
    other = await another()
    await person.ask(MUTE, k="PRICE_RISE")
    assert (await other.ask(MUTED))["mutedInsights"] == []
    await other.ask(UNMUTE, k="PRICE_RISE")
    assert (await person.ask(MUTED))["mutedInsights"] == [{"kind": "PRICE_RISE", "byPerson": True}]
    assert await tell(platform, other, InsightKind.PRICE_RISE, range(1)) == 1


async def test_everybody_with_accounts_is_looked_through_once_a_day(
    person: Person,
    another: Callable[[], Awaitable[Person]],
    platform: Platform,
    handlers: Handlers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.insights.watch_books.BATCH", 1)
    people, without = [person, await another()], await another()
    for one in people:
        await open_account(one)
    for _ in range(2):
        async with platform.database.system_unit_of_work() as uow:
            await enqueue(uow, WatchBooks())
        assert (await do_system_jobs(platform, handlers))["insights.watch_books"] is JobState.DONE
    async with platform.database.read_system() as read:
        rows = await read.session.execute(
            select(JobRow.user_id).where(
                JobRow.name == FindInsights.name,
                JobRow.user_id.in_([one.user_id for one in (*people, without)]),
                JobRow.deduplication_key.is_not(None),
            )
        )
        assert sorted(str(row.user_id) for row in rows) == sorted(str(one.user_id) for one in people)

"""From a file to what was noticed in it: found by a job, told once, listed, watched, put away."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from api.graphql.context import Context
from api.graphql.insights.insight import Insight
from api.graphql.insights.insight_added import _insight_added
from core.adapters.wiring import Platform
from core.forecasting.load_histories import load_history
from core.forecasting.request_forecast import RequestForecast, request_forecast
from core.identity.session import Device
from core.insights.messages import FindInsights
from core.jobs.enqueue import enqueue
from core.jobs.models import JobState
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person, make_person

INSIGHTS = """query($first: Int! = 20, $after: String, $kinds: [InsightKind!], $all: Boolean! = false) {
  insights(first: $first, after: $after, filter: {kinds: $kinds, includeDismissed: $all}) {
    edges { node { id kind label day chance dismissedAt cursor amount { amount currency } usualAmount { amount }
                   account { name } transaction { description } } }
    pageInfo { hasNextPage endCursor } } }"""
DISMISS = """mutation($id: ID!) { dismissInsight(input: {id: $id}) {
  insight { id dismissedAt } errors { code field } } }"""
ACCOUNT = 'mutation { createAccount(input: {name: "Main", kind: CHECKING, currency: "RUB"}) { account { id } } }'
RULE = """mutation($c: ID!) { createCategoryRule(input: {pattern: "groceries", categoryId: $c}) { errors { code } } }"""
TODAY = datetime.now(UTC).date()  # books that end long ago are no news


def statement() -> bytes:
    """Thirteen months: food every third day and once a feast, films that became dearer, a gym since three months."""
    rows = [(days, "Groceries", "-500.00") for days in range(3, 390, 3)]
    rows += [(30 * month + 5, "Films", "-999.00" if month == 0 else "-799.00") for month in range(12)]
    rows += [(30 * month + 8, "Gym", "-3000.00") for month in range(3)]
    rows += [(30 * month + 2, "Client", "60000.00") for month in range(12)]
    rows += [(1, "Groceries feast", "-7000.00")]
    lines = [f"{TODAY - timedelta(days=days)},{text},{amount},RUB" for days, text, amount in sorted(rows, reverse=True)]
    return "\n".join(["Date,Description,Amount,Currency", *lines, ""]).encode()


async def books(person: Person, platform: Platform, handlers: Handlers) -> None:
    account = (await person.ask(ACCOUNT))["createAccount"]["account"]["id"]
    categories = (await person.ask("{ categories { id key kind } }"))["categories"]
    (food,) = [one["id"] for one in categories if one["key"] == "food.groceries"]
    assert (await person.ask(RULE, c=food))["createCategoryRule"] == {"errors": []}
    await send_file(person, "STATEMENT", "year.csv", statement(), accountId=account)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["insights.find_insights"] is JobState.DONE


async def noticed(person: Person, **given: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(INSIGHTS, **given))["insights"]["edges"]]


async def look_again(person: Person, platform: Platform, handlers: Handlers) -> None:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await enqueue(uow, FindInsights())
    assert await do_jobs(platform, handlers, person.user_id) == {"insights.find_insights": JobState.DONE}


async def watch(platform: Platform, person: Person, after: str | None) -> AsyncGenerator[Insight, None]:
    assert person.token is not None
    actor = await platform.access_tokens.check(person.token)
    context = Context(platform, cast("Any", None), actor, Device())
    return _insight_added(cast("Any", SimpleNamespace(context=context)), after)


async def test_insights_from_a_file_to_their_dismissal(platform: Platform, person: Person, handlers: Handlers) -> None:
    watching = await watch(platform, person, None)
    async with aclosing(watching):
        first = asyncio.ensure_future(anext(watching))
        await asyncio.sleep(0.1)
        await books(person, platform, handlers)
        told = [await asyncio.wait_for(first, 5), *[await asyncio.wait_for(anext(watching), 5) for _ in range(2)]]
    listed = await noticed(person)
    shown = {
        one["kind"]: (one["label"], one["amount"]["amount"], (one["usualAmount"] or {}).get("amount")) for one in listed
    }
    assert shown == {
        "UNUSUAL_SPENDING": ("Groceries feast", "-7000.00", "-500.00"),
        "PRICE_RISE": ("Films", "-999.00", "-799.00"),
        "NEW_RECURRING": ("Gym", "-3000.00", None),
    }
    assert [one.row.kind.name for one in reversed(told)] == [one["kind"] for one in listed]
    assert {one["account"]["name"] for one in listed} == {"Main"}
    assert all(one["transaction"]["description"] == one["label"] for one in listed)

    await look_again(person, platform, handlers)
    assert await noticed(person) == listed  # told once

    one = listed[0]
    answer = (await person.ask(DISMISS, id=one["id"]))["dismissInsight"]
    assert answer["errors"] == []
    assert answer["insight"]["dismissedAt"] is not None
    await look_again(person, platform, handlers)
    assert await noticed(person) == listed[1:]
    assert [node["id"] for node in await noticed(person, all=True)] == [node["id"] for node in listed]
    assert [node["id"] for node in await noticed(person, kinds=[listed[1]["kind"]])] == [listed[1]["id"]]

    page = (await person.ask(INSIGHTS, first=1))["insights"]
    assert page["pageInfo"]["hasNextPage"]
    assert [node["id"] for node in await noticed(person, first=1, after=page["pageInfo"]["endCursor"])] == [
        listed[2]["id"]
    ]
    async with aclosing(await watch(platform, person, listed[2]["cursor"])) as later:
        assert (await asyncio.wait_for(anext(later), 5)).row.label == listed[1]["label"]

    stranger = await make_person(platform, person.client)
    assert await noticed(stranger, all=True) == []
    refused = (await stranger.ask(DISMISS, id=listed[1]["id"]))["dismissInsight"]
    assert refused == {"insight": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}


async def test_a_suspected_duplicate_is_told_until_it_is_decided(
    platform: Platform, person: Person, handlers: Handlers
) -> None:
    account = (await person.ask(ACCOUNT))["createAccount"]["account"]["id"]
    for name, days, text in (("one.csv", 4, "Coffee house"), ("two.csv", 3, "COFFEE HOUSE CARD 1234")):
        row = f"{TODAY - timedelta(days=days)},{text},-350.00,RUB\n"
        content = f"Date,Description,Amount,Currency\n{row}".encode()
        await send_file(person, "STATEMENT", name, content, accountId=account)
        await do_jobs(platform, handlers, person.user_id)
    (found,) = await noticed(person)
    assert (found["kind"], found["amount"]["amount"]) == ("DUPLICATE_SUSPECTED", "-350.00")
    links = "{ transactionLinks(first: 5) { edges { node { id } } } }"
    (link,) = (await person.ask(links))["transactionLinks"]["edges"]
    decide = "mutation($i: DecideTransactionLinkInput!) { decideTransactionLink(input: $i) { errors { code } } }"
    await person.ask(decide, i={"id": link["node"]["id"], "belongs": False})
    await look_again(person, platform, handlers)
    assert await noticed(person) == []


async def test_a_balance_below_zero_is_foreseen_with_what_is_pending_and_told_beside_the_books_balance(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    assert person.user_id is not None
    rows = [(200, "Savings", "220000.00", "booked"), (30, "Never came", "-7777.00", "pending")]
    rows += [(days, f"Shop {days % 7}", "-1000.00", "booked") for days in range(199, 0, -1)]
    rows += [(0, "Card payment", "-5000.00", "pending")]
    lines = [f"{TODAY - timedelta(days=days)},{text},{amount},RUB,{status}" for days, text, amount, status in rows]
    content = "\n".join(["Date,Description,Amount,Currency,Status", *lines, ""]).encode()
    account = (await person.ask(ACCOUNT))["createAccount"]["account"]["id"]
    await send_file(person, "STATEMENT", "months.csv", content, accountId=account)
    assert (await do_jobs(platform, handlers, person.user_id))["insights.find_insights"] is JobState.DONE
    (balance,) = (await person.ask("{ accounts { edges { node { balance { amount } } } } }"))["accounts"]["edges"]
    (below,) = await noticed(person, kinds=["BALANCE_BELOW_ZERO"])
    assert below["usualAmount"] == balance["node"]["balance"] == {"amount": "21000.00"}

    async with platform.database.unit_of_work(person.user_id) as uow:
        asked = await request_forecast(uow, platform.clock, RequestForecast(None, 30))
    async with platform.database.read(person.user_id) as read:
        history = await load_history(read, asked, asked.account_ids[0])
    assert history is not None
    assert (history.as_of, history.balance_minor, len(history.movements)) == (TODAY, 16_000_00, 201)

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any

from core.accounts.load_exchange_rates import load_rates
from core.adapters.wiring import Platform
from core.ports.rate_feed import Rate, RatePublisher
from tests.integration.test_forecast import statement
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

CREATE = """mutation($i: CreatePlannedItemInput!) { createPlannedItem(input: $i) {
  plannedItem { id kind label dueOn amount { amount currency } account { id } } errors { code field } } }"""
UPDATE = """mutation($i: UpdatePlannedItemInput!) { updatePlannedItem(input: $i) {
  plannedItem { label dueOn amount { amount } } errors { code field } } }"""
DELETE = (
    """mutation($i: DeletePlannedItemInput!) { deletePlannedItem(input: $i) { deletedId errors { code field } } }"""
)
LIST = "{ plannedItems { edges { node { id label dueOn } } } }"
ACCOUNTS = "{ accounts { edges { node { id currency } } } }"
NEW_ACCOUNT = """mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"""
REQUEST = """mutation($i: RequestForecastInput!) { requestForecast(input: $i) {
  forecast { id isWhatIf } errors { code field } } }"""
FORECAST = """query($id: ID!) { forecast(id: $id) { status isWhatIf
  totals { currency accounts balance { amount } days { p10 { amount } p50 { amount } p90 { amount } }
    shortfall { chance } }
  series { account { id } days { day p50 { amount } }
    events { day label kind amount { amount } balance { amount } } shortfall { chance firstDay firstChanceDay } } } }"""
INVOICE = {"kind": "INVOICE", "label": "Invoice 7, Romashka", "dueOn": "2026-03-18"}


async def _account(person: Person) -> str:
    return str((await person.ask(ACCOUNTS))["accounts"]["edges"][0]["node"]["id"])


async def _books(person: Person, platform: Platform, handlers: Handlers) -> str:
    await send_file(person, "STATEMENT", "a.csv", statement(14))
    await do_jobs(platform, handlers, person.user_id)
    return await _account(person)


async def _forecast(person: Person, platform: Platform, handlers: Handlers, **given: object) -> dict[str, Any]:
    made = (await person.ask(REQUEST, i={"horizonDays": 40, **given}))["requestForecast"]
    assert made["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    shown: dict[str, Any] = (await person.ask(FORECAST, id=made["forecast"]["id"]))["forecast"]
    assert shown["status"] == "READY"
    return shown


def _at(series: dict[str, Any], day: str) -> Decimal:
    return Decimal(next(one["p50"]["amount"] for one in series["days"] if one["day"] == day))


async def test_a_planned_item_moves_the_forecast_on_its_day_and_is_told(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    account = await _books(person, platform, handlers)
    (before,) = (await _forecast(person, platform, handlers))["series"]
    amount = {"amount": "50000.00", "currency": "RUB"}
    made = (await person.ask(CREATE, i={"accountId": account, "amount": amount, **INVOICE}))["createPlannedItem"]
    assert made["errors"] == []
    assert made["plannedItem"]["kind"] == "INVOICE"
    shown = await _forecast(person, platform, handlers)
    (after,) = shown["series"]
    assert _at(after, "2026-03-17") == _at(before, "2026-03-17")
    assert _at(after, "2026-03-18") - _at(before, "2026-03-18") == 50000
    assert _at(after, "2026-04-07") - _at(before, "2026-04-07") == 50000
    told = [event for event in after["events"] if event["label"] == "Invoice 7, Romashka"]
    assert [(event["day"], event["kind"], event["amount"]["amount"]) for event in told] == [
        ("2026-03-18", "invoice", "50000.00")
    ]
    moved = sum(Decimal(event["amount"]["amount"]) for event in after["events"])
    (total,) = shown["totals"]
    assert moved == _at(after, "2026-04-07") - Decimal(total["balance"]["amount"])
    assert after["events"][-1]["balance"] == after["days"][-1]["p50"]


async def test_a_what_if_changes_income_and_rent_and_nothing_else(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    account = await _books(person, platform, handlers)
    (before,) = (await _forecast(person, platform, handlers))["series"]
    rent = next(event for event in before["events"] if event["amount"]["amount"] == "-45000.00")
    supposed = {
        "incomeFactor": "0.8",
        "changedItems": [{"label": rent["label"], "amount": {"amount": "-50000.00", "currency": "RUB"}}],
        "extraItems": [
            {
                "accountId": account,
                "dueOn": "2026-03-02",
                "amount": {"amount": "-700.00", "currency": "RUB"},
                "label": "Laptop",
            }
        ],
    }
    shown = await _forecast(person, platform, handlers, scenario=supposed)
    (after,) = shown["series"]
    assert shown["isWhatIf"]
    assert _at(after, "2026-03-01") == _at(before, "2026-03-01")
    assert _at(after, "2026-03-02") - _at(before, "2026-03-02") == -700
    assert _at(after, "2026-03-05") - _at(before, "2026-03-05") == -24700
    assert _at(after, "2026-03-10") - _at(before, "2026-03-10") == -29700
    assert (await person.ask(LIST))["plannedItems"]["edges"] == []


async def test_totals_are_one_a_currency_and_one_of_all_when_rates_are_known(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await _books(person, platform, handlers)
    made = await person.ask(NEW_ACCOUNT, i={"name": "Euro", "kind": "CHECKING", "currency": "EUR"})
    assert made["createAccount"]["errors"] == []
    shown = await _forecast(person, platform, handlers)
    assert [(total["currency"], total["accounts"]) for total in shown["totals"]] == [("EUR", 1), ("RUB", 1)]
    async with platform.database.system_unit_of_work() as uow:
        day = date(2026, 2, 25)
        await load_rates(uow, RatePublisher.ECB, [Rate(day, "RUB", Decimal("90.5"))])
        await load_rates(uow, RatePublisher.ECB, [Rate(day, "EUR", Decimal(1))])
    shown = await _forecast(person, platform, handlers)
    assert [(total["currency"], total["accounts"]) for total in shown["totals"]] == [("EUR", 1), ("RUB", 1), ("RUB", 2)]
    of_one, of_both = shown["totals"][1:]
    assert of_one["days"] == of_both["days"]  # the euro account is empty


async def test_planned_items_are_changed_listed_and_forgotten(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform, handlers: Handlers
) -> None:
    account = await _books(person, platform, handlers)
    amount = {"amount": "-9800.00", "currency": "RUB"}
    given = {"accountId": account, "kind": "TAX", "label": "Advance", "dueOn": "2026-04-28", "amount": amount}
    first = (await person.ask(CREATE, i={**given, "idempotencyKey": "a"}))["createPlannedItem"]["plannedItem"]
    again = (await person.ask(CREATE, i={**given, "idempotencyKey": "a"}))["createPlannedItem"]["plannedItem"]
    assert first == again
    changed = (await person.ask(UPDATE, i={"id": first["id"], "dueOn": "2026-04-25"}))["updatePlannedItem"]
    assert changed["plannedItem"] == {"label": "Advance", "dueOn": "2026-04-25", "amount": {"amount": "-9800.00"}}
    other = await another()
    assert (await other.ask(LIST))["plannedItems"]["edges"] == []
    assert (await other.ask(DELETE, i={"id": first["id"]}))["deletePlannedItem"]["errors"] == [
        {"code": "NOT_FOUND", "field": "id"}
    ]
    assert len((await person.ask(LIST))["plannedItems"]["edges"]) == 1
    assert (await person.ask(DELETE, i={"id": first["id"]}))["deletePlannedItem"]["deletedId"] == first["id"]
    assert (await person.ask(LIST))["plannedItems"]["edges"] == []


async def test_what_cannot_be_planned_is_named(person: Person, platform: Platform, handlers: Handlers) -> None:
    account = await _books(person, platform, handlers)

    async def errors(**given: object) -> object:
        made = {"accountId": account, **INVOICE, "amount": {"amount": "1.00", "currency": "RUB"}, **given}
        return (await person.ask(CREATE, i=made))["createPlannedItem"]["errors"]

    assert await errors(amount={"amount": "0", "currency": "RUB"}) == [{"code": "INVALID_PLAN", "field": "amount"}]
    assert await errors(amount={"amount": "1", "currency": "EUR"}) == [{"code": "CURRENCY_MISMATCH", "field": "amount"}]
    assert await errors(label=" ") == [{"code": "INVALID_TEXT", "field": "label"}]
    asked = await person.ask(REQUEST, i={"horizonDays": 30, "scenario": {"incomeFactor": "11"}})
    assert asked["requestForecast"]["errors"] == [{"code": "INVALID_PLAN", "field": "scenario.incomeFactor"}]

"""How much of a cost lowers the profit: the share that is of the business, and of it what the law lets be deducted."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from api.graphql.declare.node import encode_id
from core.accounts.models import CategoryRow
from core.adapters.wiring import Platform
from tests.support.people import Person

SET = """mutation($i: SetBusinessShareInput!) { setBusinessShare(input: $i) {
  businessShare { category { key } share } errors { code field } } }"""
SHARES = "{ businessShares { category { key } share } }"
PROFILE = """mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) {
  taxProfile { id } errors { code } } }"""
ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } } }"
MOVE = "mutation($i: CreateTransactionInput!) { createTransaction(input: $i) { errors { code } } }"
ESTIMATE = """query($id: ID!) { taxEstimate(profileId: $id, day: "2025-12-31") {
  lines { rule inputs { name value } }
  deductions { category { key } spent { amount } share limit { value source } counted { amount } } } }"""
BOOKS = (
    ("2025-02-03", "9000", "income.services"),
    ("2025-03-01", "-1000", "business.software"),
    ("2025-03-05", "-400", "premises.communication"),
    ("2025-04-10", "-300.01", "food.restaurants"),
    ("2025-04-11", "-80", "leisure.entertainment"),
    ("2025-04-12", "-70", "food.groceries"),
    ("2025-05-02", "100", "premises.communication"),  # some came back
)


async def category(platform: Platform, person: Person, key: str) -> str:
    async with platform.database.read(person.user_id) as read:
        found = (await read.session.execute(select(CategoryRow.id).where(CategoryRow.key == key))).scalar_one()
    return encode_id("Category", found)


async def set_share(platform: Platform, person: Person, key: str, share: str | None) -> dict[str, Any]:
    given = {"categoryId": await category(platform, person, key), "share": share}
    answer: dict[str, Any] = (await person.ask(SET, i=given))["setBusinessShare"]
    return answer


async def deductions(platform: Platform, person: Person, country: str, regime: str, currency: str) -> dict[str, Any]:
    """By category: spent, share, limit, counted; and what the estimate took for expenses."""
    given = {"country": country, "regime": regime, "startsOn": "2024-01-01"}
    profile = (await person.ask(PROFILE, i=given))["createTaxProfile"]["taxProfile"]["id"]
    made = await person.ask(ACCOUNT, i={"name": "Card", "currency": currency})
    for day, amount, key in BOOKS:
        movement = {
            "accountId": made["createAccount"]["account"]["id"],
            "bookedOn": day,
            "amount": {"amount": amount, "currency": currency},
            "description": f"{key} {day}",
            "categoryId": await category(platform, person, key),
        }
        assert (await person.ask(MOVE, i=movement))["createTransaction"]["errors"] == []
    estimate = (await person.ask(ESTIMATE, id=profile))["taxEstimate"]
    found = {
        one["category"]["key"]: (
            one["spent"]["amount"], one["share"], one["limit"] and one["limit"]["value"], one["counted"]["amount"]
        )
        for one in estimate["deductions"]
    }  # fmt: skip
    expenses = [one["value"] for line in estimate["lines"] for one in line["inputs"] if one["name"] == "expenses"]
    return {"found": found, "expenses": expenses[0]}


async def test_all_of_the_business_counts_and_nothing_else_until_a_share_is_set(
    person: Person, platform: Platform
) -> None:
    told = await deductions(platform, person, "US", "schedule_c", "USD")
    assert told["found"] == {
        "business.software": ("1000.00", "1", None, "1000.00"),
        "premises.communication": ("300.00", "1", None, "300.00"),
    }
    assert told["expenses"] == "1300.00"


async def test_a_share_and_the_law_both_limit(person: Person, platform: Platform) -> None:
    for key, share in (("premises.communication", "0.4"), ("food.restaurants", "0.5"), ("leisure.entertainment", "1")):
        assert (await set_share(platform, person, key, share))["errors"] == []
    told = await deductions(platform, person, "US", "schedule_c", "USD")
    assert told["found"] == {
        "business.software": ("1000.00", "1", None, "1000.00"),
        "premises.communication": ("300.00", "0.4", None, "120.00"),
        "food.restaurants": ("300.01", "0.5", "0.50", "75.00"),  # 75.0025
        "leisure.entertainment": ("80.00", "1", "0", "0.00"),
    }
    assert told["expenses"] == "1195.00"


@pytest.mark.parametrize(
    ("where", "counted"),
    [(("DE", "euer", "EUR"), ("105.00", "80.00")), (("GB", "self_assessment", "GBP"), ("150.01", "0.00"))],
)
async def test_each_country_has_limits_of_its_own(
    person: Person, platform: Platform, where: tuple[str, str, str], counted: tuple[str, str]
) -> None:
    for key, share in (("food.restaurants", "0.5"), ("leisure.entertainment", "1")):
        await set_share(platform, person, key, share)
    found = (await deductions(platform, person, *where))["found"]
    assert (found["food.restaurants"][3], found["leisure.entertainment"][3]) == counted


async def test_a_share_is_changed_and_taken_back_by_its_person_alone(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform
) -> None:
    other = await another()
    for share in ("0.25", "0.3"):
        told = await set_share(platform, person, "premises.communication", share)
        assert told == {
            "businessShare": {"category": {"key": "premises.communication"}, "share": share},
            "errors": [],
        }
    assert (await other.ask(SHARES))["businessShares"] == []
    assert (await person.ask(SHARES))["businessShares"] == [
        {"category": {"key": "premises.communication"}, "share": "0.3"}
    ]
    assert await set_share(platform, person, "premises.communication", None) == {"businessShare": None, "errors": []}
    assert (await person.ask(SHARES))["businessShares"] == []


@pytest.mark.parametrize(
    ("key", "share", "field"),
    [
        ("premises.communication", "1.001", "share"),
        ("premises.communication", "-0.1", "share"),
        ("premises.communication", "0.3333", "share"),
        ("income.services", "0.5", "categoryId"),
        ("taxes.income_tax", "0.5", "categoryId"),
    ],
)
async def test_what_cant_be_is_refused(person: Person, platform: Platform, key: str, share: str, field: str) -> None:
    told = await set_share(platform, person, key, share)
    assert told == {"businessShare": None, "errors": [{"code": "INVALID_BUSINESS_SHARE", "field": field}]}

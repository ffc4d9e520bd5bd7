"""Taxes over the API: profiles, estimates on categorised books, deadlines."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from api.graphql.declare.node import decode_id, encode_id
from core.accounts.load_exchange_rates import load_rates
from core.accounts.models import CategoryRow
from core.adapters.wiring import Platform
from core.db.sealing import opened_keys
from core.db.sealing.sealed_types import TEXT_MARK
from core.ports.rate_feed import Rate, RatePublisher, per_euro
from core.taxes.errors import MissingRateError
from core.taxes.estimate_tax import TaxOutlook, estimate_tax
from core.taxes.models import TaxProfileRow
from core.taxes.rules.estimate import Note
from tests.support.people import Person

CREATE = """mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) {
  taxProfile { id country regime startsOn endsOn vat facts { name value } taxIds { kind ending } }
  errors { code field message } } }"""
UPDATE = """mutation($i: UpdateTaxProfileInput!) { updateTaxProfile(input: $i) {
  taxProfile { vat facts { name value } taxIds { kind ending } } errors { code field } } }"""
END = (
    """mutation($i: EndTaxProfileInput!) { endTaxProfile(input: $i) { taxProfile { endsOn } errors { code field } } }"""
)
MARK = """mutation($i: MarkTaxDeadlineInput!) { markTaxDeadline(input: $i) {
  taxDeadline { key doneOn } errors { code field } } }"""
ESTIMATE = """query($id: ID!, $day: Date) { taxEstimate(profileId: $id, day: $day) {
  year asOf soFar { amount currency } expected { amount } range { low { amount } high { amount } }
  paid { amount } setAside { amount }
  lines { rule kind amount { amount } inputs { name value } figures { key value source } }
  instalments { key amount { amount } dueOn }
  limits { label isExceeded crossedOn crossingChance used { amount } figure { key value } }
  isOnProfit notes { key } gaps { key text values { name value } } } }"""
DEADLINES = "query($id: ID!, $y: Int!) { taxDeadlines(profileId: $id, year: $y) { key kind dueOn statedOn doneOn } }"
PROFILES = "{ taxProfiles { totalCount edges { node { id } } } }"
SHOWN_IDS = "{ taxProfiles { edges { node { taxIds { ending } } } } }"
ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
MOVE = "mutation($i: CreateTransactionInput!) { createTransaction(input: $i) { transaction { id } errors { code } } }"
NPD: dict[str, Any] = {"country": "RU", "regime": "npd", "startsOn": "2024-01-15"}


async def _profile(person: Person, **given: object) -> str:
    made = (await person.ask(CREATE, i=NPD | given))["createTaxProfile"]
    assert made["errors"] == []
    return str(made["taxProfile"]["id"])


async def _account(person: Person, currency: str = "RUB") -> str:
    made = await person.ask(ACCOUNT, i={"name": f"Card {currency}", "currency": currency})
    return str(made["createAccount"]["account"]["id"])


async def _move(
    platform: Platform, person: Person, account: str, movement: tuple[str, str, str | None], currency: str = "RUB"
) -> None:
    day, amount, category = movement
    async with platform.database.read(person.user_id) as read:
        statement = select(CategoryRow.id).where(CategoryRow.key == category)
        key = (await read.session.execute(statement)).scalar_one_or_none()
    given = {
        "accountId": account,
        "bookedOn": day,
        "amount": {"amount": amount, "currency": currency},
        "description": f"{category} {day} {amount}",
        "categoryId": encode_id("Category", key) if key is not None else None,
    }
    made = await person.ask(MOVE, i=given)
    assert made["createTransaction"]["errors"] == []


async def _outlook(platform: Platform, person: Person, profile: str, day: date, today: date) -> TaxOutlook:
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return await estimate_tax(read, person.user_id, decode_id(profile, "TaxProfile", "id"), day, today)


async def test_a_profile_is_made_changed_and_ended(person: Person, platform: Platform) -> None:
    made = (await person.ask(CREATE, i=NPD | {"taxIds": [{"kind": "inn", "number": "500100732259"}]}))[
        "createTaxProfile"
    ]
    profile = made["taxProfile"]
    assert made["errors"] == []
    assert profile["taxIds"] == [{"kind": "inn", "ending": "2259"}]
    async with platform.database.read(person.user_id) as read:
        row = (await read.session.execute(select(TaxProfileRow))).scalar_one()
        stored = (await read.session.execute(text("SELECT tax_ids FROM tax_profiles"))).scalar_one()
    assert row.tax_ids == {"inn": "500100732259"}
    assert isinstance(stored, str)
    assert stored.startswith(TEXT_MARK)
    assert "732259" not in stored
    changed = await person.ask(
        UPDATE, i={"id": profile["id"], "facts": [{"name": "organisations_share", "value": "0.25"}]}
    )
    assert changed["updateTaxProfile"]["taxProfile"]["facts"] == [{"name": "organisations_share", "value": "0.25"}]
    assert changed["updateTaxProfile"]["taxProfile"]["taxIds"] == [{"kind": "inn", "ending": "2259"}]
    ended = await person.ask(END, i={"id": profile["id"], "endsOn": "2025-06-30"})
    assert ended["endTaxProfile"]["taxProfile"] == {"endsOn": "2025-06-30"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"country": "XX"}, "UNKNOWN_TAX_COUNTRY"),
        ({"regime": "usn_7"}, "UNKNOWN_TAX_REGIME"),
        ({"endsOn": "2024-01-14"}, "INVALID_TAX_PROFILE"),
        ({"region": "MOW"}, "INVALID_TAX_PROFILE"),
        ({"facts": [{"name": "shoe_size", "value": "42"}]}, "INVALID_TAX_FACT"),
        ({"facts": [{"name": "organisations_share", "value": "2"}]}, "INVALID_TAX_FACT"),
        ({"taxIds": [{"kind": "inn", "number": "500100732258"}]}, "INVALID_TAX_ID"),
        ({"taxIds": [{"kind": "utr", "number": "1955839661"}]}, "INVALID_TAX_ID"),
    ],
)
async def test_what_cant_be_is_refused_and_leaves_nothing(person: Person, given: dict[str, Any], code: str) -> None:
    answer = (await person.ask(CREATE, i=NPD | given))["createTaxProfile"]
    assert answer["taxProfile"] is None
    assert [one["code"] for one in answer["errors"]] == [code]
    assert (await person.ask(PROFILES))["taxProfiles"]["totalCount"] == 0


async def test_a_regime_begins_once_on_a_day(person: Person) -> None:
    await _profile(person)
    again = (await person.ask(CREATE, i=NPD))["createTaxProfile"]
    assert [one["code"] for one in again["errors"]] == ["INVALID_TAX_PROFILE"]
    await _profile(person, startsOn="2025-01-15")
    assert (await person.ask(PROFILES))["taxProfiles"]["totalCount"] == 2


async def test_somebody_elses_profile_is_not_found(person: Person, another: Callable[[], Awaitable[Person]]) -> None:
    profile, other = await _profile(person), await another()
    assert (await other.ask(PROFILES))["taxProfiles"]["totalCount"] == 0
    assert await other.error_code(ESTIMATE, id=profile, day="2025-05-01") == "NOT_FOUND"
    assert await other.error_code(DEADLINES, id=profile, y=2025) == "NOT_FOUND"
    for query, given in (
        (UPDATE, {"id": profile, "vat": "REGISTERED"}),
        (END, {"id": profile, "endsOn": "2025-01-01"}),
        (MARK, {"profileId": profile, "year": 2025, "key": "npd.payment/2025-01", "doneOn": "2025-02-20"}),
    ):
        (answer,) = (await other.ask(query, i=given)).values()
        assert [one["code"] for one in answer["errors"]] == ["NOT_FOUND"]
    assert {one["doneOn"] for one in (await person.ask(DEADLINES, id=profile, y=2025))["taxDeadlines"]} == {None}


async def test_an_estimate_rests_on_categorised_books(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person)
    for day, amount, category in (
        ("2024-12-31", "70000", "income.services"),  # another year
        ("2025-01-10", "100000", "income.services"),
        ("2025-03-05", "50000", "income.sales"),
        ("2025-03-06", "80000", "income.salary"),  # no business income
        ("2025-03-07", "-9000", "business.software"),  # NPD knows no expenses
        ("2025-04-28", "-1500", "taxes.income_tax"),
        ("2025-05-05", "3000", None),
    ):
        await _move(platform, person, account, (day, amount, category))
    found = (await person.ask(ESTIMATE, id=profile, day="2025-07-01"))["taxEstimate"]
    assert found["soFar"] == {"amount": "4500.00", "currency": "RUB"}  # 3 % while the deduction lasts
    assert found["paid"] == {"amount": "1500.00"}
    assert found["setAside"] == {"amount": "3000.00"}
    assert [(one["key"], one["amount"]["amount"]) for one in found["instalments"]] == [
        ("npd.payment/2025-01", "3000.00"),
        ("npd.payment/2025-03", "1500.00"),
    ]
    tax = next(line for line in found["lines"] if line["rule"] == "npd.tax")
    assert {figure["key"]: figure["value"] for figure in tax["figures"]} == {
        "npd.rate_individuals": "0.04",
        "npd.rate_organisations": "0.06",
    }
    assert all("422-FZ" in figure["source"] for figure in tax["figures"])
    assert found["gaps"] == [
        {
            "key": "books.unsorted",
            "text": "1 movements have no category: they are not counted.",
            "values": [{"name": "count", "value": "1"}],
        }
    ]
    assert {one["key"] for one in found["notes"]} == {"npd.payers_unknown"}
    assert found["isOnProfit"] is False


async def test_estimates_and_deadlines_need_no_key(
    person: Person, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = await _profile(person, taxIds=[{"kind": "inn", "number": "500100732259"}])
    assert person.user_id is not None
    opened_keys.forget(person.user_id)
    assert platform.database.keys is not None
    monkeypatch.setattr(platform.database.keys, "_doubtful_until", float("inf"))  # the secrets store is away
    assert (await person.ask(ESTIMATE, id=profile, day="2025-07-01"))["taxEstimate"]["year"] == "2025"
    assert (await person.ask(DEADLINES, id=profile, y=2025))["taxDeadlines"]
    assert await person.error_code(SHOWN_IDS) == "SEALED_UNAVAILABLE"


async def test_parts_of_a_movement_count_apart(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person)
    await _move(platform, person, account, ("2025-01-10", "100000", "income.services"))
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await uow.session.execute(
            text(
                "INSERT INTO transaction_splits (id, user_id, transaction_id, category_id, position, amount_minor,"
                " currency) SELECT gen_random_uuid(), t.user_id, t.id, c.id, p.position, p.minor, 'RUB'"
                " FROM transactions t, (VALUES (1, 4000000, 'income.services'), (2, 6000000, 'income.salary'))"
                " AS p (position, minor, key) JOIN categories c ON c.key = p.key"
            )
        )
    found = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    assert found.so_far.amount("npd.income") == 40_000


async def test_half_a_year_tells_a_range_and_how_likely_a_limit_is_crossed(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person)
    for month in range(1, 7):
        for day, amount in ((5, "90000"), (17, f"{20_000 + 20_000 * month}")):
            await _move(platform, person, account, (f"2025-{month:02}-{day:02}", amount, "income.services"))
    found = (await person.ask(ESTIMATE, id=profile, day="2025-06-30"))["taxEstimate"]
    assert found["range"] is None  # the year is over by now
    outlook = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 6, 30))
    assert outlook.so_far.total == Decimal(43_200) - Decimal(10_000)  # 1,080,000 at 4 %, less the deduction
    assert outlook.range is not None
    assert outlook.so_far.total < outlook.range.low < outlook.expected < outlook.range.high
    assert Decimal(66_400) < outlook.expected < Decimal(86_000)  # twice the half, and 4 % of the limit less 10,000
    (limit,) = outlook.limits
    assert limit.chance is not None
    assert 0 < limit.chance < 1
    assert (limit.crossed_on is not None) == (limit.chance > 0.5)


async def test_a_payment_of_taxes_is_found_for_its_deadline(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person)
    for day, amount, category in (
        ("2025-01-10", "100000", "income.services"),  # 3,000 by 28 February
        ("2025-03-05", "50000", "income.sales"),  # 1,500 by 28 April
        ("2025-04-20", "-1500", "taxes.income_tax"),
        ("2025-04-21", "-1500", "business.software"),
        ("2025-09-01", "-3000", "taxes.income_tax"),  # far too late to be that of January
    ):
        await _move(platform, person, account, (day, amount, category))
    asked = """query($id: ID!) { taxDeadlines(profileId: $id, year: 2025) {
      key owed { amount currency } doneOn paidBy { bookedOn amount { amount } transactionId } } }"""
    found = (await person.ask(asked, id=profile))["taxDeadlines"]
    told = {one["key"]: one for one in found if one["owed"] is not None}
    assert {key: one["owed"] for key, one in told.items()} == {
        "npd.payment/2025-01": {"amount": "3000.00", "currency": "RUB"},
        "npd.payment/2025-03": {"amount": "1500.00", "currency": "RUB"},
    }
    paid = told["npd.payment/2025-03"]["paidBy"]
    assert (paid["bookedOn"], paid["amount"]["amount"]) == ("2025-04-20", "1500.00")
    node = await person.ask("query($id: ID!) { node(id: $id) { __typename } }", id=paid["transactionId"])
    assert node["node"]["__typename"] == "Transaction"
    assert [one["key"] for one in found if one["paidBy"]] == ["npd.payment/2025-03"]
    assert {one["doneOn"] for one in found} == {None}  # what is found is told beside what the person says


async def test_the_pace_tells_the_year_and_when_a_limit_is_crossed(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person)
    await _move(platform, person, account, ("2025-05-01", "1810000", "income.services"))
    found = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 6, 30))  # 10,000 a day
    assert found.so_far.total == Decimal(62_400)  # 4 % less 10,000
    assert (found.expected, found.range) == (Decimal(86_000), None)  # of the limit, which the pace passes
    assert [(one.limit.exceeded, one.crossed_on, one.chance) for one in found.limits] == [
        (False, date(2025, 8, 29), None)
    ]
    values = {"account": "Card RUB", "day": "2025-05-01"}
    assert found.gaps == (Note("books.starts_late", "Card RUB is known from 2025-05-01 only.", values),)


async def test_what_is_earned_after_the_end_is_not_of_the_regime(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person, endsOn="2025-05-31"), await _account(person)
    for day in ("2025-05-31", "2025-06-01"):
        await _move(platform, person, account, (day, "100000", "income.services"))
    found = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    assert (found.so_far.total, found.expected, found.as_of) == (Decimal(3_000), Decimal(3_000), date(2025, 5, 31))


async def test_other_currencies_go_by_the_rate_of_the_day_or_are_refused(person: Person, platform: Platform) -> None:
    profile, account = await _profile(person), await _account(person, "KZT")
    await _move(platform, person, account, ("2025-01-10", "5000", "income.services"), "KZT")
    with pytest.raises(MissingRateError, match="KZT in RUB for 2025-01-10"):
        await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    [refused] = (await person.send(ESTIMATE, id=profile, day="2025-07-01"))["errors"]
    assert refused["extensions"] == {
        "code": "NO_EXCHANGE_RATE",
        "values": {"currency": "KZT", "into": "RUB", "day": "2025-01-10"},
    }
    async with platform.database.system_unit_of_work() as uow:
        rates = [Rate(date(2025, 1, 8), "RUB", Decimal(100)), Rate(date(2025, 1, 8), "KZT", Decimal(500))]
        await load_rates(uow, RatePublisher.ECB, [Rate(date(2025, 1, 8), "RUB", Decimal(90))])
    with pytest.raises(MissingRateError, match="KZT in RUB for 2025-01-10"):  # another bank's word does not count
        await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    async with platform.database.system_unit_of_work() as uow:
        await load_rates(uow, RatePublisher.BANK_OF_RUSSIA, rates)
    try:
        found = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    finally:
        async with platform.database.system_unit_of_work() as uow:
            await uow.session.execute(text("DELETE FROM exchange_rates WHERE day = '2025-01-08'"))
    assert found.so_far.amount("npd.income") == 1_000


async def test_the_bank_of_russias_rate_counts_to_the_kopeck(person: Person, platform: Platform) -> None:
    """It is kept beside the euro's: the way back must not lose half a kopeck."""
    profile, account = await _profile(person), await _account(person, "USD")
    await _move(platform, person, account, ("2025-02-03", "1", "income.services"), "USD")
    day = date(2025, 2, 3)
    told = per_euro([(day, "USD", Decimal("81.2350")), (day, "EUR", Decimal("92.4321")), (day, "RUB", Decimal(1))])
    async with platform.database.system_unit_of_work() as uow:
        await load_rates(uow, RatePublisher.BANK_OF_RUSSIA, told)
    found = await _outlook(platform, person, profile, date(2025, 7, 1), date(2025, 12, 31))
    assert found.so_far.amount("npd.income") == Decimal("81.24"), "81.235: half goes to the even kopeck"


async def test_an_unknown_year_is_said(person: Person) -> None:
    profile = await _profile(person)
    assert await person.error_code(ESTIMATE, id=profile, day="2029-05-01") == "UNKNOWN_TAX_FIGURE"
    assert await person.error_code(DEADLINES, id=profile, y=2030) == "UNKNOWN_TAX_FIGURE"
    assert await person.error_code(DEADLINES, id=profile, y=99_999) == "UNKNOWN_TAX_FIGURE"


async def test_deadlines_are_marked_and_unmarked(person: Person) -> None:
    profile = await _profile(person)
    given = {"profileId": profile, "year": 2025, "key": "npd.payment/2025-01", "doneOn": "2025-02-20"}
    for _ in range(2):  # a second time changes nothing
        marked = (await person.ask(MARK, i=given))["markTaxDeadline"]
        assert marked == {"taxDeadline": {"key": "npd.payment/2025-01", "doneOn": "2025-02-20"}, "errors": []}
    shown = (await person.ask(DEADLINES, id=profile, y=2025))["taxDeadlines"]
    assert [one["key"] for one in shown if one["doneOn"]] == ["npd.payment/2025-01"]
    assert [one["dueOn"] for one in shown] == sorted(one["dueOn"] for one in shown)
    await person.ask(MARK, i=given | {"doneOn": None})
    shown = (await person.ask(DEADLINES, id=profile, y=2025))["taxDeadlines"]
    assert {one["doneOn"] for one in shown} == {None}
    wrong = (await person.ask(MARK, i=given | {"key": "npd.payment/2031-01"}))["markTaxDeadline"]
    assert [one["code"] for one in wrong["errors"]] == ["NOT_FOUND"]

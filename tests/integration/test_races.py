"""Requests at the same moment: the database's locks and constraints decide, and nothing is counted twice."""

import asyncio

from core.adapters.wiring import Platform
from core.audit.verify_chain import verify_histories
from tests.support.people import Person

NEW_ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
CREATE = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id } errors { code } } }"""
BALANCE = "query($id: ID!) { node(id: $id) { ... on Account { balance { amount } } } }"


async def account(person: Person, **more: object) -> str:
    made = await person.ask(NEW_ACCOUNT, i={"name": "Main", "currency": "RUB", **more})
    account_id: str = made["createAccount"]["account"]["id"]
    return account_id


def purchase(account_id: str, **more: object) -> dict[str, object]:
    amount = {"amount": "-1", "currency": "RUB"}
    return {"accountId": account_id, "bookedOn": "2026-01-01", "amount": amount, "description": "Metro", **more}


async def test_twenty_movements_at_once_all_count(person: Person, platform: Platform) -> None:
    account_id = await account(person)
    answers = await asyncio.gather(*(person.ask(CREATE, i=purchase(account_id)) for _ in range(20)))
    ids = {answer["createTransaction"]["transaction"]["id"] for answer in answers}
    assert len(ids) == 20
    assert (await person.ask(BALANCE, id=account_id))["node"]["balance"]["amount"] == "-20.00"
    report = await verify_histories(platform.database)
    assert [found for found in report.breaks if found.user_id == person.user_id] == []


async def test_one_key_sent_ten_times_at_once_makes_one_movement(person: Person) -> None:
    account_id = await account(person)
    given = purchase(account_id, idempotencyKey="same")
    answers = await asyncio.gather(*(person.ask(CREATE, i=given) for _ in range(10)))
    assert len({answer["createTransaction"]["transaction"]["id"] for answer in answers}) == 1
    assert (await person.ask(BALANCE, id=account_id))["node"]["balance"]["amount"] == "-1.00"


async def test_one_account_number_is_taken_once(person: Person) -> None:
    given = {"name": "Main", "currency": "RUB", "number": "40817810000000000001"}
    answers = await asyncio.gather(*(person.ask(NEW_ACCOUNT, i=given) for _ in range(6)))
    codes = [[error["code"] for error in answer["createAccount"]["errors"]] for answer in answers]
    assert sorted(codes) == [[], *[["ACCOUNT_EXISTS"]] * 5]

"""Whom a person pays: saved with their presence, read by nobody else, and paid by transfer."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update

from core.adapters.wiring import Platform
from core.identity.models import SessionRow
from core.settings import Settings
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served, connect, connections
from tests.support.factors import PASSWORD, add_totp, be_present, set_password
from tests.support.grants import let_in
from tests.support.jobs import Handlers, do_jobs
from tests.support.mail import mails_to, subjects_to
from tests.support.people import Person

PAYEE = "payee { id name bankCode number }"
ADD = f"mutation($i: AddPayeeInput!) {{ addPayee(input: $i) {{ {PAYEE} errors {{ code field }} }} }}"
REMOVE = "mutation($i: RemovePayeeInput!) { removePayee(input: $i) { removedId errors { code field } } }"
PAYEES = f"query($f: PayeeFilter) {{ payees(filter: $f) {{ totalCount edges {{ node {{ {PAYEE[8:-2]} }} }} }} }}"
NODE = "query($id: ID!) { node(id: $id) { id ... on Payee { number } } }"
CREATE = """mutation($i: CreatePaymentInput!) { createPayment(input: $i) { payment { id creditorNumber creditorBank
  creditorName state kind } errors { code field } } }"""
CONFIRM = "mutation($i: ConfirmPaymentInput!) { confirmPayment(input: $i) { payment { state } errors { code } } }"
PAYMENTS = "{ payments(first: 50) { edges { node { state reason creditorNumber creditorName } } } }"
HISTORY = "{ activity(first: 20) { edges { node { action details } } } }"
NUMBER = "40702810000000004217"

Banks = Mapping[str, RunningBank]


@pytest.fixture
def banks(platform: Platform) -> Iterator[Banks]:
    with banks_served(platform, "vbank", "sbank") as served:
        yield served


async def add(person: Person, **given: Any) -> dict[str, Any]:
    values = {"name": "OOO Romashka", "bankCode": "sbank", "number": NUMBER, **given}
    payload: dict[str, Any] = (await person.ask(ADD, i=values))["addPayee"]
    return payload


async def saved(person: Person, **wanted: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(PAYEES, f=wanted))["payees"]["edges"]]


async def signed_in(platform: Platform, person: Person, ago: timedelta) -> None:
    async with platform.database.system_unit_of_work() as uow:
        session = update(SessionRow).where(SessionRow.user_id == person.user_id)
        await uow.session.execute(session.values(created_at=platform.clock.now() - ago, present_at=None))


async def history(person: Person) -> list[dict[str, Any]]:
    """What was done, newest first; from where is another test's matter."""
    entries = [edge["node"] for edge in (await person.ask(HISTORY))["activity"]["edges"]]
    for entry in entries:
        entry["details"].pop("from", None)
    return entries


@pytest.mark.usefixtures("banks")
async def test_a_payee_is_saved_listed_and_removed_and_each_is_on_record(person: Person) -> None:
    added = await add(person, number=" 4070 2810 0000-0000 4217 ")
    assert added["errors"] == []
    payee = added["payee"]
    assert (payee["name"], payee["bankCode"], payee["number"]) == ("OOO Romashka", "sbank", NUMBER)
    other = (await add(person, name="Landlord", bankCode="vbank"))["payee"]
    assert await saved(person) == [other, payee]
    assert await saved(person, bankCodes=["sbank"]) == [payee]
    assert (await person.ask(NODE, id=payee["id"]))["node"] == {"id": payee["id"], "number": NUMBER}
    removed = (await person.ask(REMOVE, i={"id": payee["id"]}))["removePayee"]
    assert removed == {"removedId": payee["id"], "errors": []}
    again = (await person.ask(REMOVE, i={"id": payee["id"]}))["removePayee"]
    assert again == {"removedId": None, "errors": [{"code": "NOT_FOUND", "field": "id"}]}
    assert await saved(person) == [other]
    told = {"name": "OOO Romashka", "bank": "sbank", "number": "…4217"}
    entries = [one for one in await history(person) if one["action"].startswith("payee.")]
    assert entries[0] == {"action": "payee.removed", "details": told}
    assert entries[2] == {"action": "payee.added", "details": {**told, "presence": "recent_sign_in"}}


@pytest.mark.usefixtures("banks")
@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": "  "}, "INVALID_TEXT", "name"),
        ({"name": "x" * 101}, "INVALID_TEXT", "name"),
        ({"number": " - "}, "INVALID_TEXT", "number"),
        ({"number": "4070281000000000421\u0667"}, "INVALID_TEXT", "number"),
        ({"number": "1" * 35}, "INVALID_TEXT", "number"),
        ({"number": "'; DROP"}, "INVALID_TEXT", "number"),
        ({"bankCode": "nobank"}, "UNKNOWN_BANK", "bankCode"),
        ({"bankCode": ""}, "UNKNOWN_BANK", "bankCode"),
    ],
)
async def test_what_can_be_no_payee_is_refused(person: Person, given: dict[str, str], code: str, field: str) -> None:
    assert await add(person, **given) == {"payee": None, "errors": [{"code": code, "field": field}]}
    assert await saved(person) == []


@pytest.mark.usefixtures("banks")
async def test_one_account_is_one_payee_also_for_two_at_the_same_time(person: Person) -> None:
    made = await asyncio.gather(*(add(person) for _ in range(5)))
    assert [one["errors"] for one in made] == [[]] * 5
    assert len({one["payee"]["id"] for one in made}) == 1
    renamed = await add(person, name="Somebody else")
    assert renamed == {"payee": None, "errors": [{"code": "PAYEE_EXISTS", "field": "number"}]}
    assert len(await saved(person)) == 1
    assert [one["action"] for one in await history(person)].count("payee.added") == 1


@pytest.mark.usefixtures("banks")
async def test_adding_a_payee_wants_presence_and_tells_by_mail(
    platform: Platform, handlers: Handlers, settings: Settings, person: Person
) -> None:
    await set_password(platform, person)
    await signed_in(platform, person, timedelta(minutes=6))
    needed = {"payee": None, "errors": [{"code": "STEP_UP_NEEDED", "field": "password"}]}
    assert await add(person) == needed
    assert (await add(person, password=PASSWORD[1:]))["errors"] == [{"code": "BAD_CREDENTIALS", "field": "password"}]
    assert (await add(person, password=PASSWORD))["errors"] == []
    await signed_in(platform, person, timedelta())
    totp, _ = await add_totp(person)
    assert await add(person, number="40702810000000000001", password=PASSWORD) == {
        "payee": None,
        "errors": [{"code": "STEP_UP_NEEDED", "field": "password"}],
    }
    await be_present(platform, person, totp)
    assert (await add(person, number="40702810000000000001"))["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    assert subjects_to(settings, person.email).count("A payee was added at Solvent") == 2
    assert not any(NUMBER[-4:] in mail or "Romashka" in mail for mail in mails_to(settings, person.email))


@pytest.mark.usefixtures("banks")
async def test_the_number_lies_sealed_and_is_nobody_elses(
    platform: Platform, person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    key = (await add(person))["payee"]["id"]
    async with platform.database.read_system() as read:
        rows = await read.session.execute(
            text("SELECT number, encode(number_key, 'escape') AS digest FROM payees WHERE user_id = :me"),
            {"me": person.user_id},
        )
        (stored,) = rows.all()
    assert NUMBER not in stored.number
    assert NUMBER not in stored.digest
    other = await another()
    assert await saved(other) == []
    assert (await other.ask(NODE, id=key))["node"] is None
    assert (await other.ask(REMOVE, i={"id": key}))["removePayee"]["errors"] == [{"code": "NOT_FOUND", "field": "id"}]
    theirs = (await add(other))["payee"]  # the same account, saved by somebody else
    assert theirs["id"] != key
    for kind in ("READ_ONLY", "ACCOUNTANT"):
        grantee = await let_in(person, await another(), kind)
        assert await grantee.error_code(PAYEES) == "FORBIDDEN"
        assert await grantee.error_code(ADD, i={"name": "x", "bankCode": "sbank", "number": "1"}) == "FORBIDDEN"
        assert (await grantee.send(NODE, id=key)).get("data", {}).get("node") is None


async def my_account(person: Person, platform: Platform, handlers: Handlers) -> str:
    await connect(person, "vbank")
    await do_jobs(platform, handlers, person.user_id)
    (row,) = (await connections(person)).values()
    found: str = next(one["id"] for one in row["accounts"] if one["name"] == "Основной счёт")
    return found


async def pay(person: Person, **given: Any) -> dict[str, Any]:
    amount = {"amount": "150.00", "currency": given.pop("currency", "RUB")}
    values = {"kind": "TRANSFER", "reference": "Invoice 7", "idempotencyKey": uuid4().hex, "amount": amount, **given}
    payload: dict[str, Any] = (await person.ask(CREATE, i=values))["createPayment"]
    return payload


async def test_a_payee_is_paid_by_transfer_once_the_person_confirms(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    source = await my_account(person, platform, handlers)
    theirs = next(
        account
        for somebody in banks["sbank"].bank.people
        if somebody != "demo-1"
        for account in banks["sbank"].bank.accounts_of(somebody)
    )
    payee = (await add(person, number=theirs.number))["payee"]
    before = {entry.entry_id for entry in theirs.entries}
    made = await pay(person, fromAccountId=source, payeeId=payee["id"])
    assert made["errors"] == []
    assert made["payment"]["creditorNumber"] == theirs.number
    assert (made["payment"]["creditorBank"], made["payment"]["creditorName"]) == ("sbank", "OOO Romashka")
    removed = (await person.ask(REMOVE, i={"id": payee["id"]}))["removePayee"]
    assert removed["errors"] == []  # what was written down stays
    confirmed = (await person.ask(CONFIRM, i={"paymentId": made["payment"]["id"]}))["confirmPayment"]
    assert confirmed == {"payment": {"state": "CONFIRMED"}, "errors": []}
    await do_jobs(platform, handlers, person.user_id)
    (paid,) = [edge["node"] for edge in (await person.ask(PAYMENTS))["payments"]["edges"]]
    assert (paid["state"], paid["reason"]) == ("SETTLED", None)
    # Not the last ones: the bank has made up what happens later today, too.
    assert [entry.minor for entry in theirs.entries if entry.entry_id not in before] == [15_000]


@pytest.mark.usefixtures("banks")
async def test_what_is_no_payment_to_a_payee_is_refused(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    source = await my_account(person, platform, handlers)
    number = (await person.ask("query($id: ID!) { node(id: $id) { ... on Account { number } } }", id=source))["node"]
    key = (await add(person))["payee"]["id"]
    myself = (await add(person, bankCode="vbank", number=number["number"]))["payee"]["id"]
    other = await another()
    theirs = (await add(other))["payee"]["id"]
    ends = {"fromAccountId": source, "payeeId": key}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({**ends, "payeeId": theirs}, "NOT_FOUND", "payeeId"),
        ({**ends, "payeeId": source}, "NOT_FOUND", "payeeId"),
        ({**ends, "payeeId": myself}, "PAYMENT_REFUSED", "payeeId"),
        ({**ends, "toAccountId": source}, "PAYMENT_REFUSED", "toAccountId"),
        ({**ends, "kind": "MDP"}, "PAYMENT_REFUSED", "payeeId"),
        ({**ends, "currency": "USD"}, "PAYMENT_REFUSED", "amount"),
    ]
    for given, code, field in cases:
        payload = await pay(person, **given)
        assert payload == {"payment": None, "errors": [{"code": code, "field": field}]}, given
    stranger_number = {"fromAccountId": source, "toAccountId": NUMBER}  # nobody is paid whom the person did not save
    assert [error["code"] for error in (await pay(person, **stranger_number))["errors"]] == ["NOT_FOUND"]


@pytest.mark.usefixtures("banks")
async def test_a_key_of_before_there_were_payees_still_stands_for_its_payment(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    """A retry of a request that an older release answered must not become a conflict."""
    source = await my_account(person, platform, handlers)
    (row,) = (await connections(person)).values()
    target = next(one["id"] for one in row["accounts"] if one["id"] != source and one["currency"] == "RUB")
    ends = {"fromAccountId": source, "toAccountId": target, "idempotencyKey": "rent"}
    first = await pay(person, **ends)
    assert first["errors"] == []
    async with platform.database.read_system() as read:
        found = await read.session.execute(
            text("SELECT input_hash FROM idempotency_keys WHERE user_id = :me AND key = 'rent'"), {"me": person.user_id}
        )
        stored = bytes(found.scalar_one())
    assert stored == _hash_of_release_before(source, target)
    assert (await pay(person, **ends))["payment"]["id"] == first["payment"]["id"]


def _hash_of_release_before(source: str, target: str) -> bytes:
    def key_of(global_id: str) -> UUID:
        return UUID(base64.b64decode(global_id).decode().partition(":")[2])

    command = {
        "kind": "transfer",
        "from_account_id": str(key_of(source)),
        "amount": "150.00",
        "currency": "RUB",
        "reference": "Invoice 7",
        "to_account_id": str(key_of(target)),
        "agreement_id": None,
    }
    return hashlib.sha256(json.dumps(command, sort_keys=True).encode()).digest()

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, update

from core.accounts.models import TransactionRow
from core.adapters.wiring import Platform
from core.banking.make_payment import begin_sending
from core.banking.models import BankConsentRow
from core.banking.payment_models import BankPaymentRow, PaymentState
from core.identity.models import SessionRow, UserRow
from core.identity.password import hash_password
from core.jobs.models import JobRow, JobState
from core.ports.bank_feed import ConsentKind, ConsentStatus
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import SECRET, banks_served, connect, connections, sync
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

PAYMENT = "payment { id state reason creditorBank reference amount { amount } transaction { id } job { id } }"
CREATE = f"mutation($i: CreatePaymentInput!) {{ createPayment(input: $i) {{ {PAYMENT} errors {{ code field }} }} }}"
CONFIRM = f"mutation($i: ConfirmPaymentInput!) {{ confirmPayment(input: $i) {{ {PAYMENT} errors {{ code field }} }} }}"
CANCEL = f"mutation($i: CancelPaymentInput!) {{ cancelPayment(input: $i) {{ {PAYMENT} errors {{ code field }} }} }}"
PAYMENTS = f"{{ payments(first: 50) {{ edges {{ node {{ kind {PAYMENT[10:-2]} }} }} }} }}"
REFRESH = """mutation($i: RefreshConsentsInput!) { refreshConsents(input: $i) {
  jobs { id } errors { code } } }"""
PASSWORD = "correct horse battery"

Banks = Mapping[str, RunningBank]


@pytest.fixture
def banks(platform: Platform) -> Iterator[Banks]:
    with banks_served(platform, "vbank", "sbank") as served:
        yield served


async def accounts(person: Person, platform: Platform, handlers: Handlers) -> dict[str, dict[str, Any]]:
    """The person's accounts at both banks, by name, after the first sync."""
    await connect(person, "vbank", "sbank", kinds=["ACCOUNT", "PRODUCT"])
    await do_jobs(platform, handlers, person.user_id)
    shown = await connections(person)
    return {account["name"]: account for row in shown.values() for account in row["accounts"]}


async def create(person: Person, **given: Any) -> dict[str, Any]:
    amount = {"amount": given.pop("amount", "100.00"), "currency": given.pop("currency", "RUB")}
    values = {"kind": "TRANSFER", "reference": "Between mine", "idempotencyKey": uuid4().hex, "amount": amount, **given}
    payload: dict[str, Any] = (await person.ask(CREATE, i=values))["createPayment"]
    return payload


async def transfer(person: Person, mine: dict[str, dict[str, Any]], **given: Any) -> str:
    """The id of a written-down transfer from VBank to SBank."""
    ends = {"fromAccountId": mine["Основной счёт"]["id"], "toAccountId": mine["Повседневная карта"]["id"]}
    made = await create(person, **(ends | given))
    assert made["errors"] == []
    payment_id: str = made["payment"]["id"]
    return payment_id


async def confirm(person: Person, payment_id: str, **more: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await person.ask(CONFIRM, i={"paymentId": payment_id, **more}))["confirmPayment"]
    return payload


async def payments(person: Person) -> list[dict[str, Any]]:
    return [edge["node"] for edge in (await person.ask(PAYMENTS))["payments"]["edges"]]


async def booked(platform: Platform, person: Person, reference: str) -> list[int]:
    """The amounts of the movements that carry a payment's text, money out first."""
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        found = select(TransactionRow.amount_minor).where(TransactionRow.description == reference)
        return sorted((await read.session.execute(found)).scalars())


def posts(bank: RunningBank, reference: str) -> int:
    """How often money really left at the bank under this text."""
    return sum(
        1
        for person in bank.bank.people
        for account in bank.bank.accounts_of(person)
        for entry in account.entries
        if entry.text == reference and entry.minor < 0
    )


async def test_money_goes_from_one_bank_to_the_other_and_both_tell(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    (written,) = await payments(person)
    assert (written["state"], written["creditorBank"], written["job"]) == ("CREATED", "sbank", None)
    assert written["reference"].startswith("Between mine SV")
    confirmed = await confirm(person, payment_id)
    assert (confirmed["payment"]["state"], confirmed["errors"]) == ("CONFIRMED", [])
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.make_payment"] is JobState.DONE
    (paid,) = await payments(person)
    assert (paid["state"], paid["reason"]) == ("SETTLED", None)
    assert paid["transaction"] is not None
    assert posts(banks["vbank"], paid["reference"]) == 1
    await sync(person, *(row["id"] for row in (await connections(person)).values()))
    await do_jobs(platform, handlers, person.user_id)
    assert await booked(platform, person, paid["reference"]) == [-10_000, 10_000]
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        used = select(BankConsentRow.status).where(BankConsentRow.kind == ConsentKind.PAYMENT)
        assert (await read.session.execute(used)).scalars().all() == [ConsentStatus.USED]


async def test_loans_and_savings_are_paid_by_their_own_kinds(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    agreements = (await person.ask("{ productAgreements { id kind accountNumber } }"))["productAgreements"]
    by_kind = {row["kind"]: row["id"] for row in agreements}
    source = mine["Основной счёт"]["id"]
    wanted = [("SDP", {"toAccountId": mine["Накопительный счёт"]["id"]})]
    wanted += [(kind, {"agreementId": by_kind["LOAN"]}) for kind in ("MDP", "ADP") if "LOAN" in by_kind]
    wanted += [("SDP", {"agreementId": by_kind["DEPOSIT"]})] if "DEPOSIT" in by_kind else []
    for kind, end in wanted:
        made = await create(person, kind=kind, fromAccountId=source, **end)
        assert made["errors"] == [], kind
        await confirm(person, made["payment"]["id"])
    await do_jobs(platform, handlers, person.user_id)
    done = await payments(person)
    assert [row["state"] for row in done] == ["SETTLED"] * len(wanted)
    assert {row["kind"] for row in done} == {kind for kind, _ in wanted}
    assert all(posts(banks["vbank"], row["reference"]) == 1 for row in done)


async def test_what_can_not_be_paid_is_refused_before_any_bank_is_asked(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    main, card = mine["Основной счёт"]["id"], mine["Повседневная карта"]["id"]
    hand = await person.ask(
        "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } } }",
        i={"name": "Wallet", "currency": "RUB"},
    )
    wallet = hand["createAccount"]["account"]["id"]
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"fromAccountId": main, "toAccountId": card, "amount": "0"}, "PAYMENT_REFUSED", "amount"),
        ({"fromAccountId": main, "toAccountId": card, "amount": "-5"}, "PAYMENT_REFUSED", "amount"),
        ({"fromAccountId": main, "toAccountId": card, "amount": "1.001"}, "INVALID_MONEY", "amount"),
        ({"fromAccountId": main, "toAccountId": main}, "PAYMENT_REFUSED", "toAccountId"),
        ({"fromAccountId": main}, "PAYMENT_REFUSED", "toAccountId"),
        ({"fromAccountId": wallet, "toAccountId": card}, "NOT_CONNECTED", "fromAccountId"),
        ({"fromAccountId": main, "toAccountId": wallet}, "NOT_CONNECTED", "toAccountId"),
        ({"fromAccountId": main, "toAccountId": card, "kind": "SDP"}, "PAYMENT_REFUSED", "toAccountId"),
        ({"fromAccountId": main, "toAccountId": card, "kind": "MDP"}, "PAYMENT_REFUSED", "toAccountId"),
        ({"fromAccountId": main, "toAccountId": card, "currency": "USD"}, "PAYMENT_REFUSED", "toAccountId"),
        ({"fromAccountId": main, "toAccountId": card, "reference": ""}, "INVALID_TEXT", "reference"),
    ]
    for given, code, field in cases:
        payload = await create(person, **given)
        assert payload["payment"] is None, given
        assert payload["errors"] == [{"code": code, "field": field}], given
    assert await payments(person) == []
    assert len(banks["vbank"].bank.people) > 0


@pytest.mark.usefixtures("banks")
async def test_one_key_is_one_payment(person: Person, platform: Platform, handlers: Handlers) -> None:
    mine = await accounts(person, platform, handlers)
    made = await asyncio.gather(*(transfer(person, mine, idempotencyKey="rent of March") for _ in range(5)))
    assert len(set(made)) == 1
    other = await create(
        person,
        fromAccountId=mine["Основной счёт"]["id"],
        toAccountId=mine["Повседневная карта"]["id"],
        amount="7.00",
        idempotencyKey="rent of March",
    )
    assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_CONFLICT"]
    assert len(await payments(person)) == 1


async def test_confirming_twice_pays_once(person: Person, platform: Platform, handlers: Handlers, banks: Banks) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    await asyncio.gather(*(confirm(person, payment_id) for _ in range(4)))
    await do_jobs(platform, handlers, person.user_id)
    (paid,) = await payments(person)
    assert posts(banks["vbank"], paid["reference"]) == 1


@pytest.mark.usefixtures("banks")
async def test_an_old_sign_in_needs_the_password_again(person: Person, platform: Platform, handlers: Handlers) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    assert person.user_id is not None
    async with platform.database.system_unit_of_work() as uow:
        old = platform.clock.now() - timedelta(minutes=6)
        await uow.session.execute(update(SessionRow).where(SessionRow.user_id == person.user_id).values(created_at=old))
        hashed = await hash_password(PASSWORD)
        await uow.session.execute(update(UserRow).where(UserRow.id == person.user_id).values(password_hash=hashed))
    asked = await confirm(person, payment_id)
    assert asked["errors"] == [{"code": "STEP_UP_NEEDED", "field": "password"}]
    wrong = await confirm(person, payment_id, password="a wrong password")
    assert wrong["errors"] == [{"code": "BAD_CREDENTIALS", "field": "password"}]
    (written,) = await payments(person)
    assert written["state"] == "CREATED"
    right = await confirm(person, payment_id, password=PASSWORD)
    assert (right["payment"]["state"], right["errors"]) == ("CONFIRMED", [])


async def test_without_an_answer_the_movements_tell_and_nothing_is_sent_again(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    bank = banks["vbank"]
    bank.bank.faults.on_path = "/payments"
    bank.bank.faults.cut_answers = 1
    await confirm(person, payment_id)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["banking.make_payment"] is JobState.DONE
    (found,) = await payments(person)
    assert posts(bank, found["reference"]) == 1
    assert (found["state"], found["reason"]) == ("SETTLED", None)
    assert found["transaction"] is not None


async def test_a_payment_that_never_reached_the_bank_stays_unknown(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    bank = banks["vbank"]
    bank.bank.faults.on_path = "/payments"
    bank.bank.faults.server_errors = 1
    await confirm(person, payment_id)
    await do_jobs(platform, handlers, person.user_id)
    (found,) = await payments(person)
    assert (found["state"], found["transaction"]) == ("UNKNOWN", None)
    assert posts(bank, found["reference"]) == 0


async def test_a_refusal_is_final_and_says_why(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine, amount="99999999.00")
    await confirm(person, payment_id)
    await do_jobs(platform, handlers, person.user_id)
    (refused,) = await payments(person)
    assert refused["state"] == "REJECTED"
    assert "Insufficient funds" in refused["reason"]
    assert posts(banks["vbank"], refused["reference"]) == 0


async def test_a_worker_that_died_around_the_post_is_not_followed_by_another_post(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    """What is committed before the POST is all that the next worker knows."""
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    await confirm(person, payment_id)
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        row = (await uow.session.execute(select(BankPaymentRow))).scalar_one()
        assert await begin_sending(uow, platform.clock, row.id)
    await do_jobs(platform, handlers, person.user_id)
    (found,) = await payments(person)
    assert found["state"] == "UNKNOWN"
    assert posts(banks["vbank"], found["reference"]) == 0
    async with platform.database.unit_of_work(person.user_id) as uow:
        await uow.session.execute(update(JobRow).values(state=JobState.QUEUED, attempts=0))
    await do_jobs(platform, handlers, person.user_id)
    assert posts(banks["vbank"], found["reference"]) == 0
    async with platform.database.read(person.user_id) as read:
        assert (await read.session.execute(select(BankPaymentRow.state))).scalars().all() == [PaymentState.UNKNOWN]


async def test_a_payment_is_given_up_only_before_it_is_sent(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    first, second = await transfer(person, mine), await transfer(person, mine)
    await confirm(person, first)
    cancelled = (await person.ask(CANCEL, i={"paymentId": first}))["cancelPayment"]
    assert (cancelled["payment"]["state"], cancelled["errors"]) == ("CANCELLED", [])
    await do_jobs(platform, handlers, person.user_id)
    assert posts(banks["vbank"], cancelled["payment"]["reference"]) == 0
    assert (await confirm(person, first))["errors"] == [{"code": "PAYMENT_STATE", "field": "paymentId"}]
    await confirm(person, second)
    await do_jobs(platform, handlers, person.user_id)
    too_late = (await person.ask(CANCEL, i={"paymentId": second}))["cancelPayment"]
    assert too_late["errors"] == [{"code": "PAYMENT_STATE", "field": "paymentId"}]


async def test_a_payment_waits_for_the_persons_word_at_the_bank(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    mine = await accounts(person, platform, handlers)
    bank = banks["vbank"]
    bank.bank.faults.manual_approval = bank.bank.faults.tell_decided_ids = True
    payment_id = await transfer(person, mine)
    await confirm(person, payment_id)
    await do_jobs(platform, handlers, person.user_id)
    (waiting,) = await payments(person)
    assert waiting["state"] == "WAITING"
    vbank = (await connections(person))["vbank"]["id"]
    await person.ask(REFRESH, i={"connectionIds": [vbank]})
    assert (await payments(person))[0]["state"] == "WAITING"
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        asked = select(BankConsentRow.request_id).where(BankConsentRow.kind == ConsentKind.PAYMENT)
        request_id = (await read.session.execute(asked)).scalar_one()
    async with httpx.AsyncClient(base_url=bank.base_url, trust_env=False) as page:
        form = {"person_id": "demo-1", "password": SECRET, "action": "approve"}
        assert (await page.post(f"/approve/{request_id}", data=form)).status_code == 200
    refreshed = (await person.ask(REFRESH, i={"connectionIds": [vbank]}))["refreshConsents"]
    assert (len(refreshed["jobs"]), refreshed["errors"]) == (1, [])
    await do_jobs(platform, handlers, person.user_id)
    (paid,) = await payments(person)
    assert (paid["state"], posts(bank, paid["reference"])) == ("SETTLED", 1)


@pytest.mark.usefixtures("banks")
async def test_what_is_not_theirs_can_not_be_paid_or_confirmed(
    person: Person, platform: Platform, handlers: Handlers, another: Callable[[], Awaitable[Person]]
) -> None:
    mine = await accounts(person, platform, handlers)
    payment_id = await transfer(person, mine)
    other = await another()
    assert (await confirm(other, payment_id))["errors"] == [{"code": "NOT_FOUND", "field": "paymentId"}]
    theirs = {"fromAccountId": mine["Основной счёт"]["id"], "toAccountId": mine["Повседневная карта"]["id"]}
    assert [error["code"] for error in (await create(other, **theirs))["errors"]] == ["NOT_FOUND"]
    assert await payments(other) == []
    assert (await payments(person))[0]["state"] == "CREATED"

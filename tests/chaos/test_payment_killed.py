"""A worker is killed while a bank makes a payment: the money leaves once, and the books find out."""

import asyncio
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.models import AccountRow
from core.adapters.wiring import Platform, build_platform
from core.banking.ask_for_consents import AskForConsents, ask_for_consents
from core.banking.confirm_payment import confirm_payment
from core.banking.create_payment import CreatePayment, create_payment
from core.banking.payment_models import PaymentKind
from core.settings import BankSettings
from sandbox.bank import Bank
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.chaos.enqueuers import new_person
from tests.chaos.stack import Stack

pytestmark = pytest.mark.chaos
SECRET = "a secret of the sandbox"
WHO = "demo-1"


@pytest.fixture
def banked(tmp_path: Path) -> Iterator[tuple[Stack, RunningBank]]:
    """A stack whose workers know one sandbox bank."""
    with Stack(tmp_path) as stack, serving(SandboxConfig("vbank", "solvent", SECRET)) as bank:
        settings = BankSettings(code="vbank", name="VBank", base_url=bank.base_url, unattended_reads_per_day=4)
        stack.settings = stack.settings.model_copy(update={"banks": [settings]})
        yield stack, bank


async def connect(stack: Stack, user_id: UUID) -> None:
    platform = build_platform(stack.settings, process="chaos")
    platform.secrets.write("banks/vbank", SECRET)
    await ask_for_consents(platform, user_id, AskForConsents(platform.banks.get("vbank"), WHO))
    await platform.close()


async def pay(stack: Stack, user_id: UUID) -> str:
    """Create and confirm a payment; the text that it carries."""
    platform: Platform = build_platform(stack.settings, process="chaos")
    async with platform.database.read(user_id) as read:
        accounts = (await read.session.execute(select(AccountRow).order_by(AccountRow.name))).scalars().all()
    savings, main = accounts
    assert (savings.kind.value, main.kind.value) == ("savings", "checking")
    command = CreatePayment(PaymentKind.SDP, main.id, Decimal("150.00"), "RUB", "Put by", to_account_id=savings.id)
    async with platform.database.unit_of_work(user_id) as uow:
        payment = await create_payment(uow, command, "once")
        reference = payment.reference
    async with platform.database.unit_of_work(user_id) as uow:
        await confirm_payment(uow, platform.clock, payment.id, "password")
    await platform.close()
    return reference


def left(bank: Bank, reference: str) -> int:
    """How often money really left."""
    return sum(
        1
        for account in bank.accounts_of(WHO)
        for entry in account.entries
        if entry.text == reference and entry.minor < 0
    )


def test_a_worker_killed_between_the_post_and_its_commit_pays_once(banked: tuple[Stack, RunningBank]) -> None:
    stack, bank = banked
    known = json.dumps([bank_.model_dump(mode="json") for bank_ in stack.settings.banks])
    person = asyncio.run(new_person(stack.settings))
    assert person.user_id is not None
    stack.start_worker("worker", SOLVENT_BANKS=known)
    stack.start_relay()
    stack.wait_ready()
    asyncio.run(connect(stack, person.user_id))
    stack.wait(
        lambda: bool(stack.sql("SELECT 1 FROM bank_connections WHERE synced_at IS NOT NULL")), "the bank is read", 60
    )

    faults = bank.bank.faults
    faults.on_path, faults.stall_answers, faults.slow_seconds = "/payments", 1, 120
    reference = asyncio.run(pay(stack, person.user_id))
    stack.wait(lambda: left(bank.bank, reference) == 1, "the bank has paid and does not say so", 30)
    assert [row["state"] for row in stack.sql("SELECT state FROM bank_payments")] == ["sending"]
    stack.kill_group("worker")
    stack.relaunch("worker")
    stack.wait(
        lambda: bool(stack.sql("SELECT 1 FROM bank_payments WHERE state = 'settled' AND transaction_id IS NOT NULL")),
        "the movement tells that it was paid",
        60,
    )
    assert left(bank.bank, reference) == 1
    stack.wait(lambda: not stack.sql("SELECT 1 FROM audit_unsealed LIMIT 1"), "the history is sealed", 30)
    told = [row["action"] for row in stack.sql("SELECT action FROM audit_entries ORDER BY user_id, sequence")]
    assert [action for action in told if action.startswith("payment.")] == [
        "payment.created",
        "payment.confirmed",
        "payment.sent",
        "payment.unknown",
        "payment.settled",
    ]

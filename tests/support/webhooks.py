"""Webhooks in tests: a receiver in another process, and what a person does with them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, update

from api.webhooks.run_deliveries import build_courier
from cli.up.free_port import free_port
from core.adapters.wiring import Platform
from core.webhooks.deliver_due import DeliveryRounds
from core.webhooks.models import WebhookDeliveryRow, WebhookRow
from tests.support.people import Person

WEBHOOK = """id url description kinds payloadQuery status disabledReason failingSince previousSecretUntil"""
CREATE = f"""mutation($i: CreateWebhookInput!) {{ createWebhook(input: $i) {{
  webhook {{ {WEBHOOK} }} secret errors {{ code field message }} }} }}"""
UPDATE = f"""mutation($i: UpdateWebhookInput!) {{ updateWebhook(input: $i) {{
  webhook {{ {WEBHOOK} }} errors {{ code field message }} }} }}"""
ROTATE = """mutation($i: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $i) {
  webhook { id previousSecretUntil } secret errors { code field } } }"""
DELETE = "mutation($i: DeleteWebhookInput!) { deleteWebhook(input: $i) { deletedId errors { code field } } }"
REPEAT = """mutation($i: RedeliverWebhookInput!) { redeliverWebhook(input: $i) {
  delivery { id messageId isRepeat state } errors { code field } } }"""
TEST = """mutation($i: SendTestWebhookInput!) { sendTestWebhook(input: $i) {
  delivery { id kind state } errors { code field } } }"""
WEBHOOKS = f"query($f: WebhookFilter) {{ webhooks(filter: $f) {{ edges {{ node {{ {WEBHOOK} }} }} }} }}"
DELIVERIES = """query($f: WebhookDeliveryFilter) { webhookDeliveries(first: 100, filter: $f) { edges { node {
  id webhook { id url } kind messageId state isRepeat attempts nextAttemptAt statusCode durationMs error answer endedAt
} } } }"""
ACCOUNT = "mutation($i: CreateAccountInput!) { createAccount(input: $i) { account { id } errors { code } } }"
SPEND = """mutation($i: CreateTransactionInput!) { createTransaction(input: $i) {
  transaction { id } errors { code } } }"""
ALL_KINDS = [
    "TRANSACTIONS_CREATED",
    "TRANSACTIONS_CHANGED",
    "TRANSACTIONS_REMOVED",
    "DOCUMENT_READ",
    "FORECAST_MADE",
    "LEAD_CHANGED",
    "CONSENT_GRANTED",
    "CONSENT_EXPIRING",
    "CONSENT_ENDED",
]


@dataclass
class ReceiverProcess:
    """The other side."""

    url: str
    process: "subprocess.Popen[str]"

    def know(self, path: str, secret: str) -> None:
        """What it verifies requests to this path with."""
        httpx.put(f"{self.url}/secrets", json={path: secret}).raise_for_status()

    def received(self, path: str | None = None) -> list[dict[str, Any]]:
        """What came, the oldest first."""
        everything: list[dict[str, Any]] = httpx.get(f"{self.url}/received").json()
        return [one for one in everything if path is None or one["path"] == path]


@contextmanager
def receiver_process() -> Iterator[ReceiverProcess]:
    port = free_port()
    argv = [sys.executable, str(Path(__file__).parent / "webhook_receiver.py"), str(port)]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)  # noqa: S603 our own program
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield ReceiverProcess(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.communicate()


async def create(person: Person, url: str, **given: Any) -> dict[str, Any]:
    values = {"url": url, "kinds": ALL_KINDS, **given}
    payload: dict[str, Any] = (await person.ask(CREATE, i=values))["createWebhook"]
    return payload


async def listening(person: Person, receiver: ReceiverProcess, path: str, **given: Any) -> str:
    """A new webhook at this path, whose secret the receiver knows; its id."""
    made = await create(person, receiver.url + path, **given)
    assert made["errors"] == []
    receiver.know(path, made["secret"])
    key: str = made["webhook"]["id"]
    return key


async def deliveries(person: Person, **wanted: Any) -> list[dict[str, Any]]:
    """The log, the oldest first."""
    edges = (await person.ask(DELIVERIES, f=wanted))["webhookDeliveries"]["edges"]
    return [edge["node"] for edge in reversed(edges)]


async def deliver(platform: Platform) -> None:
    """What is due now, to its end."""
    rounds = DeliveryRounds(build_courier(platform))
    while await rounds.round():
        await rounds.drain()


async def hurry(platform: Platform, person: Person) -> None:
    """Their retries are due now."""
    async with platform.database.system_unit_of_work() as uow:
        mine = update(WebhookDeliveryRow).where(
            WebhookDeliveryRow.user_id == person.user_id, WebhookDeliveryRow.next_attempt_at.is_not(None)
        )
        await uow.session.execute(mine.values(next_attempt_at=func.now()))


async def change_hook(platform: Platform, person: Person, **values: Any) -> None:
    """Have time do something to their webhooks."""
    async with platform.database.system_unit_of_work() as uow:
        mine = update(WebhookRow).where(WebhookRow.user_id == person.user_id)
        await uow.session.execute(mine.values(**values))


async def account_of(person: Person) -> str:
    made = await person.ask(ACCOUNT, i={"name": "Cash", "kind": "CASH", "currency": "RUB"})
    key: str = made["createAccount"]["account"]["id"]
    return key


async def spend(person: Person, account: str, text: str = "Coffee") -> str:
    amount = {"amount": "-12.50", "currency": "RUB"}
    values = {"accountId": account, "amount": amount, "bookedOn": "2026-03-05", "description": text}
    made = (await person.ask(SPEND, i=values))["createTransaction"]
    assert made["errors"] == []
    key: str = made["transaction"]["id"]
    return key


async def try_out(person: Person, hook: str) -> dict[str, Any]:
    sent: dict[str, Any] = (await person.ask(TEST, i={"id": hook}))["sendTestWebhook"]
    return sent

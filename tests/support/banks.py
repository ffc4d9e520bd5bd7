"""Sandbox banks of a test's own, known to the platform, and asking about them as a person does."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from sqlalchemy import func, select

from core.accounts.models import TransactionRow
from core.adapters.wiring import Platform
from core.banking.registry import BankRegistry
from core.ports.bank_feed import BankInfo
from sandbox.config import BANK_NAMES, SandboxConfig, machine_time
from sandbox.serve_in_thread import RunningBank, serving
from tests.support.people import Person

SECRET = "a secret of the sandbox"
CONNECT = """mutation($i: ConnectBanksInput!) { connectBanks(input: $i) {
  connections { id status consentStatus consentExpiresAt bank { code } consents { id kind status } }
  jobs { id } errors { code message field } } }"""
CONNECTIONS = """{ bankConnections { id status consentStatus syncedAt isStale staleSince lastError nextSyncAt
  bank { code } consents { id kind status } accounts { id name number currency balance { amount } } } }"""
SYNC = "mutation($i: SyncBanksInput!) { syncBanks(input: $i) { jobs { id } errors { code } } }"
LOG = """query($c: ID!, $f: Int!) { bankStatusLog(connectionId: $c, first: $f) {
  edges { node { bankCode method path outcome httpStatus durationMilliseconds attempt at } }
  pageInfo { hasNextPage endCursor } } }"""


@contextmanager
def banks_served(
    platform: Platform,
    *codes: str,
    reads_per_day: int = 4,
    clock: Callable[[], datetime] = machine_time,
    history_months: int = 3,
) -> Iterator[dict[str, RunningBank]]:
    """Banks of one world, with transfers between them and a clock of their own; by default with a short past."""
    peers: dict[str, str] = {}
    before = platform.banks
    with ExitStack() as stack:
        banks: dict[str, RunningBank] = {}
        for number, code in enumerate(codes):
            platform.secrets.write(f"banks/{code}", SECRET)
            config = SandboxConfig(
                code,
                platform.settings.bank_team_id,
                SECRET,
                bank_seed=number + 1,
                peers=peers,
                clock=clock,
                history_months=history_months,
            )
            banks[code] = stack.enter_context(serving(config))
            peers[code] = banks[code].base_url
        platform.banks = BankRegistry(
            BankInfo(code, BANK_NAMES[code], bank.base_url, unattended_reads_per_day=reads_per_day)
            for code, bank in banks.items()
        )
        try:
            yield banks
        finally:
            platform.banks = before


def move_bank(platform: Platform, code: str, base_url: str) -> None:
    """Have the platform look for a bank at another address, as when it is down."""
    platform.banks = BankRegistry(
        replace(bank, base_url=base_url) if bank.code == code else bank for bank in platform.banks.all()
    )


async def connect(person: Person, *codes: str, ref: str = "demo-1", **more: Any) -> dict[str, Any]:
    given = {"bankCodes": list(codes), "personRef": ref, **more}
    payload: dict[str, Any] = (await person.ask(CONNECT, i=given))["connectBanks"]
    return payload


async def connections(person: Person) -> dict[str, dict[str, Any]]:
    """By bank."""
    rows = (await person.ask(CONNECTIONS))["bankConnections"]
    return {row["bank"]["code"]: row for row in rows}


async def sync(person: Person, *connection_ids: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await person.ask(SYNC, i={"connectionIds": list(connection_ids)}))["syncBanks"]
    return payload


async def status_log(person: Person, connection_id: str, first: int = 100) -> list[dict[str, Any]]:
    """Oldest first."""
    found = (await person.ask(LOG, c=connection_id, f=first))["bankStatusLog"]["edges"]
    return [edge["node"] for edge in reversed(found)]


async def total(platform: Platform, person: Person) -> int:
    """Rows in the person's books."""
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        return (await read.session.execute(select(func.count()).select_from(TransactionRow))).scalar_one()


async def decide(bank: RunningBank, ref: str, action: str = "approve") -> str:
    """What the person does on the bank's own page; the consent's final id, which no application is told."""
    async with httpx.AsyncClient(base_url=bank.base_url, trust_env=False) as page:
        signed_in = await page.post("/auth/login", json={"username": ref, "password": SECRET})
        headers = {"authorization": f"Bearer {signed_in.json()['access_token']}"}
        waiting = (await page.get("/account-consents/requests", headers=headers)).json()["requests"]
        (request_id,) = [found["request_id"] for found in waiting]
        body = {"request_id": request_id, "action": action, "signature": SECRET}
        answer = await page.post("/account-consents/sign", json=body, headers=headers)
        return str(answer.json().get("consent_id"))

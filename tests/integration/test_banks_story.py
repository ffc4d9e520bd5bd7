"""A person with three banks, and everything that can go wrong at once: no row is lost, none comes twice."""

import asyncio
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from core.accounts.models import AccountRow, TransactionRow
from core.adapters.wiring import Platform
from core.banking.registry import BankRegistry
from core.jobs.models import JobRow, JobState
from core.ports.bank_feed import BankInfo
from sandbox.bank import Bank
from sandbox.config import BANK_NAMES
from tests.support.banks import SECRET, connect, connections, status_log, sync
from tests.support.jobs import Handlers, do_jobs
from tests.support.killable_bank import KillableBank
from tests.support.people import Person

Banks = Mapping[str, KillableBank]
WHO = "demo-1"


@pytest.fixture
def banks(platform: Platform, caplog: pytest.LogCaptureFixture) -> Iterator[Banks]:
    caplog.set_level(logging.CRITICAL, logger="uvicorn.error")  # a killed server says so at length
    peers: dict[str, str] = {}
    made = {
        code: KillableBank(code, platform.settings.bank_team_id, SECRET, number + 1, peers)
        for number, code in enumerate(BANK_NAMES)
    }
    before = platform.banks
    for code, bank in made.items():
        platform.secrets.write(f"banks/{code}", SECRET)
        bank.start()
        peers[code] = bank.base_url
    platform.banks = BankRegistry(BankInfo(code, BANK_NAMES[code], bank.base_url) for code, bank in made.items())
    yield made
    platform.banks = before
    for bank in made.values():
        bank.kill()


def truth(bank: Bank) -> dict[str, dict[str, int]]:
    """What happened at a bank in the months it shows: by account number, the amount of each row that moved money."""
    return {
        account.number: {f"feed/{entry.entry_id}": entry.minor for entry in bank.rows(account) if not entry.declined}
        for account in bank.accounts_of(WHO)
    }


def differences(told: dict[str, dict[str, int]], true: dict[str, dict[str, int]]) -> dict[str, object]:
    """By account, the rows that only one side has: none at all when the books are exact."""
    found = {
        number: told.get(number, {}).items() ^ true.get(number, {}).items() for number in told.keys() | true.keys()
    }
    return {number: sorted(rows) for number, rows in found.items() if rows}


async def books(platform: Platform, person: Person, institution: str) -> dict[str, dict[str, int]]:
    """The same as the books have it; a row that came twice would be missing its id or be one too many."""
    assert person.user_id is not None
    async with platform.database.read(person.user_id) as read:
        accounts = (
            await read.session.execute(select(AccountRow).where(AccountRow.institution == institution))
        ).scalars()
        found: dict[str, dict[str, int]] = {}
        for account in accounts:
            rows = (
                (await read.session.execute(select(TransactionRow).where(TransactionRow.account_id == account.id)))
                .scalars()
                .all()
            )
            assert all(row.bank_id for row in rows)
            assert len({row.bank_id for row in rows}) == len(rows)
            found[str(account.number)] = {str(row.bank_id): row.amount_minor for row in rows}
    return found


def add_rows(bank: Bank, count: int) -> None:
    """Identical twins among them: they are different movements."""
    for account in bank.accounts_of(WHO):
        for _ in range(count):
            bank.insert_row(account, -19_900, "Twin coffee")


async def killed_in_mid_page(platform: Platform, handlers: Handlers, person: Person, bank: KillableBank) -> None:
    """Do the person's jobs while the bank dies in the middle of its second page of movements, and soon comes back."""
    faults = bank.bank.faults
    faults.on_path, faults.skip_calls, faults.stall_answers, faults.slow_seconds = "/transactions", 1, 1, 60
    doing = asyncio.create_task(do_jobs(platform, handlers, person.user_id))
    async with asyncio.timeout(60):
        while faults.stall_answers:  # noqa: ASYNC110 the sandbox tells it by its switch alone
            await asyncio.sleep(0.02)
    await asyncio.to_thread(bank.kill)
    await asyncio.sleep(1)
    await asyncio.to_thread(bank.start)
    await doing


async def until_done(platform: Platform, handlers: Handlers, person: Person) -> None:
    """Do jobs until those that wait for another try have had it."""
    assert person.user_id is not None
    waiting = select(func.count()).select_from(JobRow).where(JobRow.state == JobState.QUEUED)
    async with asyncio.timeout(60):
        while True:
            await do_jobs(platform, handlers, person.user_id)
            async with platform.database.read(person.user_id) as read:
                if not (await read.session.execute(waiting)).scalar_one():
                    return
            await asyncio.sleep(0.2)


def outcomes(log: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What was asked for, by its last word, and how it ended."""
    return [(entry["path"].rpartition("/")[2], entry["outcome"]) for entry in log]


async def test_no_row_is_lost_and_none_comes_twice(
    person: Person, platform: Platform, handlers: Handlers, banks: Banks
) -> None:
    payload = await connect(person, *banks, ref=WHO, kinds=["ACCOUNT", "PRODUCT"])
    assert payload["errors"] == []
    banks["vbank"].bank.faults.shift_pages = 3
    banks["abank"].bank.faults.expire_tokens_after = 5
    await killed_in_mid_page(platform, handlers, person, banks["sbank"])
    await until_done(platform, handlers, person)
    shown = await connections(person)
    await sync(person, *(row["id"] for row in shown.values()))  # what came after the last page of each was read
    await until_done(platform, handlers, person)
    for code, bank in banks.items():
        assert differences(await books(platform, person, BANK_NAMES[code]), truth(bank.bank)) == {}, code
    shown = await connections(person)
    assert [shown[code]["isStale"] for code in banks] == [False] * 3

    # The consent is revoked between two pages, while new movements arrive everywhere.
    for bank in banks.values():
        add_rows(bank.bank, 3)
    before = await books(platform, person, "VBank")
    banks["vbank"].bank.faults.revoke_consent_after = 4
    await sync(person, *(row["id"] for row in shown.values()))
    await do_jobs(platform, handlers, person.user_id)
    shown = await connections(person)
    assert (shown["vbank"]["status"], shown["vbank"]["consentStatus"]) == ("NEEDS_CONSENT", "REVOKED")
    assert shown["vbank"]["isStale"]
    after = await books(platform, person, "VBank")
    assert all(before[number].items() <= after[number].items() for number in before)

    # The person connects it again, and the bank's token dies and its pages shift once more.
    banks["vbank"].bank.faults.shift_pages = 2
    banks["vbank"].bank.faults.expire_tokens_after = 3
    again = await connect(person, "vbank", ref=WHO)
    assert again["errors"] == []
    assert again["connections"][0]["id"] == shown["vbank"]["id"]
    await until_done(platform, handlers, person)
    await sync(person, again["connections"][0]["id"])
    await until_done(platform, handlers, person)
    for code, bank in banks.items():
        assert differences(await books(platform, person, BANK_NAMES[code]), truth(bank.bank)) == {}, code

    await the_log_tells_it(person)


async def the_log_tells_it(person: Person) -> None:
    shown = await connections(person)
    killed = outcomes(await status_log(person, shown["sbank"]["id"]))
    first_break = killed.index(("transactions", "UNREACHABLE"))
    assert ("transactions", "OK") in killed[:first_break]
    assert ("transactions", "OK") in killed[first_break:]
    expired = outcomes(await status_log(person, shown["abank"]["id"]))
    refused = next(place for place, (_, outcome) in enumerate(expired) if outcome == "UNAUTHORISED")
    assert expired[refused + 1 : refused + 3] == [("bank-token", "OK"), (expired[refused][0], "OK")]
    revoked = outcomes(await status_log(person, shown["vbank"]["id"]))
    place = next(place for place, (_, outcome) in enumerate(revoked) if outcome == "REFUSED")
    assert ("request", "OK") in revoked[place:]
    assert revoked[-1][1] == "OK"

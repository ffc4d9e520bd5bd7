"""A bank's process that is killed while it sends a page, and comes back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest

from cli.up.free_port import free_port
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import SystemClock
from core.ports.bank_feed import BankError, BankInfo
from core.ports.bank_journal import BankJournal, CallOutcome
from sandbox.bank import Bank
from sandbox.config import SandboxConfig
from tests.core.adapters.banks.peer import PERSON, TEAM

SECRET = "a-secret-for-the-environment"


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.02)


@contextmanager
def bank_process(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {**os.environ, "SANDBOX_CLIENT_ID": TEAM, "SANDBOX_CLIENT_SECRET": SECRET}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "sandbox", "--code", "vbank", "--port", str(port)], env=environment
    )

    def answers() -> bool:
        assert process.poll() is None, "it ended by itself"
        try:
            return httpx.get(f"http://127.0.0.1:{port}/sandbox/health", trust_env=False).is_success
        except httpx.TransportError:
            return False

    try:
        until(answers)
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)


async def test_a_bank_killed_in_mid_page_loses_nothing_once_it_is_back() -> None:
    port = free_port()
    info = BankInfo("vbank", "VBank", f"http://127.0.0.1:{port}")
    journal, patience = BankJournal(), RetryPolicy(attempts=2, first_wait=0.05)
    owner = OpenBankingRussiaFeed(TEAM, lambda _: SECRET, SystemClock(), retry=patience)
    control = f"{info.base_url}/sandbox/faults"
    async with owner:
        feed = owner.watched_by(journal)
        with bank_process(port) as process:
            consent = await feed.request_consent(info, PERSON)
            (account, _) = await feed.accounts(info, consent, PERSON)
            stall = {"on_path": "/transactions", "skip_calls": 3, "stall_answers": 1, "slow_seconds": 60}
            await anyio.to_thread.run_sync(lambda: httpx.put(control, json=stall, trust_env=False).raise_for_status())
            journal.calls.clear()

            def kill_in_mid_page() -> None:
                until(lambda: httpx.get(control, trust_env=False).json()["stall_answers"] == 0)
                process.send_signal(signal.SIGKILL)

            caught: BankError | None = None
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(anyio.to_thread.run_sync, kill_in_mid_page)
                try:
                    await feed.transactions(info, consent, account, None)
                except BankError as error:
                    caught = error
            assert caught is not None
            assert caught.retryable
            assert [call.outcome for call in journal.calls] == [CallOutcome.OK] * 3 + [CallOutcome.UNREACHABLE] * 2
        with pytest.raises(BankError, match="can't be reached"):
            await feed.accounts(info, consent, PERSON)
        with bank_process(port):
            consent = await feed.request_consent(info, PERSON)  # its memory went with it, ours did not
            lines = await feed.transactions(info, consent, account, None)
    assert CallOutcome.UNAUTHORISED in {call.outcome for call in journal.calls}, "the old token was of no use any more"
    truth = Bank(SandboxConfig("vbank", TEAM, SECRET))
    shown = truth.account(account.external_id)
    assert shown is not None
    made_before = datetime.now(UTC) - timedelta(minutes=2)  # what falls due while the test runs may be on either side
    expected = [entry.entry_id for entry in truth.rows(shown) if entry.made_at < made_before]
    ids = [line.bank_id for line in lines]
    assert len(set(ids)) == len(ids)
    assert ids[-len(expected) :] == expected
    assert len(expected) > 1_000

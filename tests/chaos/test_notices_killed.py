"""Workers are killed while they hand notices over and send their mails: each person has each mail once."""

import asyncio
import email
import signal
from collections import Counter
from email import policy
from pathlib import Path

import pytest

from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from tests.chaos.stack import Stack, send_signal
from tests.chaos.test_privacy_killed import died_at, in_process
from tests.support.people import make_person
from tests.support.trained_model import lend_trained_model

pytestmark = pytest.mark.chaos
PEOPLE = 8
KINDS = (NoticeKind.CASH_SHORTFALL, NoticeKind.TAX_LIMIT)
NOTICES = [Notice(kind, f"{kind.value}:{number}", "Current") for kind in KINDS for number in range(3)]
HANDED_OVER = "SELECT 1 FROM notices WHERE channel = 'mail' AND state = 'handed_over'"
SENT = "SELECT 1 FROM jobs WHERE name = 'notifications.send_mail' AND state = 'done'"


async def _tell(stack: Stack) -> list[str]:
    addresses = []
    async with in_process(stack) as (platform, client, _):
        for _ in range(PEOPLE):
            person = await make_person(platform, client)
            assert person.user_id is not None
            async with platform.database.unit_of_work(person.user_id) as uow:
                await notify(uow, platform.clock.now(), NOTICES)
            addresses.append(person.email)
    return addresses


def _mails(stack: Stack) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in (stack.settings.data_folder / "mailbox").glob("notice-*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        found[str(message["to"])] += 1
    return found


def test_killed_workers_leave_each_mail_once(tmp_path: Path) -> None:
    with Stack(tmp_path) as stack:
        lend_trained_model(stack.settings.data_folder)
        addresses = asyncio.run(_tell(stack))
        stack.start_relay(SOLVENT_JOBS__REPUBLISH_AFTER_SECONDS="1")
        stack.start_worker("worker", CHAOS_DIES_AT="send 2")  # the mail is gone, and nothing says so yet
        stack.wait_ready()
        for query, least in ((HANDED_OVER, 6), (SENT, 4)):
            stack.wait(lambda query=query, least=least: len(stack.sql(query)) >= least, query, 60)  # type: ignore[misc]  # a lambda's defaults have no types
            for pid in stack.children("worker"):
                send_signal(pid, signal.SIGKILL)
            stack.sql("UPDATE jobs SET lease_until = now() WHERE state = 'running'")
        stack.wait(lambda: len(stack.sql(SENT)) == PEOPLE * len(KINDS), "all mails are sent", 90)
        assert died_at(stack, "send")
        assert _mails(stack) == Counter(dict.fromkeys(addresses, len(KINDS)))
        assert len(stack.sql(HANDED_OVER)) == PEOPLE * len(NOTICES)
        assert len(stack.sql("SELECT 1 FROM jobs WHERE name = 'notifications.send_mail'")) == PEOPLE * len(KINDS)

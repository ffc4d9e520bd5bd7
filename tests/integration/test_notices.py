"""Notices from what happens to the mail: by wishes, once, gathered, and switched off by the mail itself."""

import asyncio
import email
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import func, select, update

from core.adapters.wiring import Platform
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.insights.store_insights import store_insights
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.key_action import KeyAction
from core.notifications.keep_wishes import Choice, Times, set_choices, set_times
from core.notifications.messages import HandOverLate, HandOverNotices, PruneNotices, SendNoticeMail
from core.notifications.models import Digest, NoticeRow, NoticeState
from core.notifications.notice_kind import NoticeChannel, NoticeKind
from core.notifications.notify import Notice, notify
from core.notifications.tidy_notices import KEPT
from core.settings import Settings
from tests.integration.test_privacy_export import export
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.people import Person

SHORT = Notice(NoticeKind.CASH_SHORTFALL, "below:1", "Current", None, -5000, "RUB")
LIMIT = Notice(NoticeKind.TAX_LIMIT, "limit:1", "NPD")


async def tell(platform: Platform, person: Person, *notices: Notice) -> int:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        return await notify(uow, platform.clock.now(), notices)


def mails(settings: Settings, address: str) -> list[EmailMessage]:
    found = []
    for path in sorted(Path(settings.data_folder, "mailbox").glob("notice-*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        if message["to"] == address:
            assert isinstance(message, EmailMessage)
            found.append(message)
    return found


async def rows(platform: Platform, person: Person) -> dict[tuple[str, str], NoticeState]:
    async with platform.database.read_system() as read:
        mine = select(NoticeRow).where(NoticeRow.user_id == person.user_id)
        found = (await read.session.execute(mine)).scalars()
        return {(row.subject, row.channel.value): row.state for row in found}


async def test_the_same_is_told_once(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    assert await tell(platform, person, SHORT) == 3
    assert await tell(platform, person, SHORT) == 0
    for _ in range(2):
        await do_jobs(platform, handlers, person.user_id)
        await tell(platform, person, SHORT)
    (mail,) = mails(settings, person.email)
    assert mail["subject"] == "An account may run short"
    assert "50.00" not in str(mail)
    assert await rows(platform, person) == {
        ("below:1", "in_app"): NoticeState.HANDED_OVER,
        ("below:1", "mail"): NoticeState.HANDED_OVER,
        ("below:1", "web_push"): NoticeState.HANDED_OVER,
    }


async def test_two_that_tell_and_two_that_hand_over_at_once_make_one_mail(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    told = await asyncio.gather(*(tell(platform, person, SHORT) for _ in range(4)))
    assert sorted(told) == [0, 0, 0, 3]
    assert person.user_id is not None
    for _ in range(3):  # each of these hands over whatever is due
        async with platform.database.unit_of_work(person.user_id) as uow:
            await enqueue(uow, HandOverNotices())
    await asyncio.gather(*(do_jobs(platform, handlers, person.user_id) for _ in range(3)))
    await do_jobs(platform, handlers, person.user_id)
    assert len(mails(settings, person.email)) == 1
    async with platform.database.read_system() as read:
        sent = select(func.count()).where(JobRow.user_id == person.user_id, JobRow.name == SendNoticeMail.name)
        assert (await read.session.execute(sent)).scalar_one() == 1


async def test_a_digest_gathers_what_waits(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    assert person.user_id is not None
    async with platform.database.unit_of_work(person.user_id) as uow:
        await set_times(uow, Times("Europe/Moscow", None, Digest.DAILY, 9, 1, shows_details=False))
    await tell(platform, person, SHORT, LIMIT)
    await do_jobs(platform, handlers, person.user_id)
    assert mails(settings, person.email) == []
    async with platform.database.system_unit_of_work() as uow:  # the hour has come
        past = platform.clock.now() - timedelta(hours=2)
        mine = NoticeRow.user_id == person.user_id, NoticeRow.state == NoticeState.WAITING
        await uow.session.execute(update(NoticeRow).where(*mine).values(due_at=past))
        await enqueue(uow, HandOverLate())  # finds what its own job did not take
    await do_system_jobs(platform, handlers)
    await do_jobs(platform, handlers, person.user_id)
    (mail,) = mails(settings, person.email)
    assert mail["subject"] == "Solvent: 2 to look at"


async def test_what_was_told_long_ago_is_dropped_and_what_waits_is_not(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await tell(platform, person, LIMIT)
    before = await rows(platform, person)
    assert NoticeState.WAITING in before.values()
    async with platform.database.system_unit_of_work() as uow:
        old = platform.clock.now() - KEPT - timedelta(hours=1)
        await uow.session.execute(update(NoticeRow).where(NoticeRow.user_id == person.user_id).values(created_at=old))
        await enqueue(uow, PruneNotices())
    assert (await do_system_jobs(platform, handlers))[PruneNotices.name] is JobState.DONE
    assert await rows(platform, person) == {way: state for way, state in before.items() if state is NoticeState.WAITING}


async def test_what_was_switched_off_or_is_over_is_not_sent_though_it_waited(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    assert person.user_id is not None
    await tell(platform, person, LIMIT)
    yesterday = (platform.clock.now() - timedelta(days=2)).date()
    await tell(platform, person, Notice(NoticeKind.CASH_SHORTFALL, "below:2", "Old", yesterday))
    async with platform.database.unit_of_work(person.user_id) as uow:
        await set_choices(uow, [Choice(NoticeKind.TAX_LIMIT, NoticeChannel.MAIL, is_on=False)])
    await do_jobs(platform, handlers, person.user_id)
    assert mails(settings, person.email) == []
    assert (await rows(platform, person))["limit:1", "mail"] is NoticeState.DROPPED


async def test_one_click_ends_such_mails(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings, client: httpx.AsyncClient
) -> None:
    await tell(platform, person, LIMIT)
    await do_jobs(platform, handlers, person.user_id)
    (mail,) = mails(settings, person.email)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<(\S+)>", mail["List-Unsubscribe"])
    assert address is not None
    path = urlsplit(address[1]).path
    shown = await client.get(path, headers={"accept-language": "ru"})
    assert (shown.status_code, "Близок лимит" in shown.text) == (200, True)
    again = Notice(NoticeKind.TAX_LIMIT, "limit:2", "NPD")
    assert await tell(platform, person, again) == 3  # looking at the page changed nothing
    assert (await client.post(path, data={"List-Unsubscribe": "One-Click"})).status_code == 200
    assert await tell(platform, person, Notice(NoticeKind.TAX_LIMIT, "limit:3", "NPD")) == 2
    assert await tell(platform, person, SHORT) == 3  # other kinds are as they were
    for forged in (path[:-1], path + "A", "/unsubscribe/x"):
        assert (await client.post(forged)).status_code == 404


async def test_a_partners_answer_is_told_and_ones_own_doing_is_not(person: Person, platform: Platform) -> None:
    assert person.user_id is not None
    for number, actor in enumerate((person.user_id, None)):
        async with platform.database.system_unit_of_work() as uow:
            lead = person.user_id  # any id stands for a lead
            uow.record(KeyAction(person.user_id, "lead.changed", "lead", lead, actor, {"after": "accepted"}))
        assert len(await rows(platform, person)) == 3 * number


LIST = """query($f: NotificationFilter) { notifications(first: 10, filter: $f) { totalCount edges { node {
  id kind label day amount { amount } path readAt } } } unreadNotifications }"""
READ = "mutation($i: MarkNotificationsReadInput!) { markNotificationsRead(input: $i) { unread errors { code } } }"
CHOOSE = """mutation($i: SetNotificationChoicesInput!) { setNotificationChoices(input: $i) {
  settings { choices { kind channels } } errors { code field } } }"""
TIMES = """mutation($i: SetNotificationTimesInput!) { setNotificationTimes(input: $i) {
  settings { timeZone digest digestHour digestWeekday showsDetails quietHours { fromMinute untilMinute } }
  errors { code field } } }"""


async def test_the_list_in_the_app_is_read_and_marked(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform
) -> None:
    other = await another()
    for one in (person, other):
        await tell(platform, one, SHORT, LIMIT)
    shown = await person.ask(LIST)
    assert shown["unreadNotifications"] == 2
    kinds = {edge["node"]["kind"]: edge["node"] for edge in shown["notifications"]["edges"]}
    told = kinds["CASH_SHORTFALL"]
    assert (told["label"], told["amount"], told["path"]) == ("Current", {"amount": "-50.00"}, "/dashboard#forecast")
    refused = (await other.ask(READ, i={"ids": [told["id"]]}))["markNotificationsRead"]
    assert refused == {"unread": None, "errors": [{"code": "NOT_FOUND"}]}
    for _ in range(2):
        answer = await person.ask(READ, i={"ids": [told["id"]]})
        assert answer["markNotificationsRead"] == {"unread": 1, "errors": []}
    left = await person.ask(LIST, f={"isUnread": True})
    assert (left["notifications"]["totalCount"], left["unreadNotifications"]) == (1, 1)
    assert (await person.ask(READ, i={}))["markNotificationsRead"]["unread"] == 0
    assert (await other.ask(LIST))["unreadNotifications"] == 2


async def test_choices_and_times_are_kept(person: Person, platform: Platform) -> None:
    off = {"kind": "TAX_LIMIT", "channel": "MAIL", "isOn": False}
    on = {"kind": "PRICE_RISE", "channel": "WEB_PUSH", "isOn": True}
    answer = (await person.ask(CHOOSE, i={"choices": [off | {"isOn": True}, on, off]}))["setNotificationChoices"]
    channels = {one["kind"]: one["channels"] for one in answer["settings"]["choices"]}
    assert (channels["TAX_LIMIT"], channels["PRICE_RISE"]) == (["IN_APP", "WEB_PUSH"], ["IN_APP", "WEB_PUSH"])
    assert await tell(platform, person, LIMIT) == 2
    times = {
        "timeZone": "Asia/Vladivostok",
        "quietHours": {"fromMinute": 1320, "untilMinute": 420},
        "digest": "WEEKLY",
        "digestHour": 10,
        "digestWeekday": 5,
        "showsDetails": True,
    }
    for _ in range(2):
        assert (await person.ask(TIMES, i=times))["setNotificationTimes"] == {"settings": times, "errors": []}


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"timeZone": "Moscow"}, "TIME_ZONE_UNKNOWN", "timeZone"),
        ({"timeZone": "../etc/passwd"}, "TIME_ZONE_UNKNOWN", "timeZone"),
        ({"quietHours": {"fromMinute": 60, "untilMinute": 60}}, "NOTIFICATION_TIMES", "quietHours"),
        ({"quietHours": {"fromMinute": -1, "untilMinute": 1440}}, "NOTIFICATION_TIMES", "quietHours"),
        ({"digestHour": 24}, "NOTIFICATION_TIMES", "digestHour"),
        ({"digestWeekday": 0}, "NOTIFICATION_TIMES", "digestWeekday"),
    ],
)
async def test_times_that_cant_be_are_refused(person: Person, change: dict[str, Any], code: str, at: str) -> None:
    answer = (await person.ask(TIMES, i={"timeZone": "UTC"} | change))["setNotificationTimes"]
    assert answer == {"settings": None, "errors": [{"code": code, "field": at}]}


async def kinds_told(person: Person) -> list[str]:
    return [edge["node"]["kind"] for edge in (await person.ask(LIST))["notifications"]["edges"]]


async def test_what_was_noticed_is_told_and_what_was_put_away_while_it_waited_is_not(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    assert person.user_id is not None
    day = platform.clock.now().date() + timedelta(days=30)
    found = [
        Noticed(InsightKind.BALANCE_BELOW_ZERO, f"below:{number}", None, f"Account {number}", day, -100, "RUB")
        for number in range(2)
    ]
    async with platform.database.unit_of_work(person.user_id) as uow:
        assert await store_insights(uow, platform.clock, found) == 2
    async with platform.database.unit_of_work(person.user_id) as uow:
        assert await store_insights(uow, platform.clock, found) == 0
    assert await kinds_told(person) == ["CASH_SHORTFALL", "CASH_SHORTFALL"]
    insights = await person.ask("{ insights { edges { node { id label } } } }")
    (away,) = [edge["node"]["id"] for edge in insights["insights"]["edges"] if edge["node"]["label"] == "Account 1"]
    dismiss = "mutation($i: DismissInsightInput!) { dismissInsight(input: $i) { errors { code } } }"
    await person.ask(dismiss, i={"id": away})
    await do_jobs(platform, handlers, person.user_id)
    (mail,) = mails(settings, person.email)
    assert "Account 0" in mail.get_content()
    assert "Account 1" not in mail.get_content()


async def test_files_and_archives_are_told_of(person: Person, platform: Platform, handlers: Handlers) -> None:
    await send_file(person, "STATEMENT", "good.csv", b"Date,Amount,Currency,Description\n2026-03-05,-10.00,RUB,Tea\n")
    await send_file(person, "STATEMENT", "bad.csv", b"Date,Amount,Currency,Description\n2026-03-05,ten,RUB,Tea\n")
    await do_jobs(platform, handlers, person.user_id)
    told = {edge["node"]["label"]: edge["node"]["kind"] for edge in (await person.ask(LIST))["notifications"]["edges"]}
    assert told == {"good.csv": "IMPORT_FINISHED", "bad.csv": "IMPORT_FAILED"}
    await export(person, platform, handlers)
    assert (await kinds_told(person))[0] == "EXPORT_READY"

"""Push messages, decrypted as a browser would by a library that is not ours, at a receiver in this test's hands."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select, update

from core.adapters.wiring import Platform
from core.identity.models import SessionRow
from core.jobs.models import JobRow, JobState
from core.notifications.models import NotificationSettingsRow, PushSubscriptionRow
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice
from tests.integration.test_notices import tell
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

SUBSCRIBE = """mutation($i: SubscribeToPushInput!) { subscribeToPush(input: $i) { host errors { code field } } }"""
UNSUBSCRIBE = """mutation($i: UnsubscribeFromPushInput!) { unsubscribeFromPush(input: $i) {
  wasSubscribed errors { code } } }"""
SETTINGS = "{ notificationSettings { pushKey browsers timeZone quietHours { fromMinute untilMinute } } }"
SHORT = Notice(NoticeKind.CASH_SHORTFALL, "below:1", "Current", None, -5000, "RUB")


@dataclass
class PushService:
    """What a browser's push service is told; `status` is what it answers."""

    url: str = ""
    status: int = 201
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head.split("\r\n")[1:-2])}
        self.got.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(b"HTTP/1.1 %d X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % self.status)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving() -> AsyncIterator[PushService]:
    service = PushService()
    server = await asyncio.start_server(service.handle, "127.0.0.1", 0)
    async with server:
        service.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/push"
        yield service


class Browser:
    """The keys that a browser keeps."""

    def __init__(self, service: str) -> None:
        self.key = generate_private_key(SECP256R1())
        self.auth = uuid4().bytes
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = {"endpoint": f"{service}/{uuid4().hex}", "p256dh": text(point), "auth": text(self.auth)}

    def read(self, body: bytes) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        )
        return told


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
async def service(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PushService]:
    monkeypatch.setattr(platform.settings.webhooks, "allow_loopback", True)
    async with serving() as made:
        yield made


async def subscribed(person: Person, service: PushService, **more: str) -> Browser:
    browser = Browser(service.url)
    answer = await person.ask(SUBSCRIBE, i={**browser.subscription, **more})
    assert answer["subscribeToPush"] == {"host": "127.0.0.1", "errors": []}
    return browser


async def browsers(person: Person) -> int:
    return int((await person.ask(SETTINGS))["notificationSettings"]["browsers"])


async def test_a_browser_reads_what_was_pushed_and_it_names_nothing(
    person: Person, platform: Platform, handlers: Handlers, service: PushService
) -> None:
    browser = await subscribed(person, service)
    await tell(platform, person, SHORT)
    for _ in range(2):
        await do_jobs(platform, handlers, person.user_id)
    ((headers, body),) = service.got
    told = browser.read(body)
    assert (told["title"], told["body"], told["path"]) == ("An account may run short", "", "/dashboard#forecast")
    assert told["id"] == headers["topic"]
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "172800")
    assert "traceparent" not in headers
    assert b"RUB" not in body
    key = (await person.ask(SETTINGS))["notificationSettings"]["pushKey"]
    token, shown = (part.split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(", "))
    assert shown == key
    point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    claims = jwt.decode(token, public, algorithms=["ES256"], options={"verify_aud": False})
    assert claims["sub"] == "mailto:no-reply@solvent.local"
    assert claims["aud"].startswith("http://127.0.0.1")


async def test_who_allows_it_reads_names_and_amounts(
    person: Person, platform: Platform, handlers: Handlers, service: PushService
) -> None:
    browser = await subscribed(person, service, timeZone="Europe/Moscow")
    async with platform.database.system_unit_of_work() as uow:
        mine = NotificationSettingsRow.user_id == person.user_id
        loud = {"shows_details": True, "quiet_from": None, "quiet_until": None}
        await uow.session.execute(update(NotificationSettingsRow).where(mine).values(**loud))
    await tell(platform, person, SHORT)
    await do_jobs(platform, handlers, person.user_id)
    assert "Current" in browser.read(service.got[0][1])["body"]
    assert "50.00" in browser.read(service.got[0][1])["body"]


async def test_several_of_a_kind_are_one_message(
    person: Person, platform: Platform, handlers: Handlers, service: PushService
) -> None:
    browser = await subscribed(person, service)
    charges = [Notice(NoticeKind.UNUSUAL_CHARGE, f"charge:{number}", "Shop") for number in range(3)]
    await tell(platform, person, *charges, SHORT)
    await do_jobs(platform, handlers, person.user_id)
    told = [browser.read(body) for _, body in service.got]
    assert sorted((one["title"], one["body"]) for one in told) == [
        ("An account may run short", ""),
        ("An unusual charge", "+ 2"),
    ]


async def test_the_first_browser_brings_quiet_nights(person: Person, service: PushService) -> None:
    await subscribed(person, service, timeZone="Asia/Yekaterinburg")
    shown = (await person.ask(SETTINGS))["notificationSettings"]
    assert (shown["timeZone"], shown["quietHours"]) == ("Asia/Yekaterinburg", {"fromMinute": 1320, "untilMinute": 480})
    await subscribed(person, service, timeZone="Europe/Moscow")  # another browser, elsewhere: what was said stays
    assert (await person.ask(SETTINGS))["notificationSettings"]["timeZone"] == "Asia/Yekaterinburg"


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(
    person: Person, platform: Platform, handlers: Handlers, service: PushService, status: int
) -> None:
    await subscribed(person, service)
    service.status = status
    await tell(platform, person, SHORT)
    await do_jobs(platform, handlers, person.user_id)
    assert (len(service.got), await browsers(person)) == (1, 0)


async def test_trouble_of_the_push_service_is_waited_out_for_a_while(
    person: Person, platform: Platform, handlers: Handlers, service: PushService
) -> None:
    browser = await subscribed(person, service)
    service.status = 503
    await tell(platform, person, SHORT)
    for number in range(12):
        await do_jobs(platform, handlers, person.user_id)
        service.status = 201 if number == 1 else service.status
        async with platform.database.system_unit_of_work() as uow:  # the pause is over
            waits = JobRow.user_id == person.user_id, JobRow.state == JobState.QUEUED
            await uow.session.execute(update(JobRow).where(*waits).values(run_at=JobRow.created_at))
    assert len(service.got) == 3
    assert {browser.read(body)["id"] for _, body in service.got} == {service.got[0][0]["topic"]}
    assert await browsers(person) == 1


async def test_who_signs_out_and_who_lends_the_browser_is_told_there_no_more(
    person: Person,
    another: Callable[[], Awaitable[Person]],
    platform: Platform,
    handlers: Handlers,
    service: PushService,
) -> None:
    other = await another()
    browser = await subscribed(person, service)
    await other.ask(SUBSCRIBE, i=browser.subscription)
    assert (await browsers(person), await browsers(other)) == (0, 1)
    await tell(platform, person, SHORT)
    await do_jobs(platform, handlers, person.user_id)
    gone = {"endpoint": browser.subscription["endpoint"]}
    assert (await person.ask(UNSUBSCRIBE, i=gone))["unsubscribeFromPush"]["wasSubscribed"] is False  # not theirs
    async with platform.database.system_unit_of_work() as uow:
        mine = update(SessionRow).where(SessionRow.user_id == other.user_id)
        await uow.session.execute(mine.values(ended_at=platform.clock.now()))
    await tell(platform, other, SHORT)
    await do_jobs(platform, handlers, other.user_id)
    assert service.got == []


async def test_unsubscribing_forgets_the_address(person: Person, platform: Platform, service: PushService) -> None:
    browser = await subscribed(person, service)
    async with platform.database.read_system() as read:
        stored = select(PushSubscriptionRow.endpoint_hash).where(PushSubscriptionRow.user_id == person.user_id)
        assert len((await read.session.execute(stored)).scalar_one()) == 32
    gone = {"endpoint": browser.subscription["endpoint"]}
    for was_subscribed in (True, False):
        answer = (await person.ask(UNSUBSCRIBE, i=gone))["unsubscribeFromPush"]
        assert answer == {"wasSubscribed": was_subscribed, "errors": []}
    assert await browsers(person) == 0


@pytest.mark.security
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"endpoint": "https://10.0.0.1/push"}, "WEBHOOK_ADDRESS"),
        ({"endpoint": "https://localhost/push"}, "WEBHOOK_ADDRESS"),
        ({"endpoint": "https://169.254.169.254/latest"}, "WEBHOOK_ADDRESS"),
        ({"endpoint": "http://push.example/x"}, "WEBHOOK_ADDRESS"),
        ({"p256dh": "AAAA"}, "PUSH_KEYS"),
        ({"p256dh": "не ключ"}, "PUSH_KEYS"),
        ({"auth": "AAAA"}, "PUSH_KEYS"),
        ({"timeZone": "Mars/Olympus"}, "TIME_ZONE_UNKNOWN"),
    ],
)
async def test_what_leads_inside_or_is_no_subscription_is_refused(
    person: Person, change: dict[str, str], code: str
) -> None:
    given = Browser("https://93.184.216.34/push").subscription | change
    answer = (await person.ask(SUBSCRIBE, i=given))["subscribeToPush"]
    assert [one["code"] for one in answer["errors"]] == [code]
    assert await browsers(person) == 0

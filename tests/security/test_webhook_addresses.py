"""Webhooks never lead into our own network: not by their address, not by their name, not by what it becomes later."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from core.adapters.webhooks.http_sender import HttpWebhookSender
from core.adapters.wiring import Platform
from core.ports.webhook_sender import WebhookAddressError
from core.settings import Environment, Settings, WebhookSettings
from tests.support.people import Person
from tests.support.webhooks import UPDATE, WEBHOOKS, change_hook, create, deliver, deliveries, hurry, try_out

pytestmark = pytest.mark.security
PUBLIC = "93.184.216.34"
Resolver = Callable[..., Awaitable[list[Any]]]


class Names:
    """A resolver that a stranger keeps: what it says of a name may be another thing each time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.says: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        before: Resolver = asyncio.base_events.BaseEventLoop.getaddrinfo

        async def getaddrinfo(loop: Any, host: Any, port: Any, **more: Any) -> list[Any]:
            if host not in self.says:
                return await before(loop, host, port, **more)
            self.asked.append(host)
            answers = self.says[host]
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [
                (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 0))
                for one in found
            ]

        monkeypatch.setattr(type(asyncio.get_running_loop()), "getaddrinfo", getaddrinfo)


@pytest.fixture
async def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://localhost/",
        "https://0.0.0.0/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://[::1]/",
        "https://[::]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[ff02::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:0:0:0:0:80ff:fffe]/",
        "http://93.184.216.34/",
        "https://93.184.216.34:8080/",
        "https://93.184.216.34:22/",
        "https://93.184.216.34:0/",
        "https://93.184.216.34:70000/",
        "https://someone:secret@93.184.216.34/",
        "https://someone@93.184.216.34/",
        "https://93.184.216.34/#part",
        "https://",
        "https:///path",
        "https://[::1",
        "https://93.184.216.34/\r\nhost: elsewhere",
        "https://93.184.216.34/" + "x" * 2000,
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//93.184.216.34/",
        "",
    ],
)
async def test_such_an_address_is_refused(person: Person, url: str) -> None:
    made = await create(person, url)
    assert [(error["code"], error["field"]) for error in made["errors"]] == [("WEBHOOK_ADDRESS", "url")]
    assert (await person.ask(WEBHOOKS))["webhooks"]["edges"] == []


@pytest.mark.parametrize("found", [["10.0.0.7"], [PUBLIC, "127.0.0.1"], ["2606:2800:220:1::1", "::1"], []])
async def test_a_name_that_stands_for_one_of_ours_is_refused(person: Person, names: Names, found: list[str]) -> None:
    names.says["inside.example"] = [found]
    made = await create(person, "https://inside.example/")
    assert [error["code"] for error in made["errors"]] == ["WEBHOOK_ADDRESS"]


async def test_a_webhook_can_not_be_moved_inside(person: Person, names: Names) -> None:
    names.says |= {"hook.example": [[PUBLIC]], "inside.example": [["169.254.169.254"]]}
    hook = (await create(person, "https://hook.example:8443/x"))["webhook"]
    moved = (await person.ask(UPDATE, i={"id": hook["id"], "url": "https://inside.example/"}))["updateWebhook"]
    assert [error["code"] for error in moved["errors"]] == ["WEBHOOK_ADDRESS"]
    (kept,) = (await person.ask(WEBHOOKS))["webhooks"]["edges"]
    assert kept["node"]["url"] == "https://hook.example:8443/x"


async def test_a_name_that_is_ours_the_second_time_is_not_connected_to(
    platform: Platform, person: Person, names: Names
) -> None:
    names.says["rebinding.example"] = [[PUBLIC], ["127.0.0.1"]]
    made = await create(person, "https://rebinding.example/")
    assert made["errors"] == []
    await try_out(person, made["webhook"]["id"])
    await deliver(platform)
    (row,) = await deliveries(person)
    assert (row["state"], row["statusCode"]) == ("PENDING", None)
    assert row["error"] == "The address is not on the public internet."
    assert names.asked == ["rebinding.example"] * 2  # once an attempt: what was looked at is connected to


async def test_an_address_that_came_into_the_table_by_another_way_is_not_connected_to(
    platform: Platform, person: Person, names: Names
) -> None:
    names.says["hook.example"] = [[PUBLIC]]
    hook = (await create(person, "https://hook.example/"))["webhook"]["id"]
    for url in ("http://127.0.0.1:6379/", "https://127.0.0.1/", "https://user:pass@hook.example/"):
        await change_hook(platform, person, url=url)
        await hurry(platform, person)
        await try_out(person, hook)
        await deliver(platform)
    assert {row["statusCode"] for row in await deliveries(person)} == {None}
    assert {row["state"] for row in await deliveries(person)} == {"PENDING"}


async def test_connections_go_to_the_address_that_was_looked_at(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is asked for once; what is opened is an address."""
    opened: list[tuple[str, int]] = []

    async def connect(remote_host: str, remote_port: int, **_: Any) -> Any:
        opened.append((remote_host, remote_port))
        raise OSError

    monkeypatch.setattr("anyio.connect_tcp", connect)
    names.says["hook.example"] = [[PUBLIC], ["127.0.0.1"]]
    answer = await HttpWebhookSender(WebhookSettings()).send("https://hook.example/", {}, b"{}")
    assert (answer.status_code, answer.error) == (None, "The connection failed: ConnectError.")
    assert opened == [(PUBLIC, 443)]
    assert names.asked == ["hook.example"]


async def test_a_name_that_nobody_answers_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror

    monkeypatch.setattr(type(asyncio.get_running_loop()), "getaddrinfo", never)
    with pytest.raises(WebhookAddressError):
        await HttpWebhookSender(WebhookSettings()).check("https://nowhere.example/")


def test_the_switch_for_this_machine_is_not_for_production(settings: Settings) -> None:
    values = settings.model_dump() | {"environment": Environment.PRODUCTION, "webhooks": {"allow_loopback": True}}
    with pytest.raises(ValueError, match="allow_loopback is for development"):
        Settings.model_validate(values)

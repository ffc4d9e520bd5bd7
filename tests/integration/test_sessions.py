"""Where a person is signed in: listing and ending sessions, new devices, and what ended sessions can still do."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from core.adapters.places.maxmind import MaxMindPlaces
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.accounts import FIREFOX, from_address, refresh, registered, sign_in, signed_in
from tests.support.jobs import Handlers, do_system_jobs
from tests.support.mail import mails_to, subjects_to
from tests.support.people import Person
from tests.support.places import write_places

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
    "Mobile/15E148 Safari/604.1"
)
SESSIONS = """query($f: SessionFilter) { sessions(filter: $f) { totalCount edges { node {
  id device browser system address place(locale: "ru") { city country } isCurrent endedAt } } } }"""
END = "mutation($i: EndSessionInput!) { endSession(input: $i) { errors { code field } } }"
END_ALL = "mutation($i: SignOutEverywhereInput!) { signOutEverywhere(input: $i) { ended errors { code } } }"
VIEWER = "{ viewer { email } }"


async def sessions(person: Person, **wanted: object) -> list[dict[str, object]]:
    edges = (await person.ask(SESSIONS, f=wanted or None))["sessions"]["edges"]
    return [edge["node"] for edge in edges]


async def test_sessions_are_shown_in_words_and_end_one_by_one(
    stranger: Person,
    platform: Platform,
    handlers: Handlers,
    settings: Settings,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_places(tmp_path / "places.mmdb", "203.0.113.0/24", ("Moscow", "Москва"), ("Russia", "Россия"))
    monkeypatch.setattr(platform, "places", MaxMindPlaces(tmp_path / "places.mmdb"))
    address = await registered(stranger, platform, handlers, settings)
    laptop = await signed_in(from_address(stranger.client, "198.51.100.7"), address)
    phone = await signed_in(from_address(stranger.client, "203.0.113.9", IPHONE), address)
    on_phone, on_laptop = await sessions(phone, isOpen=True)
    assert (on_phone["device"], on_phone["isCurrent"]) == ("Mobile Safari, iPhone (iOS 17)", True)
    assert on_phone["place"] == {"city": "Москва", "country": "Россия"}
    assert (on_laptop["browser"], on_laptop["system"], on_laptop["isCurrent"]) == ("Firefox", "Linux", False)
    assert (on_laptop["address"], on_laptop["place"]) == ("198.51.100.7", None)
    assert (await laptop.ask(VIEWER))["viewer"]["email"] == address
    for _ in range(2):  # ending it twice is no error
        assert (await phone.ask(END, i={"sessionId": on_laptop["id"]}))["endSession"]["errors"] == []
    assert await laptop.error_code(VIEWER) == "INVALID_TOKEN"
    assert [one["id"] for one in await sessions(phone, isOpen=True)] == [on_phone["id"]]
    assert [one["id"] for one in await sessions(phone, isOpen=False)] == [on_laptop["id"]]


async def test_nobody_ends_anothers_session(person: Person, another: Callable[[], Awaitable[Person]]) -> None:
    other = await another()
    (theirs,) = await sessions(other)
    answer = await person.ask(END, i={"sessionId": theirs["id"]})
    assert answer["endSession"]["errors"] == [{"code": "NOT_FOUND", "field": "sessionId"}]
    assert (await other.ask(VIEWER))["viewer"]["email"] == other.email


async def test_signing_out_everywhere_else_and_everywhere(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    here, there = await signed_in(stranger, address), await signed_in(stranger, address)
    kept = await here.ask(END_ALL, i={"keepThis": True})
    assert kept["signOutEverywhere"] == {"ended": 1, "errors": []}
    assert await there.error_code(VIEWER) == "INVALID_TOKEN"
    assert (await here.ask(END_ALL, i={}))["signOutEverywhere"] == {"ended": 1, "errors": []}
    assert await here.error_code(VIEWER) == "INVALID_TOKEN"


async def test_a_new_device_is_told_of_by_mail_and_a_known_one_is_not(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    told = "A new device signed in to Solvent"
    first = await sign_in(from_address(stranger.client, "198.51.100.7"), address, rememberDevice=True)
    await do_system_jobs(platform, handlers)
    assert told not in subjects_to(settings, address)  # the first ever is no news
    moved = from_address(stranger.client, "203.0.113.77")
    again = await sign_in(moved, address, deviceToken=first["deviceToken"])
    assert again["deviceToken"] is None
    await do_system_jobs(platform, handlers)
    assert told not in subjects_to(settings, address)
    await sign_in(from_address(stranger.client, "203.0.113.78", IPHONE), address)
    await do_system_jobs(platform, handlers)
    assert subjects_to(settings, address)[-1] == told
    assert "Mobile Safari, iPhone (iOS 17)" in mails_to(settings, address)[-1]
    assert "203.0.113.78" in mails_to(settings, address)[-1]


async def test_refreshing_notes_where_a_session_goes_on(
    stranger: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    address = await registered(stranger, platform, handlers, settings)
    opened = (await sign_in(from_address(stranger.client, "198.51.100.7"), address))["session"]
    elsewhere = from_address(stranger.client, "203.0.113.5", FIREFOX)
    session = (await refresh(elsewhere, opened["refreshToken"]))["session"]
    (shown,) = await sessions(Person(stranger.client, session["accessToken"]))
    assert shown["address"] == "203.0.113.5"

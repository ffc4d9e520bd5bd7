"""The private calendar of deadlines: read with the parser that Home Assistant subscribes with, and revoked."""

import asyncio
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from sqlalchemy import select, update

from api.http import feeds
from core.adapters.wiring import Platform
from core.identity.models import UserRow, UserStatus
from core.taxes.models import TaxCalendarRow
from tests.support.people import Person

MAKE = """mutation($i: MakeTaxCalendarInput!) { makeTaxCalendar(input: $i) {
  url taxCalendar { leadDays createdAt } errors { code field } } }"""
REVOKE = "mutation { revokeTaxCalendar { errors { code } } }"
SHOWN = "{ taxCalendar { leadDays } }"
PROFILE = "mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) { taxProfile { id } errors { code } } }"
MARK = "mutation($i: MarkTaxDeadlineInput!) { markTaxDeadline(input: $i) { errors { code } } }"
ON_ACCOUNT = "self_assessment.on_account_2/2025-26"
UK: dict[str, Any] = {"country": "GB", "regime": "self_assessment", "startsOn": "2020-04-06"}


@pytest.fixture(autouse=True)
def _on_a_day_of_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "today", lambda _: date(2026, 6, 15))


async def _profile(person: Person, **given: object) -> str:
    made = (await person.ask(PROFILE, i=UK | given))["createTaxProfile"]
    assert made["errors"] == []
    return str(made["taxProfile"]["id"])


async def _address(person: Person, *lead_days: int) -> str:
    made = (await person.ask(MAKE, i={"leadDays": list(lead_days)}))["makeTaxCalendar"]
    assert made["errors"] == []
    return urlsplit(str(made["url"])).path


def _calendar(answer: httpx.Response) -> Calendar:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return IcsCalendarStream.calendar_from_ics(answer.text)


def _events(answer: httpx.Response) -> dict[str, Event]:
    return {str(event.uid).rsplit("/", 1)[0]: event for event in _calendar(answer).events}


async def test_deadlines_are_read_by_whoever_has_the_address(person: Person, client: httpx.AsyncClient) -> None:
    await _profile(person)
    answer = await client.get(await _address(person, 3, 14, 3))
    events = _events(answer)
    filing, payment = events["self_assessment.return/2025-26"], events["self_assessment.balancing/2025-26"]
    assert (filing.dtstart, filing.dtend) == (date(2027, 1, 31), date(2027, 2, 1))
    assert (payment.dtstart, payment.dtend) == (date(2027, 1, 29), date(2027, 1, 30))  # the 31st is a Sunday
    assert filing.summary == "File: Online tax return (United Kingdom)"
    assert payment.summary == "Pay: Balancing payment (United Kingdom)"
    assert [one.categories for one in (filing, payment)] == [["Taxes", "Filing"], ["Taxes", "Payment"]]
    # Reminded at nine in the morning, 14 and 3 days before.
    assert [alarm.trigger for alarm in filing.alarm] == [timedelta(hours=9) - timedelta(days=days) for days in (14, 3)]
    assert answer.headers["cache-control"] == "private, no-cache"


async def test_a_subscriber_sees_what_the_api_says(person: Person, client: httpx.AsyncClient) -> None:
    profile = await _profile(person)
    answer = await client.get(await _address(person))
    told = await person.ask(
        "query($id: ID!, $y: Int!) { taxDeadlines(profileId: $id, year: $y) { dueOn label } }", id=profile, y=2026
    )
    seen = list(_calendar(answer).timeline.overlapping(date(2026, 1, 1), date(2027, 1, 1)))
    assert [event.start.isoformat() for event in seen] == [one["dueOn"] for one in told["taxDeadlines"]]
    assert len(seen) == 5
    assert not any(event.alarm for event in seen)


async def test_what_is_done_does_not_remind(person: Person, client: httpx.AsyncClient) -> None:
    profile, address = await _profile(person), await _address(person, 7)
    before = _events(await client.get(address))[ON_ACCOUNT]
    assert len(before.alarm) == 1
    await person.ask(MARK, i={"profileId": profile, "year": 2026, "key": ON_ACCOUNT, "doneOn": "2026-07-20"})
    after = _events(await client.get(address))[ON_ACCOUNT]
    assert after.alarm == []
    assert after.summary == f"✓ {before.summary}"
    assert after.uid == before.uid


async def test_a_year_without_known_days_of_rest_has_no_deadlines(
    person: Person, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _profile(person)
    await _profile(person, country="RU", regime="npd")
    address = await _address(person)
    monkeypatch.setattr(feeds, "today", lambda _: date(2027, 6, 15))
    assert {event.start.year for event in _events(await client.get(address)).values()} == {2026, 2027}
    monkeypatch.setattr(feeds, "today", lambda _: date(2040, 1, 1))
    assert _events(await client.get(address)) == {}


async def test_who_has_it_as_it_is_is_told_so(person: Person, client: httpx.AsyncClient) -> None:
    profile, address = await _profile(person), await _address(person, 1)
    first = await client.get(address)
    tag = first.headers["etag"]
    assert (await client.get(address)).content == first.content
    for told in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await client.get(address, headers={"if-none-match": told})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    seen = await client.head(address)
    assert (seen.status_code, seen.content, seen.headers["etag"]) == (200, b"", tag)
    await person.ask(MARK, i={"profileId": profile, "year": 2026, "key": ON_ACCOUNT, "doneOn": "2026-07-20"})
    changed = await client.get(address, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_a_new_address_ends_the_old_one_and_revoking_ends_all(
    person: Person, client: httpx.AsyncClient, platform: Platform
) -> None:
    assert (await person.ask(SHOWN))["taxCalendar"] is None
    assert (await person.ask(REVOKE))["revokeTaxCalendar"]["errors"] == [{"code": "NOT_FOUND"}]
    old = await _address(person, 5)
    new = await _address(person, 9)
    assert (await person.ask(SHOWN))["taxCalendar"] == {"leadDays": [9]}
    assert [(await client.get(one)).status_code for one in (old, new)] == [404, 200]
    async with platform.database.read(person.user_id) as read:
        kept = (await read.session.execute(select(TaxCalendarRow))).scalar_one()
    assert new.rsplit("/", 1)[1].removesuffix(".ics").encode() not in kept.token_hash
    assert len(kept.token_hash) == 32
    assert (await person.ask(REVOKE))["revokeTaxCalendar"]["errors"] == []
    gone = await client.get(new)
    assert (gone.status_code, gone.content) == (404, b"")
    assert (await person.ask(SHOWN))["taxCalendar"] is None


async def test_two_made_at_once_leave_one_address(person: Person, client: httpx.AsyncClient) -> None:
    made = await asyncio.gather(*(_address(person, days) for days in (1, 2, 3)))
    opened = [(await client.get(one)).status_code for one in made]
    assert sorted(opened) == [200, 404, 404]


async def test_whoever_may_not_sign_in_has_no_calendar(
    person: Person, client: httpx.AsyncClient, platform: Platform
) -> None:
    address = await _address(person)
    assert (await client.get(address)).status_code == 200
    async with platform.database.system_unit_of_work() as uow:
        away = update(UserRow).where(UserRow.id == person.user_id).values(status=UserStatus.DEACTIVATED)
        await uow.session.execute(away)
    assert (await client.get(address)).status_code == 404


@pytest.mark.parametrize("lead_days", [[-1], [91], [1, 2, 3, 4, 5, 6]])
async def test_lead_times_are_bounded(person: Person, lead_days: list[int]) -> None:
    refused = (await person.ask(MAKE, i={"leadDays": lead_days}))["makeTaxCalendar"]
    assert (refused["url"], refused["errors"]) == (None, [{"code": "INVALID_LEAD_TIMES", "field": "leadDays"}])
    assert (await person.ask(SHOWN))["taxCalendar"] is None


@pytest.mark.security
@pytest.mark.parametrize("token", ["x", "..%2f..", "%00", "a" * 4000, "%F0%9F%92%A9", "'--"])
async def test_an_address_can_be_neither_guessed_nor_bent(client: httpx.AsyncClient, token: str) -> None:
    answer = await client.get(f"/feeds/taxes/{token}.ics")
    assert answer.status_code == 404
    assert "etag" not in answer.headers


@pytest.mark.security
async def test_a_network_address_and_a_calendar_are_asked_for_so_often_and_no_more(
    person: Person, client: httpx.AsyncClient, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await _address(person)
    monkeypatch.setattr(platform.settings.limits, "calendars_per_minute", 5 * feeds.SHARE)
    answers = [await client.get(address) for _ in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert answers[-1].content == b""
    assert int(answers[-1].headers["retry-after"]) > 0
    # A new address is a new calendar; the network address is not.
    fresh = await _address(person)
    assert (await client.get(fresh)).status_code == 200
    monkeypatch.setattr(platform.settings.limits, "calendars_per_minute", 0)
    assert (await client.get(fresh)).status_code == 429

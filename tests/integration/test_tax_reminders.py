"""Reminders of tax deadlines by mail: in time, once a day, of what is open, and not where they are not wanted."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from core.adapters.wiring import Platform
from core.clock import today
from core.jobs.enqueue import enqueue
from core.jobs.models import JobState
from core.settings import Settings
from core.taxes.messages import RemindOfDeadlines
from tests.support.jobs import Handlers, do_jobs, do_system_jobs
from tests.support.mails import mails_to
from tests.support.people import Person
from workers.taxes import remind_of_deadlines

PROFILE = """mutation($i: CreateTaxProfileInput!) { createTaxProfile(input: $i) {
  taxProfile { id } errors { code } } }"""
SET = "mutation($i: SetTaxRemindersInput!) { setTaxReminders(input: $i) { leadDays errors { code field } } }"
MARK = "mutation($i: MarkTaxDeadlineInput!) { markTaxDeadline(input: $i) { errors { code } } }"
DEADLINES = "query($id: ID!, $y: Int!) { taxDeadlines(profileId: $id, year: $y) { key dueOn } }"
NOTICES = "{ notifications(first: 10) { edges { node { kind day path } } } }"
LOCALE = "mutation($i: UpdateMeInput!) { updateMe(input: $i) { errors { code } } }"


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remind_of_deadlines, "MORNING_HOUR", 0)


async def remind(platform: Platform, handlers: Handlers) -> None:
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, RemindOfDeadlines())
    states = await do_system_jobs(platform, handlers)
    assert states["taxes.remind_of_deadlines"] is JobState.DONE


async def next_deadline(person: Person, day: date) -> tuple[str, dict[str, Any], int]:
    """A profile under NPD, its next payment, and the days until then."""
    given = {"country": "RU", "regime": "npd", "startsOn": f"{day.year - 1}-01-01"}
    profile = (await person.ask(PROFILE, i=given))["createTaxProfile"]["taxProfile"]["id"]
    found = []
    for year in (day.year, day.year + 1):
        found += (await person.ask(DEADLINES, id=profile, y=year))["taxDeadlines"]
    near = next(one for one in found if one["dueOn"] >= day.isoformat())
    return profile, near, (date.fromisoformat(near["dueOn"]) - day).days


async def test_a_reminder_comes_once_a_day_on_the_days_chosen(
    person: Person, another: Callable[[], Awaitable[Person]], platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    day, other = today(platform.clock), await another()
    _, near, left = await next_deadline(person, day)
    await next_deadline(other, day)
    assert (await person.ask("{ taxReminders }"))["taxReminders"] == [14, 3]
    chosen = await person.ask(SET, i={"leadDays": [left + 1, left, left]})
    assert chosen["setTaxReminders"] == {"leadDays": [left + 1, left], "errors": []}
    await other.ask(SET, i={"leadDays": [left + 1]})
    for _ in range(2):
        await remind(platform, handlers)
    states = await do_jobs(platform, handlers, person.user_id)
    assert states["taxes.send_reminder"] is JobState.DONE
    (text,) = mails_to(settings, person.email)
    assert "Tax on professional income" in text or "Налог на профессиональный доход" in text
    assert "/taxes" in text
    listed = (await person.ask(NOTICES))["notifications"]["edges"]
    assert [edge["node"] for edge in listed] == [{"kind": "TAX_DEADLINE", "day": near["dueOn"], "path": "/taxes"}]
    assert "taxes.send_reminder" not in await do_jobs(platform, handlers, other.user_id)
    assert mails_to(settings, other.email) == []
    assert (await person.ask("{ taxReminders }"))["taxReminders"] == [left + 1, left]


async def test_what_was_paid_is_no_news(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings
) -> None:
    day = today(platform.clock)
    profile, near, left = await next_deadline(person, day)
    await person.ask(SET, i={"leadDays": [left]})
    await remind(platform, handlers)
    mark = {"profileId": profile, "year": int(near["dueOn"][:4]), "key": near["key"], "doneOn": day.isoformat()}
    assert (await person.ask(MARK, i=mark))["markTaxDeadline"]["errors"] == []
    await do_jobs(platform, handlers, person.user_id)
    assert mails_to(settings, person.email) == []


async def test_who_wants_none_gets_none(
    person: Person, platform: Platform, handlers: Handlers, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, left = await next_deadline(person, today(platform.clock))
    await person.ask(SET, i={"leadDays": []})
    await remind(platform, handlers)
    await person.ask(SET, i={"leadDays": [left]})
    monkeypatch.setattr(remind_of_deadlines, "MORNING_HOUR", 24)  # it is night
    await remind(platform, handlers)
    await do_jobs(platform, handlers, person.user_id)
    assert mails_to(settings, person.email) == []


@pytest.mark.parametrize("lead_days", [[91], [-1], [1, 2, 3, 4, 5, 6]])
async def test_lead_times_that_cant_be_are_refused(person: Person, lead_days: list[int]) -> None:
    answer = (await person.ask(SET, i={"leadDays": lead_days}))["setTaxReminders"]
    assert answer == {"leadDays": None, "errors": [{"code": "INVALID_LEAD_TIMES", "field": "leadDays"}]}

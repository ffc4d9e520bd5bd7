"""A person's tax deadlines as iCalendar (RFC 5545), for calendars to subscribe to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from typing import Final
from uuid import UUID

from icalendar import Alarm, Calendar, Event

from core.db.database import ReadSession
from core.taxes.errors import UnknownFigureError
from core.taxes.find_profile import own_tax_profiles
from core.taxes.keep_calendar import CalendarOwner
from core.taxes.list_deadlines import MarkedDeadline, deadlines_met, marked_deadlines
from core.taxes.models import TaxProfileRow
from core.taxes.rules.deadline import DeadlineKind
from core.taxes.rules.registry import rules_of

MOST_PROFILES: Final = 50
"""The newest of a person's profiles: a bound on the work of one request."""
ASKED_AGAIN: Final = timedelta(hours=12)
REMINDED_AT: Final = timedelta(hours=9)
"""From the beginning of the day, by the clock of whoever looks at the calendar."""
_VERBS: Final = {DeadlineKind.FILING: "File", DeadlineKind.PAYMENT: "Pay"}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A deadline with the profile it is of."""

    profile_id: UUID
    written_at: datetime
    country: str
    marked: MarkedDeadline


async def tax_calendar_entries(read: ReadSession, owner: CalendarOwner, today: date) -> list[CalendarEntry]:
    """Deadlines of last year, this one and the next, as far as a country's days of rest are known."""
    wanted = own_tax_profiles(owner.user_id).order_by(TaxProfileRow.starts_on.desc(), TaxProfileRow.id)
    profiles = (await read.session.execute(wanted.limit(MOST_PROFILES))).scalars().all()
    done = await deadlines_met(read, owner.user_id, [profile.id for profile in profiles])
    found = []
    for profile, year in product(profiles, (today.year - 1, today.year, today.year + 1)):
        try:
            deadlines = marked_deadlines(profile, year, done)
        except UnknownFigureError:
            continue  # a year that nobody knows the days of has no deadlines yet
        country = rules_of(profile.country).name
        found += [CalendarEntry(profile.id, profile.created_at, country, one) for one in deadlines]
    return sorted(found, key=lambda one: (one.marked.deadline.due_on, one.marked.deadline.key, one.profile_id))


def write_tax_calendar(entries: Iterable[CalendarEntry], lead_days: Iterable[int]) -> bytes:
    """The calendar's text: the same for the same entries, byte for byte. It tells no amounts and no names."""
    calendar = Calendar()
    calendar.add("prodid", "-//Solvent//Tax deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Tax deadlines")
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    leads = tuple(lead_days)
    for entry in entries:
        calendar.add_component(_event(entry, leads))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, lead_days: tuple[int, ...]) -> Event:
    of, done_on = entry.marked.deadline, entry.marked.done_on
    event = Event()
    event.add("uid", f"{of.key}/{entry.profile_id}@solvent")
    event.add("dtstamp", entry.written_at)
    event.add("dtstart", of.due_on)
    event.add("dtend", of.due_on + timedelta(days=1))
    what = f"{_VERBS[of.kind]}: {of.label} ({entry.country})"
    event.add("summary", what if done_on is None else f"✓ {what}")
    event.add("description", _description(entry))
    event.add("categories", ["Taxes", "Filing" if of.kind is DeadlineKind.FILING else "Payment"])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if done_on is None:
        for alarm in _alarms(what, lead_days):
            event.add_component(alarm)
    return event


def _alarms(what: str, lead_days: tuple[int, ...]) -> Iterator[Alarm]:
    for days in lead_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", what)
        alarm.add("trigger", REMINDED_AT - timedelta(days=days))
        yield alarm


def _description(entry: CalendarEntry) -> str:
    of, done_on = entry.marked.deadline, entry.marked.done_on
    lines = [f"For {of.period_start.isoformat()} to {of.period_end.isoformat()}."]
    if of.stated_on != of.due_on:
        lines.append(f"The law names {of.stated_on.isoformat()}, which is moved off days of rest.")
    if done_on is not None:
        lines.append(f"Done on {done_on.isoformat()}.")
    return "\n".join([*lines, of.source])

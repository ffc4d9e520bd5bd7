"""Reminding people of tax deadlines by mail: whose turn it is, and of what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.identity.models import UserRow, UserStatus
from core.jobs.enqueue import enqueue
from core.taxes.errors import UnknownFigureError
from core.taxes.find_profile import own_tax_profiles
from core.taxes.keep_reminders import lead_days_of
from core.taxes.list_deadlines import MarkedDeadline, known_deadlines, list_tax_deadlines
from core.taxes.messages import SendTaxReminder
from core.taxes.models import TaxProfileRow, TaxReminderRow
from core.taxes.rules.registry import rules_of

BATCH: Final = 200
"""People a transaction."""
MOST_PROFILES: Final = 20
"""Of a person: a bound on the work of one mail."""
_AFTERMATH: Final = timedelta(days=550)
"""So long after a regime's last day something of it may still be due: the return of the year after."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline that is near, and the country and the profile whose it is."""

    country: str
    profile_id: UUID
    deadline: MarkedDeadline


async def enqueue_reminders(uow: UnitOfWork, today: date, after: UUID | None) -> UUID | None:
    """Enqueue the mails of one batch of people who may have something to be reminded of today, each once a day.

    Returns the last person's id, or None after the last batch. The system role's work.
    """
    people = await uow.session.execute(
        select(UserRow.id, TaxReminderRow.lead_days)
        .outerjoin(TaxReminderRow, TaxReminderRow.user_id == UserRow.id)
        .where(
            UserRow.status == UserStatus.ACTIVE,
            UserRow.id.in_(select(TaxProfileRow.user_id).where(_may_have_deadlines(today))),
            *([] if after is None else [UserRow.id > after]),
        )
        .order_by(UserRow.id)
        .limit(BATCH)
    )
    leads = {row.id: lead_days_of(row.lead_days) for row in people}
    profiles = await uow.session.execute(
        select(TaxProfileRow).where(TaxProfileRow.user_id.in_(list(leads)), _may_have_deadlines(today))
    )
    due = {row.user_id for row in profiles.scalars() if _has_near(row, leads[row.user_id], today)}
    for user_id in sorted(due):
        message = SendTaxReminder(day=today)
        await enqueue(uow, message, user_id=user_id, deduplication_key=f"{message.name}:{user_id}:{today}")
    return max(leads) if len(leads) == BATCH else None


async def due_reminders(read: ReadSession, user_id: UUID, lead_days: Collection[int], today: date) -> list[Reminder]:
    """What is due in so many days and was neither marked as done nor found to be paid, earliest first."""
    profiles = await read.session.execute(
        own_tax_profiles(user_id)
        .where(_may_have_deadlines(today))
        .order_by(TaxProfileRow.starts_on.desc(), TaxProfileRow.id)
        .limit(MOST_PROFILES)
    )
    found = []
    for profile in profiles.scalars():
        for year in _years(lead_days, today):
            try:
                deadlines = await list_tax_deadlines(read, user_id, profile.id, year, today)
            except UnknownFigureError:
                continue  # a year that nobody knows the days of has no deadlines yet
            country = rules_of(profile.country).code
            found += [Reminder(country, profile.id, one) for one in deadlines if _is_near(one, lead_days, today)]
    return sorted(found, key=lambda one: (one.deadline.deadline.due_on, one.deadline.deadline.key))


def _may_have_deadlines(today: date) -> ColumnElement[bool]:
    return or_(TaxProfileRow.ends_on.is_(None), TaxProfileRow.ends_on > today - _AFTERMATH)


def _has_near(profile: TaxProfileRow, lead_days: Collection[int], today: date) -> bool:
    return any(
        (one.due_on - today).days in lead_days
        for year in _years(lead_days, today)
        for one in known_deadlines(profile, year)
    )


def _is_near(marked: MarkedDeadline, lead_days: Collection[int], today: date) -> bool:
    is_open = marked.done_on is None and marked.paid_by is None
    return is_open and (marked.deadline.due_on - today).days in lead_days


def _years(lead_days: Iterable[int], today: date) -> list[int]:
    return sorted({(today + timedelta(days=days)).year for days in lead_days})

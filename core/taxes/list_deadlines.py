from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.db.database import ReadSession
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.ids import new_id
from core.key_action import KeyAction
from core.taxes.errors import UnknownFigureError
from core.taxes.estimate_tax import UNESTIMABLE, estimate_so_far
from core.taxes.find_payments import TaxPayment, load_tax_payments, match_payments
from core.taxes.find_profile import as_rules_see_it, tax_profile_of
from core.taxes.models import DeadlineMark, TaxDeadlineMarkRow, TaxProfileRow
from core.taxes.rules.deadline import Deadline, DeadlineKind
from core.taxes.rules.registry import rules_of

DoneOn = Mapping[tuple[UUID, str], date]
"""By profile and key of the deadline."""


@dataclass(frozen=True, slots=True)
class MarkedDeadline:
    """A deadline of a profile, and the day it was met on, if it was.

    `owed`: what is to be paid by the estimate as it stands, in the currency of the country's tax; None where nothing
    is, or where it can't be told. `paid_by`: the payment that was found in the bank.
    """

    deadline: Deadline
    currency: str
    done_on: date | None
    owed: Decimal | None = None
    paid_by: TaxPayment | None = None


async def list_tax_deadlines(
    read: ReadSession, user_id: UUID, profile_id: UUID, year: int, today: date
) -> list[MarkedDeadline]:
    """What falls due in a calendar year, earliest first, with what is to be paid and what was found to be paid.

    Raises NotFoundError, UnknownFigureError.
    """
    profile = await tax_profile_of(read.session, user_id, profile_id)
    done = await deadlines_met(read, user_id, [profile_id])
    marked = marked_deadlines(profile, year, done)
    deadlines = _around(profile, year)  # a payment of January may be of a deadline of December, and is of one only
    owed = await _owed(read, user_id, profile, deadlines, today)
    payments = await load_tax_payments(read, user_id, rules_of(profile.country).currency, deadlines)
    paid = match_payments(deadlines, owed, payments)
    return [replace(one, owed=owed.get(one.deadline.key), paid_by=paid.get(one.deadline.key)) for one in marked]


async def deadlines_met(read: ReadSession, user_id: UUID, profile_ids: Iterable[UUID]) -> DoneOn:
    """When the deadlines of profiles were met, of those that were."""
    marks = await read.session.execute(
        select(TaxDeadlineMarkRow.profile_id, TaxDeadlineMarkRow.key, TaxDeadlineMarkRow.done_on).where(
            TaxDeadlineMarkRow.user_id == user_id, TaxDeadlineMarkRow.profile_id.in_(list(profile_ids))
        )
    )
    return {(row.profile_id, row.key): row.done_on for row in marks}


def marked_deadlines(profile: TaxProfileRow, year: int, done: DoneOn) -> list[MarkedDeadline]:
    """What falls due in a calendar year, earliest first. Raises UnknownFigureError."""
    currency = rules_of(profile.country).currency
    return [MarkedDeadline(one, currency, done.get((profile.id, one.key))) for one in _deadlines(profile, year)]


async def mark_tax_deadline(
    uow: UnitOfWork, profile_id: UUID, year: int, key: str, done_on: date | None
) -> MarkedDeadline:
    """Say that a deadline of a year was met: filed or paid, by its kind; or, with no day, that it was not after all.

    Raises NotFoundError, also for a deadline that the profile does not have that year; UnknownFigureError.
    """
    profile = await tax_profile_of(uow.session, uow.person, profile_id, for_update=True)
    found = next((one for one in _deadlines(profile, year) if one.key == key), None)
    if found is None:
        raise NotFoundError("There is no such deadline.", field="key")
    mark = DeadlineMark.FILED if found.kind is DeadlineKind.FILING else DeadlineMark.PAID
    if done_on is None:
        old = await uow.session.execute(
            select(TaxDeadlineMarkRow).where(
                TaxDeadlineMarkRow.user_id == uow.person,
                TaxDeadlineMarkRow.profile_id == profile_id,
                TaxDeadlineMarkRow.key == key,
            )
        )
        for row in old.scalars():
            await uow.session.delete(row)
    else:
        put = insert(TaxDeadlineMarkRow).values(
            id=new_id(), user_id=uow.person, profile_id=profile_id, key=key, mark=mark, done_on=done_on
        )
        await uow.session.execute(
            put.on_conflict_do_update(
                index_elements=["user_id", "profile_id", "key"], set_={"done_on": put.excluded.done_on}
            )
        )
    action = "tax_deadline.unmarked" if done_on is None else f"tax_deadline.{mark}"
    uow.record(KeyAction(uow.person, action, "tax_profile", profile_id, uow.person))
    await uow.session.flush()
    return MarkedDeadline(found, rules_of(profile.country).currency, done_on)


async def _owed(
    read: ReadSession, user_id: UUID, profile: TaxProfileRow, deadlines: Iterable[Deadline], today: date
) -> dict[str, Decimal]:
    """Instalments by key, of the tax years that the deadlines are for. What can't be estimated is left out."""
    rules, owed = rules_of(profile.country), dict[str, Decimal]()
    years = {rules.year_of(one.period_end) for one in deadlines if one.kind is DeadlineKind.PAYMENT}
    for year in sorted(years, key=lambda one: one.start):
        if year.start > today:
            continue
        try:
            estimate = await estimate_so_far(read, user_id, profile, year, today)
        except UNESTIMABLE:
            continue
        owed |= {one.key: one.amount for one in estimate.instalments}
    return owed


def known_deadlines(profile: TaxProfileRow, year: int) -> list[Deadline]:
    """What falls due in a calendar year, earliest first; nothing in a year whose days nobody knows yet."""
    try:
        return _deadlines(profile, year)
    except UnknownFigureError:
        return []


def _around(profile: TaxProfileRow, year: int) -> list[Deadline]:
    return [one for near in (year - 1, year, year + 1) for one in known_deadlines(profile, near)]


def _deadlines(profile: TaxProfileRow, year: int) -> list[Deadline]:
    if not MINYEAR < year < MAXYEAR:
        raise UnknownFigureError("deadlines.years", date.min if year <= MINYEAR else date.max)
    return rules_of(profile.country).deadlines(as_rules_see_it(profile), year)
